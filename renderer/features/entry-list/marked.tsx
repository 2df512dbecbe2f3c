import { Fragment } from 'react';
import type { TextRange } from '../../../worker/protocol/search.ts';

interface MarkedProps {
  readonly text: string;
  /** In order, without overlaps. */
  readonly ranges: readonly TextRange[];
}

/** Plain text with parts of it marked. */
export function Marked({ text, ranges }: MarkedProps) {
  const starts = [0, ...ranges.map(([, to]) => to)];
  return starts.map((start, index) => {
    const range = ranges[index];
    return (
      <Fragment key={start}>
        {text.slice(start, range?.[0])}
        {range !== undefined && <mark>{text.slice(range[0], range[1])}</mark>}
      </Fragment>
    );
  });
}
