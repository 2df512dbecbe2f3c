import styles from './switch.module.css';

interface SwitchProps {
  /** Id of the element that names it. */
  readonly labelledBy: string;
  readonly describedBy?: string;
  readonly isOn: boolean;
  readonly isDisabled?: boolean;
  onChange(isOn: boolean): void;
}

export function Switch({ labelledBy, describedBy, isOn, isDisabled = false, onChange }: SwitchProps) {
  return (
    <button
      type="button"
      role="switch"
      aria-checked={isOn}
      aria-labelledby={labelledBy}
      aria-describedby={describedBy}
      disabled={isDisabled}
      className={styles['switch']}
      onClick={() => onChange(!isOn)}
    />
  );
}
