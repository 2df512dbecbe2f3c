/**
 * Entry bodies go through rss-parser by name only: its snippet code takes time quadratic in what it is given
 * (50 s for 100 kB of `<`), and a name is short.
 */
export interface Bodies {
  keep(html: string): string;
  /** The body of that name; empty for none. */
  take(name: string | undefined): string;
}

export function createBodies(): Bodies {
  const bodies: string[] = [];
  return {
    keep: html => `body ${bodies.push(html) - 1}`,
    take: name => bodies[Number(name?.slice(5))] ?? '',
  };
}
