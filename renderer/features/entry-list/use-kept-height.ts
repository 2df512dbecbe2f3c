import { type RefObject, useRef } from 'react';
import { useLayout } from '../../state/layout.ts';

/**
 * Read letters are lighter and may take a line less: a row that is read while it is in sight keeps its height, and the rows below stay where they are.
 * In a list of another width lines are others, and it is let go.
 * @returns the height that it keeps, CSS pixels
 */
export function useKeptHeight(isRead: boolean): {
  readonly element: RefObject<HTMLDivElement | null>;
  readonly minHeight: number | undefined;
} {
  const element = useRef<HTMLDivElement>(null);
  const wasRead = useRef(isRead);
  const minHeight = useRef<number | undefined>(undefined);
  const width = useLayout(({ widths }) => widths.list);
  const widthBefore = useRef(width);
  if (widthBefore.current !== width) {
    widthBefore.current = width;
    minHeight.current = undefined;
  }
  // Asked once, while nothing of the document is changed yet: after a change the answer costs a layout.
  if (wasRead.current !== isRead) {
    wasRead.current = isRead;
    minHeight.current = isRead ? element.current?.offsetHeight : undefined;
  }
  return { element, minHeight: minHeight.current };
}
