import { FeedError } from '../errors.ts';
import type { Fetcher } from '../fetch/request.ts';
import type { Picture } from '../protocol/model.ts';
import { decodePage } from '../text/decode-page.ts';
import { checkedPicture } from './checked-picture.ts';
import { findIconLinks } from './icon-links.ts';
import { ownLocalHost } from './own-local-host.ts';
import { pictureSize } from './picture-size.ts';

/** H8. */
const maxBytes = 200_000;
const maxSide = 1_024;
const maxPageBytes = 4 * 1024 * 1024;
/** Of those that a page names; a dead link or two is usual, more say that the page is not kept. */
const mostTries = 2;

export interface IconWish {
  readonly feedUrl: string;
  readonly siteUrl: string | null;
  /** The feed's own picture: a logo, a cover, a banner. */
  readonly imageUrl: string | null;
  readonly confirmedLocalHosts: ReadonlySet<string>;
  readonly signal: AbortSignal | null;
}

/**
 * The icon of a feed: its own picture where that is small and about square, else the best that its site's page names, else the site's
 * /favicon.ico; null when there is none. At most five requests; the caller sees to it that a feed is asked for once in 7 days (P14).
 * Rejects with 'cancelled' only.
 */
export function createIconFetcher({ fetch }: { readonly fetch: Fetcher }): (wish: IconWish) => Promise<Picture | null> {
  return async ({ feedUrl, siteUrl, imageUrl, confirmedLocalHosts, signal }) => {
    const reach = { validators: null, confirmedLocalHosts: ownLocalHost(feedUrl, confirmedLocalHosts), signal };

    const tryIcon = async (url: string | null): Promise<Picture | null> => {
      if (url === null) return null;
      const answer = await fetch({ ...reach, url, purpose: 'icon', maxBytes: maxBytes }).catch(nothing(signal));
      return answer?.kind === 'fetched' ? fittingIcon(answer.body) : null;
    };
    const readPage = async (url: string): Promise<{ readonly url: string; readonly links: readonly string[] }> => {
      const answer = await fetch({ ...reach, url, purpose: 'page', maxBytes: maxPageBytes }).catch(nothing(signal));
      if (answer?.kind !== 'fetched') return { url, links: [] };
      return { url: answer.url, links: findIconLinks(decodePage(answer.body, answer.contentType), answer.url) };
    };

    const own = await tryIcon(imageUrl);
    if (own !== null) return own;
    const page = await readPage(siteUrl ?? new URL('/', feedUrl).href);
    for (const url of page.links.slice(0, mostTries)) {
      const named = await tryIcon(url);
      if (named !== null) return named;
    }
    const usual = new URL('/favicon.ico', page.url).href;
    return page.links.slice(0, mostTries).includes(usual) ? null : tryIcon(usual);
  };
}

/** Small, about square, and a picture at all. */
function fittingIcon(bytes: Uint8Array): Picture | null {
  try {
    const picture = checkedPicture(bytes, maxSide * maxSide);
    const size = pictureSize(picture.bytes, picture.type);
    if (size === null) return picture.type === 'image/avif' ? picture : null;
    const [short, long] = [Math.min(size.width, size.height), Math.max(size.width, size.height)];
    return short >= 8 && long <= maxSide && long <= short * 1.5 ? picture : null;
  } catch (error) {
    if (error instanceof FeedError) return null;
    throw error;
  }
}

/** No icon is no failure, unless the whole errand was called off. */
function nothing(signal: AbortSignal | null): (thrown: unknown) => null {
  return thrown => {
    if (!(thrown instanceof FeedError) || signal?.aborted === true) throw thrown;
    return null;
  };
}
