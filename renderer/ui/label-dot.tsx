import type { LabelColor } from '../../worker/protocol/labels.ts';
import { classes } from './classes.ts';
import styles from './label-dot.module.css';

/** The colour of a label; its name stands beside it. */
export function LabelDot({ color }: { readonly color: LabelColor }) {
  return <span aria-hidden="true" className={classes(styles['dot'], styles[color])} />;
}
