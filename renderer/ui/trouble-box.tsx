import { TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { classes } from './classes.ts';
import styles from './trouble-box.module.css';

interface TroubleBoxProps {
  /** What happened in the program's own terms, for who wants to report it. */
  readonly detail?: string | undefined;
  /** Said at once by a screen reader. What stands in a live region has no need of it. */
  readonly isAlert?: boolean;
  readonly className?: string | undefined;
  readonly children: ReactNode;
}

/** What went wrong, and what to do, on its own ground. */
export function TroubleBox({ detail, isAlert = false, className, children }: TroubleBoxProps) {
  return (
    <div className={classes(styles['trouble'], className)} role={isAlert ? 'alert' : undefined} title={detail}>
      <TriangleAlert aria-hidden="true" />
      <div>{children}</div>
    </div>
  );
}
