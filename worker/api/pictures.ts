import type { HandlersOf } from '../dispatch.ts';
import { FeedError } from '../errors.ts';
import type { PictureWish } from '../icon/picture-fetcher.ts';
import type { Picture } from '../protocol/entries.ts';
import type { ReadStore } from '../store/store.ts';

export interface PictureApiNeeds {
  readonly read: Pick<ReadStore, 'articleFeedUrl' | 'icon' | 'settings' | 'confirmedLocalHosts'>;
  readonly fetchPicture: (wish: PictureWish) => Promise<Picture>;
}

export function createPictureHandlers({ read, fetchPicture }: PictureApiNeeds): HandlersOf<'pictures.get' | 'icons.get'> {
  return {
    'pictures.get'({ feedId, url }, { signal }) {
      const feedUrl = read.articleFeedUrl(feedId);
      if (feedUrl === null || !read.settings().showPictures) {
        throw new FeedError('picture-refused', 'This picture is not shown.', { detail: 'pictures are off, or its feed was removed' });
      }
      return fetchPicture({ url, feedUrl, confirmedLocalHosts: read.confirmedLocalHosts(), signal });
    },
    'icons.get'({ feedId }) {
      const icon = read.icon(feedId);
      if (icon === null) throw new FeedError('not-found-here', 'This feed has no icon.');
      return icon;
    },
  };
}
