import type { EntryRow } from '../../../worker/protocol/model.ts';

interface Setting {
  /** Of the list pane, CSS pixels. */
  readonly width: number;
  readonly hasFeedLine: boolean;
  readonly hasPicture: boolean;
}

// Measures of entry-row.module.css.
const PADDING = 19;
const FEED_LINE = 20;
const TITLE_LINE = 20;
const SNIPPET = 20;
const PICTURE = 56;
const MARGINS = 52;
const PICTURE_AND_GAP = 70;
/** An average letter of Literata at 15.5 px, semi-bold. */
const LETTER = 8.1;

/** About how high a row will be, CSS pixels. Only for rows not yet measured: a near guess keeps the scroll bar still. */
export function estimateRowHeight(row: EntryRow | undefined, { width, hasFeedLine, hasPicture }: Setting): number {
  const head = PADDING + (hasFeedLine ? FEED_LINE : 0);
  if (row === undefined) return head + 2 * TITLE_LINE + SNIPPET;
  const showsPicture = hasPicture && row.imageUrl !== null;
  const title = row.title === '' ? row.snippet : row.title;
  const lettersPerLine = (width - MARGINS - (showsPicture ? PICTURE_AND_GAP : 0)) / LETTER;
  const titleLines = title.length > lettersPerLine ? 2 : 1;
  const hasThirdLine = !hasFeedLine || (row.title !== '' && row.snippet !== '');
  const text = titleLines * TITLE_LINE + (hasThirdLine ? SNIPPET : 0);
  return head + Math.max(text, showsPicture ? PICTURE : 0);
}
