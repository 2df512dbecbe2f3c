/** Put before every id of an article, so that none can meet a name of our own. DOMPurify writes it; links into the article follow. */
export const ID_PREFIX = 'user-content-';

const LINK_SCHEMES = new Set(['http:', 'https:', 'mailto:', 'tel:']);
const PICTURE_SCHEMES = new Set(['http:', 'https:']);

/** Absolute, normalised address of a link; `#…` stays in the article; null when it leads nowhere that a reader may go. */
export function linkAddress(value: string, baseUrl: string | null): string | null {
  const text = value.trim();
  if (text.startsWith('#')) return fragmentAddress(text.slice(1));
  return allowed(text, baseUrl, LINK_SCHEMES);
}

/** Absolute http(s) address, or null. An empty value is no address: it would mean the article itself. */
export function webAddress(value: string | null, baseUrl: string | null): string | null {
  const text = value?.trim() ?? '';
  return text === '' ? null : allowed(text, baseUrl, PICTURE_SCHEMES);
}

function fragmentAddress(fragment: string): string | null {
  if (fragment === '') return null;
  return fragment.startsWith(ID_PREFIX) ? `#${fragment}` : `#${ID_PREFIX}${fragment}`;
}

function allowed(value: string, baseUrl: string | null, schemes: ReadonlySet<string>): string | null {
  const url = URL.parse(value, baseUrl ?? undefined);
  return url !== null && schemes.has(url.protocol) ? url.href : null;
}
