import { webAddress } from './addresses.ts';

export type EmbedKind = 'page' | 'video' | 'audio';

export interface Embed {
  readonly kind: EmbedKind;
  /** Where the browser shows it. */
  readonly url: string;
  /** Host as a reader knows it ("youtube.com"). */
  readonly site: string;
}

/** Where the players of well-known sites have their page. */
const players: readonly { readonly player: RegExp; readonly page: string }[] = [
  { player: /^https?:\/\/(?:www\.)?youtube(?:-nocookie)?\.com\/embed\/([\w-]{11})/, page: 'https://www.youtube.com/watch?v=$1' },
  { player: /^https?:\/\/player\.vimeo\.com\/video\/(\d+)/, page: 'https://vimeo.com/$1' },
  { player: /^https?:\/\/(?:www\.|geo\.)?dailymotion\.com\/embed\/video\/(\w+)/, page: 'https://www.dailymotion.com/video/$1' },
  { player: /^https?:\/\/open\.spotify\.com\/embed\/(\w+\/\w+)/, page: 'https://open.spotify.com/$1' },
];

/** What an embedding element would have loaded; null when that has no address for a browser. */
export function embedOf(element: Element, baseUrl: string | null): Embed | null {
  const address = embedAddress(element, baseUrl);
  if (address === null) return null;
  const known = players.find(({ player }) => player.test(address));
  const url = known === undefined ? address : address.replace(new RegExp(`${known.player.source}.*$`), known.page);
  const site = new URL(url).hostname.replace(/^www\./, '');
  if (element.localName === 'audio') return { kind: 'audio', url, site };
  return { kind: element.localName === 'video' || known !== undefined ? 'video' : 'page', url, site };
}

function embedAddress(element: Element, baseUrl: string | null): string | null {
  for (const name of ['src', 'data', 'data-src', 'data-lazy-src']) {
    const address = webAddress(element.getAttribute(name), baseUrl);
    if (address !== null) return address;
  }
  for (const source of element.querySelectorAll('source, embed, param[name="movie"], param[name="src"]')) {
    const address = webAddress(source.getAttribute('src') ?? source.getAttribute('value'), baseUrl);
    if (address !== null) return address;
  }
  return null;
}
