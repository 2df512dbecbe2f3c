import { useRef } from 'react';

/** The record of the render before as long as it says the same: then nothing that depends on it runs again. */
export function useSame<T extends object | null>(value: T): T {
  const last = useRef(value);
  if (!isSame(last.current, value)) last.current = value;
  return last.current;
}

function isSame(a: object | null, b: object | null): boolean {
  if (a === null || b === null) return a === b;
  const before = Object.entries(a);
  const after = new Map(Object.entries(b));
  return before.length === after.size && before.every(([key, value]) => isSameValue(value, after.get(key)));
}

function isSameValue(a: unknown, b: unknown): boolean {
  return Object.is(a, b) || (typeof a === 'object' && JSON.stringify(a) === JSON.stringify(b));
}
