import type { Store } from '../store/store.ts';

/** The confirmed hosts are asked for several times for each feed of a refresh, and one write alone changes them: they are read once between two of those. */
export function withKeptHosts(store: Store): Store {
  const { read, write } = store;
  let kept: ReadonlySet<string> | null = null;
  return {
    ...store,
    read: {
      ...read,
      confirmedLocalHosts() {
        kept ??= read.confirmedLocalHosts();
        return kept;
      },
    },
    write: {
      ...write,
      async confirmLocalHost(host, at) {
        try {
          await write.confirmLocalHost(host, at);
        } finally {
          kept = null;
        }
      },
    },
  };
}
