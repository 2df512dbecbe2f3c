import type { EntryRow } from '../../../worker/protocol/entry-lists.ts';

interface Setting {
  /** Of the list pane, CSS pixels. */
  readonly width: number;
  readonly hasFeedLine: boolean;
  readonly hasPicture: boolean;
  readonly isCompact: boolean;
}

// Measures of entry-row.module.css.
const paddingPx = 19;
const feedLinePx = 20;
const titleLinePx = 20;
const snippetPx = 20;
const picturePx = 56;
const compactPx = 36;
const marginsPx = 52;
const pictureAndGapPx = 70;
/** An average letter of Literata at 15.5 px, semi-bold. */
const letterPx = 8.1;

/** About how high a row will be, CSS pixels. Only for rows not yet measured: a near guess keeps the scroll bar still. */
export function estimateRowHeight(row: EntryRow | undefined, { width, hasFeedLine, hasPicture, isCompact }: Setting): number {
  if (isCompact) return compactPx;
  const head = paddingPx + (hasFeedLine ? feedLinePx : 0);
  if (row === undefined) return head + 2 * titleLinePx + snippetPx;
  const showsPicture = hasPicture && row.imageUrl !== null;
  const title = row.title === '' ? row.snippet : row.title;
  const lettersPerLine = (width - marginsPx - (showsPicture ? pictureAndGapPx : 0)) / letterPx;
  const titleLines = title.length > lettersPerLine ? 2 : 1;
  const hasThirdLine = !hasFeedLine || (row.title !== '' && row.snippet !== '');
  const text = titleLines * titleLinePx + (hasThirdLine ? snippetPx : 0);
  return head + Math.max(text, showsPicture ? picturePx : 0);
}
