import { expect, it } from 'vitest';
import type { Events } from '../../../worker/protocol/events.ts';
import { createNewsGatherer } from '../../../worker/refresh/news.ts';
import { createNewsTeller } from '../../../worker/refresh/news-teller.ts';
import { createFakeClock } from '../../helpers/fake-clock.ts';

const now = Date.UTC(2026, 0, 15, 12);

function openTeller() {
  const clock = createFakeClock(now);
  const news = createNewsGatherer({ entryRows: () => [], subscription: () => null });
  const told: Events['refresh.news'][] = [];
  const teller = createNewsTeller({ clock, news, emit: one => told.push(one) });
  let lastId = 0;
  return {
    clock,
    told,
    close: teller.close,
    /** One refresh in which these feeds bring so many entries each. */
    refresh(feeds: number, entries: number) {
      for (let feedId = 1; feedId <= feeds; feedId += 1) {
        const added = Array.from({ length: entries }, (_, index) => ({
          id: lastId + index + 1,
          feedId,
          title: `Title ${index}`,
          publishedAt: now,
        }));
        lastId += entries;
        news.add({ added, updated: 0, wasFirstFetch: false }, now);
      }
      teller.tell();
    },
  };
}

it('sums a flood up in one notification: 200 feeds at once, 500 entries each (R17)', () => {
  const { refresh, told } = openTeller();
  refresh(200, 500);
  expect(told).toHaveLength(1);
  expect(told[0]).toMatchObject({ total: 100_000 });
  expect(told[0]?.newest).toHaveLength(3);
});

it('tells at most once a minute, and then everything that came meanwhile (R17)', async () => {
  const { refresh, told, clock } = openTeller();
  for (let turn = 0; turn < 24; turn += 1) {
    refresh(1, 500);
    await clock.advance(5_000);
  }
  await clock.advance(60_000);
  expect(told.map(({ total }) => total)).toEqual([500, 5_500, 6_000]);
});

it('tells nothing when nothing came', async () => {
  const { refresh, told, clock } = openTeller();
  refresh(5, 0);
  await clock.advance(120_000);
  expect(told).toEqual([]);
});

it('tells nothing any more once it is closed: what it would read is closed too', async () => {
  const { refresh, told, clock, close } = openTeller();
  refresh(1, 1);
  refresh(1, 1);
  close();
  refresh(1, 1);
  await clock.advance(60_000);
  expect(told).toHaveLength(1);
  expect(clock.pendingTimers()).toBe(0);
});
