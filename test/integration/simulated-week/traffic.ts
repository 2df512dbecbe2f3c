/** The requests on their way in a simulated world: while there are any, its time stands. */
export interface Traffic {
  sent(host: string): void;
  /** A server has it. */
  arrived(): void;
  /** Answered, or cut off. */
  left(host: string): void;
  /** It will never arrive. */
  lost(host: string): void;
  /** The server will not answer this one: time must go on for it. */
  hangs(host: string): void;
  /** The client is gone, and all that it asked for. */
  forget(): void;
  underWay(): number;
  /** With servers at this moment. */
  open(): number;
  hanging(): number;
}

export function createTraffic(): Traffic {
  const sent = new Map<string, number>();
  const hanging = new Set<string>();
  let open = 0;

  function lost(host: string): void {
    hanging.delete(host);
    const rest = (sent.get(host) ?? 0) - 1;
    if (rest > 0) sent.set(host, rest);
    else sent.delete(host);
  }

  return {
    sent: host => void sent.set(host, (sent.get(host) ?? 0) + 1),
    arrived() {
      open += 1;
    },
    left(host) {
      open -= 1;
      lost(host);
    },
    lost,
    hangs: host => void hanging.add(host),
    forget() {
      sent.clear();
      hanging.clear();
    },
    underWay: () => [...sent.values()].reduce((sum, count) => sum + count, 0),
    open: () => open,
    hanging: () => hanging.size,
  };
}
