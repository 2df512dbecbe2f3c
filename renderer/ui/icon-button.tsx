import type { ButtonHTMLAttributes, ReactNode, Ref } from 'react';
import { t } from '../words.ts';
import { classes } from './classes.ts';
import styles from './icon-button.module.css';
import { Tooltip } from './tooltip.tsx';
import { useOff } from './use-off.ts';

interface IconButtonProps extends Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'title' | 'children'> {
  /** Accessible name and tooltip. */
  readonly label: string;
  /** The key that does the same, as shown to the user ("Shift+A"). */
  readonly keys?: string | undefined;
  /** A lucide icon; drawn at 18 px, stroke 1.75. */
  readonly icon: ReactNode;
  /** For a button that is a switch. */
  readonly isOn?: boolean | undefined;
  readonly size?: 'normal' | 'small';
  readonly ref?: Ref<HTMLButtonElement>;
}

export function IconButton({ label, keys, icon, isOn, size = 'normal', className, type = 'button', ...rest }: IconButtonProps) {
  const off = useOff(rest);
  const tip = keys === undefined ? label : t('ui.withKey', { label, key: keys });
  return (
    <Tooltip text={tip}>
      <button
        {...rest}
        {...off}
        type={type}
        aria-label={label}
        aria-pressed={isOn}
        className={classes(styles['button'], size === 'small' && styles['small'], isOn === true && styles['on'], className)}
      >
        {icon}
      </button>
    </Tooltip>
  );
}
