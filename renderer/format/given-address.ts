export type Given =
  | { readonly kind: 'address'; readonly address: string }
  /** Not of the web. */
  | { readonly kind: 'refused'; readonly scheme: string }
  /** A list of feeds. */
  | { readonly kind: 'list'; readonly text: string }
  /** No address at all. */
  | { readonly kind: 'nothing' };

const longestAddress = 2000;

/** What a text is that was pasted or dropped: an address of a site or a feed, a list of feeds, or neither. */
export function readGiven(text: string): Given {
  const given = text.trim();
  if (/^(?:<\?xml[^>]*\?>\s*)?(?:<!--[\s\S]{0,2000}?-->\s*)?<opml\b/i.test(given)) return { kind: 'list', text: given };
  // Line breaks and blanks are in texts, not in addresses.
  if (given === '' || given.length > longestAddress || /[\s\p{Cc}]/u.test(given)) return { kind: 'nothing' };
  if (/^(?:https?:\/\/|feeds?:)[^/]/i.test(given) || /^feeds?:\/\/./i.test(given)) return { kind: 'address', address: given };
  const scheme = /^([a-z][a-z0-9+.-]*):(?!\d+(?:\/|$))/i.exec(given)?.[1]?.toLowerCase();
  if (scheme !== undefined) return { kind: 'refused', scheme };
  const isSite = /^(?:(?:[\p{L}\p{N}_-]+\.)+\p{L}{2,}\.?|(?:\d{1,3}\.){3}\d{1,3}|localhost)(?::\d{1,5})?(?:[/?#]\S*)?$/u.test(given);
  const isOfPlatform = /^\/?r\/\w{2,}$/.test(given) || /^@?[\w.-]+@[\p{L}\p{N}.-]+\.\p{L}{2,}$/u.test(given);
  return isSite || isOfPlatform ? { kind: 'address', address: given } : { kind: 'nothing' };
}

/** The first link of a `text/uri-list`. */
export function firstLink(list: string): string {
  return (
    list
      .split(/\r?\n/)
      .map(line => line.trim())
      .find(line => line !== '' && !line.startsWith('#')) ?? ''
  );
}
