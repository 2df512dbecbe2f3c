import { RotateCcw } from 'lucide-react';
import { type ReactNode, useId, useRef } from 'react';
import { IconButton } from './icon-button.tsx';
import styles from './setting-row.module.css';

interface SettingReset {
  /** Accessible name and tooltip. */
  readonly label: string;
  /** There is nothing to set back. */
  readonly isUsual: boolean;
  onReset(): void;
}

interface SettingRowProps {
  /** By which a row is led to from elsewhere. */
  readonly settingId?: string;
  readonly title: string;
  readonly more?: string;
  /** What is looked for leaves it out. */
  readonly isHidden?: boolean;
  readonly reset?: SettingReset | null;
  /** Draws what changes it, named and described by these ids. */
  children(ids: { readonly labelledBy: string; readonly describedBy: string }): ReactNode;
}

/** One thing to set: its name, what it means, what changes it, and the way back. */
export function SettingRow({ settingId, title, more, isHidden = false, reset = null, children }: SettingRowProps) {
  const id = useId();
  const row = useRef<HTMLDivElement>(null);
  if (isHidden) return null;
  return (
    <div ref={row} className={styles['row']} data-setting={settingId}>
      <div className={styles['words']}>
        <p id={`${id}-title`} className={styles['name']}>
          {title}
        </p>
        <p id={`${id}-more`} className={styles['more']}>
          {more}
        </p>
      </div>
      <span className={styles['control']}>
        {reset !== null && (
          <IconButton
            label={reset.label}
            icon={<RotateCcw />}
            size="small"
            data-reset=""
            // Its place is kept: nothing moves under the pointer when it comes.
            className={reset.isUsual ? styles['unseen'] : undefined}
            disabled={reset.isUsual}
            onClick={() => {
              reset.onReset();
              // It goes, and the keys would be nowhere.
              row.current?.querySelector<HTMLElement>(controls)?.focus();
            }}
          />
        )}
        {children({ labelledBy: `${id}-title`, describedBy: `${id}-more` })}
      </span>
    </div>
  );
}

/** What changes a setting: of several radio buttons the one that is chosen. */
const controls = 'select:enabled, input:enabled:is(:checked, :not([type="radio"])), button:enabled:not([data-reset])';
