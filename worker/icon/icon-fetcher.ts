import { FeedError } from '../errors.ts';
import type { Fetcher, FetchRequest } from '../fetch/request.ts';
import type { Picture } from '../protocol/entries.ts';
import { decodePage } from '../text/decode-page.ts';
import { checkedPicture } from './checked-picture.ts';
import { bestFirst, findIconLinks, goodCost, type IconLink, manifestIcons, type PageIcons } from './icon-links.ts';
import { ownLocalHost } from './own-local-host.ts';
import { pictureSize } from './picture-size.ts';

/** H8. */
const maxBytes = 200_000;
const maxSide = 256;
/** The links stand in a page's head. */
const pageBytes = 1024 * 1024;
const manifestBytes = 64 * 1024;
/** Of those that a page names; a dead link or two is usual, more say that the page is not kept. */
const mostTries = 2;
/** Feeds of one site share what was found there. */
const sharedForMs = 7 * 24 * 3_600_000;
const mostShared = 500;

export interface IconWish {
  readonly feedUrl: string;
  readonly siteUrl: string | null;
  /** The feed's own picture: a logo, a cover, a banner. */
  readonly imageUrl: string | null;
  readonly confirmedLocalHosts: ReadonlySet<string>;
  readonly signal: AbortSignal | null;
}

export interface IconFetcherNeeds {
  readonly fetch: Fetcher;
  /** ms, any clock. */
  readonly now: () => number;
}

/**
 * The icon of a feed: its own picture where that is small and about square, else the best that its site's page or web app manifest names,
 * else the site's /favicon.ico; null when there is none. At most six requests, of which feeds of one site share all but the first; the
 * caller sees to it that a feed is asked for once in 7 days (P14). Rejects with 'cancelled' only.
 */
export function createIconFetcher({ fetch, now }: IconFetcherNeeds): (wish: IconWish) => Promise<Picture | null> {
  const shared = new Map<string, { readonly at: number; readonly icon: Promise<Picture | null> }>();

  /** Runs once for a site, and again only when that is long ago or came to nothing by a failure. */
  const oncePerSite = (key: string, run: () => Promise<Picture | null>): Promise<Picture | null> => {
    const known = shared.get(key);
    if (known !== undefined && now() - known.at < sharedForMs) return known.icon;
    const icon = run();
    icon.catch(() => shared.delete(key));
    shared.delete(key);
    shared.set(key, { at: now(), icon });
    for (const oldest of shared.keys()) {
      if (shared.size <= mostShared) break;
      shared.delete(oldest);
    }
    return icon;
  };

  return async ({ feedUrl, siteUrl, imageUrl, confirmedLocalHosts, signal }) => {
    const localHosts = ownLocalHost(feedUrl, confirmedLocalHosts);
    const reach = { validators: null, confirmedLocalHosts: localHosts, signal };

    const read = async (url: string, purpose: 'page' | 'icon', most: number, more: Pick<FetchRequest, 'cutsPageAt'> = {}) => {
      const answer = await fetch({ ...reach, ...more, url, purpose, maxBytes: most }).catch(nothing(signal));
      return answer?.kind === 'fetched' ? answer : null;
    };
    const tryIcon = async (url: string): Promise<Picture | null> => {
      const answer = await read(url, 'icon', maxBytes);
      return answer === null ? null : fittingIcon(answer.body);
    };
    const readPage = async (url: string): Promise<{ readonly url: string } & PageIcons> => {
      const answer = await read(url, 'page', 2 * pageBytes, { cutsPageAt: pageBytes });
      if (answer === null) return { url, icons: [], manifestUrl: null };
      return { url: answer.url, ...findIconLinks(decodePage(answer.body, answer.contentType), answer.url) };
    };
    /** Only where the page itself says of none that it has a fitting size. */
    const withManifest = async ({ icons, manifestUrl }: PageIcons): Promise<readonly IconLink[]> => {
      if (manifestUrl === null || (icons[0]?.cost ?? goodCost) < goodCost) return icons;
      const answer = await read(manifestUrl, 'page', manifestBytes);
      return answer === null ? icons : bestFirst([...icons, ...manifestIcons(new TextDecoder().decode(answer.body), answer.url)]);
    };
    const ofSite = async (siteAddress: string): Promise<Picture | null> => {
      const page = await readPage(siteAddress);
      const tries = (await withManifest(page)).slice(0, mostTries).map(({ url }) => url);
      for (const url of tries) {
        const named = await tryIcon(url);
        if (named !== null) return named;
      }
      const usual = new URL('/favicon.ico', page.url).href;
      return tries.includes(usual) ? null : tryIcon(usual);
    };

    const own = imageUrl === null ? null : await tryIcon(imageUrl);
    if (own !== null) return own;
    const site = siteUrl ?? new URL('/', feedUrl).href;
    // What one feed may reach on this network another may not.
    return oncePerSite(`${[...localHosts].join()} ${site}`, () => ofSite(site));
  };
}

/** Small, about square, and a picture at all. */
function fittingIcon(bytes: Uint8Array): Picture | null {
  try {
    const picture = checkedPicture(bytes, maxSide * maxSide);
    const size = pictureSize(picture.bytes, picture.type);
    // One that does not say how large it is may be of any size (H8).
    if (size === null) return null;
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
