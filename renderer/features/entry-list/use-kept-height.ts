import { type RefObject, useRef } from 'react';

/**
 * Read letters are lighter and may take a line less: a row that is read while it is in sight keeps its height, and the rows below stay where they are.
 * @returns the height that it keeps, CSS pixels
 */
export function useKeptHeight(isRead: boolean): {
  readonly element: RefObject<HTMLDivElement | null>;
  readonly minHeight: number | undefined;
} {
  const element = useRef<HTMLDivElement>(null);
  const wasRead = useRef(isRead);
  const minHeight = useRef<number | undefined>(undefined);
  // Asked once, while nothing of the document is changed yet: after a change the answer costs a layout.
  if (wasRead.current !== isRead) {
    wasRead.current = isRead;
    minHeight.current = isRead ? element.current?.offsetHeight : undefined;
  }
  return { element, minHeight: minHeight.current };
}
