import type { Fetcher } from '../fetch/request.ts';
import type { Picture } from '../protocol/entries.ts';
import { checkedPicture, pictureRefused } from './checked-picture.ts';
import { ownLocalHost } from './own-local-host.ts';

export interface PictureFetcherNeeds {
  readonly fetch: Fetcher;
  /** Of one picture. */
  readonly maxBytes?: number;
  /** Of all that are kept. */
  readonly cacheBytes?: number;
}

export interface PictureWish {
  readonly url: string;
  /** Of the feed that shows it. */
  readonly feedUrl: string;
  readonly confirmedLocalHosts: ReadonlySet<string>;
  readonly signal: AbortSignal | null;
}

/** Pictures of entries, checked by their bytes. The latest are kept in memory: a list scrolls back and forth. Rejects with 'picture-refused' or 'cancelled'. */
export function createPictureFetcher({ fetch, maxBytes = 8 * 1024 * 1024, cacheBytes = 16 * 1024 * 1024 }: PictureFetcherNeeds) {
  const cache = new Map<string, Picture>();
  let cached = 0;

  const keep = (key: string, picture: Picture) => {
    if (picture.bytes.length > cacheBytes / 4) return;
    forget(key);
    cache.set(key, picture);
    cached += picture.bytes.length;
    for (const oldest of cache.keys()) {
      if (cached <= cacheBytes) break;
      forget(oldest);
    }
  };
  const forget = (key: string) => {
    cached -= cache.get(key)?.bytes.length ?? 0;
    cache.delete(key);
  };

  return async ({ url, feedUrl, confirmedLocalHosts, signal }: PictureWish): Promise<Picture> => {
    const reach = ownLocalHost(feedUrl, confirmedLocalHosts);
    // What one feed may reach on this network another may not.
    const key = `${[...reach].join()} ${url}`;
    const known = cache.get(key);
    if (known !== undefined) {
      cache.delete(key);
      cache.set(key, known);
      return known;
    }
    const answer = await fetch({ url, purpose: 'picture', validators: null, confirmedLocalHosts: reach, signal, maxBytes }).catch(
      (thrown: unknown) => {
        throw signal?.aborted === true ? thrown : pictureRefused(thrown instanceof Error ? thrown.message : String(thrown), thrown);
      },
    );
    if (answer.kind !== 'fetched') throw pictureRefused('the server says that nothing has changed');
    const picture = checkedPicture(answer.body);
    keep(key, picture);
    return picture;
  };
}
