/** Who asks anew does not wait for the earlier answer any more: its question is stopped. */
export function createAskers(): <T>(
  asker: string | undefined,
  signal: AbortSignal,
  ask: (signal: AbortSignal) => Promise<T>,
) => Promise<T> {
  const asking = new Map<string, AbortController>();
  return async (asker, signal, ask) => {
    if (asker === undefined) return ask(signal);
    asking.get(asker)?.abort();
    const own = new AbortController();
    asking.set(asker, own);
    try {
      return await ask(AbortSignal.any([signal, own.signal]));
    } finally {
      if (asking.get(asker) === own) asking.delete(asker);
    }
  };
}
