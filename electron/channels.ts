/** Every ipc channel there is. A test fails on a handler that is not listed here. */
export const channels = {
  /** Window → main, by invoke: `{ method, params }` → `Outcome`. */
  request: 'reader:request',
  /** Main → window, by send: `ReaderEvent`. */
  event: 'reader:event',
} as const;
