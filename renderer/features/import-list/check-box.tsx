import type { PickState } from '../../state/import-pick.ts';
import styles from './pick-list.module.css';

interface CheckBoxProps {
  readonly state: PickState;
  readonly label: string;
  readonly isDisabled: boolean;
  onToggle(): void;
}

/** A check box that may be half checked. */
export function CheckBox({ state, label, isDisabled, onToggle }: CheckBoxProps) {
  return (
    <input
      type="checkbox"
      className={styles['box']}
      aria-label={label}
      disabled={isDisabled}
      checked={state === 'all'}
      ref={element => {
        if (element !== null) element.indeterminate = state === 'some';
      }}
      onChange={onToggle}
    />
  );
}
