import type { ButtonHTMLAttributes, ReactNode, Ref } from 'react';
import styles from './button.module.css';
import { classes } from './classes.ts';
import { useOff } from './use-off.ts';

interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  /** `plain` is a text button, `danger` is for destruction only. */
  readonly look?: 'normal' | 'primary' | 'plain' | 'danger';
  readonly icon?: ReactNode;
  readonly ref?: Ref<HTMLButtonElement>;
}

export function Button({ look = 'normal', icon, children, className, type = 'button', ...rest }: ButtonProps) {
  const off = useOff(rest);
  return (
    <button {...rest} {...off} type={type} className={classes(styles['button'], styles[look], className)}>
      {icon}
      {children}
    </button>
  );
}
