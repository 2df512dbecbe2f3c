import { X } from 'lucide-react';
import { type ReactNode, useEffect, useId, useLayoutEffect, useRef } from 'react';
import { t } from '../words.ts';
import { classes } from './classes.ts';
import styles from './dialog.module.css';
import { IconButton } from './icon-button.tsx';

interface DialogProps {
  readonly title: string;
  /** Asked for by Esc, by a click beside it and by its close button. The caller takes the dialog away. */
  onClose(): void;
  /** `narrow` asks a question, `normal` 560 px, `wide` fills the window up to 1,000 px, `full` all of it. */
  readonly size?: 'narrow' | 'normal' | 'wide' | 'full';
  readonly hasCloseButton?: boolean;
  /** For ears only. */
  readonly hasHiddenTitle?: boolean;
  readonly children: ReactNode;
}

/** A modal on the platform's own `<dialog>`: it traps focus, closes by Esc and gives the focus back. */
export function Dialog({ title, onClose, size = 'normal', hasCloseButton = false, hasHiddenTitle = false, children }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const isLeaving = useRef(false);
  const pressedBeside = useRef(false);
  const titleId = useId();

  useLayoutEffect(() => {
    const element = dialog.current;
    isLeaving.current = false;
    element?.showModal();
    // The platform would choose the close button, with its ring and its tooltip, only because it comes first.
    if (hasCloseButton) heading.current?.focus();
    return () => {
      isLeaving.current = true;
      // Without close() a removed dialog does not give the focus back.
      element?.close();
    };
  }, [hasCloseButton]);

  useEffect(() => {
    const element = dialog.current;
    if (element === null) return;
    // What had the keys may go away with its step: who uses keys must not be left nowhere.
    const find = (): void => {
      if (!element.open || document.activeElement !== document.body || heading.current === null) return;
      // Not before: the platform gives a dialog that opens to the first part that can have the keys.
      heading.current.tabIndex = -1;
      heading.current.focus();
    };
    const observer = new MutationObserver(() => requestAnimationFrame(() => requestAnimationFrame(find)));
    observer.observe(element, { childList: true, subtree: true });
    return () => observer.disconnect();
  }, []);

  useEffect(() => {
    const element = dialog.current;
    const onCancel = (event: Event): void => {
      // A file chooser inside the dialog sends a cancel event of its own.
      if (event.target !== element) return;
      event.preventDefault();
      onClose();
    };
    // A browser may close without asking: a second Esc in a row sends no cancel event.
    const onClosed = (): void => {
      // One that leaves for another dialog, which may still be loading, must not close that one.
      if (element?.open === false && !isLeaving.current) onClose();
    };
    element?.addEventListener('cancel', onCancel);
    element?.addEventListener('close', onClosed);
    return () => {
      element?.removeEventListener('cancel', onCancel);
      element?.removeEventListener('close', onClosed);
    };
  }, [onClose]);

  return (
    <dialog
      ref={dialog}
      aria-labelledby={titleId}
      className={classes(styles['dialog'], styles[size])}
      // A selection dragged out of a field must not close the dialog: both press and release are beside it.
      onPointerDown={event => {
        pressedBeside.current = event.target === dialog.current;
      }}
      onClick={event => event.target === dialog.current && pressedBeside.current && onClose()}
    >
      <div className={styles['content']}>
        <header className={hasHiddenTitle ? 'visually-hidden' : styles['header']}>
          <h2 ref={heading} id={titleId} tabIndex={hasCloseButton ? -1 : undefined} className={styles['title']}>
            {title}
          </h2>
          {hasCloseButton && <IconButton label={t('ui.close')} keys="Esc" icon={<X />} onClick={onClose} />}
        </header>
        {children}
      </div>
    </dialog>
  );
}
