/** Put before every id of an article, so that none can meet a name of our own. DOMPurify writes it; links into the article follow. */
export const idPrefix = 'user-content-';

const linkSchemes = new Set(['http:', 'https:', 'mailto:', 'tel:']);
const pictureSchemes = new Set(['http:', 'https:']);

/** Absolute, normalised address of a link; `#…` stays in the article; null when it leads nowhere that a reader may go. */
export function linkAddress(value: string, baseUrl: string | null): string | null {
  const text = value.trim();
  if (text.startsWith('#')) return fragmentAddress(text.slice(1));
  return allowed(text, baseUrl, linkSchemes);
}

/** Absolute http(s) address, or null. An empty value is no address: it would mean the article itself. */
export function webAddress(value: string | null, baseUrl: string | null): string | null {
  const text = value?.trim() ?? '';
  return text === '' ? null : allowed(text, baseUrl, pictureSchemes);
}

function fragmentAddress(fragment: string): string | null {
  if (fragment === '') return null;
  return fragment.startsWith(idPrefix) ? `#${fragment}` : `#${idPrefix}${fragment}`;
}

function allowed(value: string, baseUrl: string | null, schemes: ReadonlySet<string>): string | null {
  const url = URL.parse(value, baseUrl ?? undefined);
  return url !== null && schemes.has(url.protocol) ? url.href : null;
}
