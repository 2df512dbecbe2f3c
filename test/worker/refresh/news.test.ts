import { describe, expect, it } from 'vitest';
import { createNewsGatherer } from '../../../worker/refresh/news.ts';

const day = 24 * 3_600_000;
const now = Date.UTC(2026, 0, 15, 12);

function openNews() {
  return createNewsGatherer({
    entryRows: ids =>
      ids.map(id => ({
        id,
        feedId: 1,
        title: '',
        snippet: `what ${id} says`,
        author: '',
        url: null,
        imageUrl: null,
        publishedAt: null,
        sortAt: 0,
        isRead: false,
        isStarred: false,
        isLater: false,
        labelIds: [],
      })),
    subscription: () => null,
  });
}

const arrived = (id: number, ageDays: number | null, title = `Title ${id}`) => ({
  id,
  feedId: 1,
  title,
  publishedAt: ageDays === null ? null : now - ageDays * day,
});

describe('news of a refresh', () => {
  it('is nothing when nothing arrived', () => {
    const news = openNews();
    news.add({ added: [], updated: 3, wasFirstFetch: false }, now);
    expect(news.take()).toBeNull();
  });

  it('leaves out first fetches and what is older than 7 days', () => {
    const news = openNews();
    news.add({ added: [arrived(1, 0)], updated: 0, wasFirstFetch: true }, now);
    news.add({ added: [arrived(2, 8), arrived(3, 6)], updated: 0, wasFirstFetch: false }, now);
    expect(news.take()).toMatchObject({ total: 1, newest: [{ id: 3, title: 'Title 3' }] });
  });

  it('names the three newest of all feeds, and begins anew after that', () => {
    const news = openNews();
    news.add({ added: [arrived(1, 3), arrived(2, 1)], updated: 0, wasFirstFetch: false }, now);
    news.add({ added: [arrived(3, 2), arrived(4, null)], updated: 0, wasFirstFetch: false }, now);
    const taken = news.take();
    expect(taken?.total).toBe(4);
    expect(taken?.newest.map(({ id }) => id)).toEqual([4, 2, 3]);
    expect(news.take()).toBeNull();
  });

  it('shows the beginning of the text where a title is missing', () => {
    const news = openNews();
    news.add({ added: [arrived(5, 0, '')], updated: 0, wasFirstFetch: false }, now);
    expect(news.take()?.newest[0]?.title).toBe('what 5 says');
  });
});
