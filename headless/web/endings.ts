const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Waits to be asked to end; whoever asks twice does not want to wait for the order of things.
 * @param sameKeyMs a launcher that passes Ctrl+C on doubles it, as the terminal has sent it to us already
 */
export function handleEndings(hurry: () => void, sameKeyMs = 1_000) {
  let askedAt: number | null = null;
  let resolveAsked = () => {};
  const asked = new Promise<void>(resolve => {
    resolveAsked = resolve;
  });

  function onSignal(): void {
    const now = performance.now();
    if (askedAt === null) {
      askedAt = now;
      resolveAsked();
    } else if (now - askedAt > sameKeyMs) {
      hurry();
      process.exit(130);
    }
  }

  for (const signal of signals) process.on(signal, onSignal);
  return {
    asked,
    ignore(): void {
      for (const signal of signals) process.off(signal, onSignal);
    },
  };
}
