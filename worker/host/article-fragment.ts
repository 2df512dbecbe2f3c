/** A list that goes feed by feed names its feeds: so long an address still opens. */
const longest = 64_000;

/**
 * What tells the page which article to show alone, and the list that it goes on through.
 * @param from is the page's word: only the page and the worker read it again
 */
export function articleFragment(entryId: number, from: unknown): string {
  const list = typeof from === 'object' && from !== null ? `&from=${encodeURIComponent(JSON.stringify(from))}` : '';
  return `#article=${entryId}${list.length > longest ? '' : list}`;
}

/** The article that a page shows alone; null for none. */
export function articleOf(address: string): number | null {
  const id = /#article=([1-9]\d{0,15})(?:&|$)/.exec(address)?.[1];
  return id === undefined ? null : Number(id);
}
