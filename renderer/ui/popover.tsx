import { Popover as RadixPopover } from 'radix-ui';
import type { ReactElement, ReactNode } from 'react';
import styles from './popover.module.css';

interface PopoverProps {
  /** Accessible name. */
  readonly label: string;
  /** One element that opens it; it gets the ARIA attributes. */
  readonly trigger: ReactElement;
  readonly children: ReactNode;
}

/** Things to set, below the button that opens it. Esc and a press elsewhere close it. */
export function Popover({ label, trigger, children }: PopoverProps) {
  return (
    <RadixPopover.Root>
      <RadixPopover.Trigger asChild>{trigger}</RadixPopover.Trigger>
      <RadixPopover.Portal>
        <RadixPopover.Content aria-label={label} className={styles['popover']} align="end" sideOffset={4} collisionPadding={8}>
          {children}
        </RadixPopover.Content>
      </RadixPopover.Portal>
    </RadixPopover.Root>
  );
}
