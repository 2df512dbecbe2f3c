import { type RefObject, useLayoutEffect, useRef } from 'react';

/** Read letters are lighter and may take a line less: a row that is read while it is in sight keeps its height, and the rows below stay where they are. */
export function useKeptHeight(isRead: boolean): RefObject<HTMLDivElement | null> {
  const element = useRef<HTMLDivElement>(null);
  const unreadHeight = useRef<number | null>(null);
  useLayoutEffect(() => {
    if (element.current === null) return;
    if (!isRead) unreadHeight.current = element.current.offsetHeight;
    element.current.style.minHeight = isRead && unreadHeight.current !== null ? `${unreadHeight.current}px` : '';
  });
  return element;
}
