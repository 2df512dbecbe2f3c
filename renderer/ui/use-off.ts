import { type ButtonHTMLAttributes, type FocusEvent, type MouseEvent, useState } from 'react';

type ButtonProps = ButtonHTMLAttributes<HTMLButtonElement>;
type Given = Pick<ButtonProps, 'disabled' | 'aria-disabled' | 'onClick' | 'onFocus' | 'onBlur'>;

/** A button that is switched off while it has the keys keeps them, and does nothing: browsers would drop them, and who uses keys would not know where they are. */
export function useOff({ disabled = false, onClick, onFocus, onBlur, 'aria-disabled': isSaidOff }: Given): Given {
  const [hasKeys, setHasKeys] = useState(false);
  const isHeld = disabled && hasKeys;
  return {
    disabled: disabled && !isHeld,
    'aria-disabled': isHeld ? true : isSaidOff,
    onClick(event: MouseEvent<HTMLButtonElement>) {
      if (isHeld) event.preventDefault();
      else onClick?.(event);
    },
    onFocus(event: FocusEvent<HTMLButtonElement>) {
      setHasKeys(true);
      onFocus?.(event);
    },
    onBlur(event: FocusEvent<HTMLButtonElement>) {
      setHasKeys(false);
      onBlur?.(event);
    },
  };
}
