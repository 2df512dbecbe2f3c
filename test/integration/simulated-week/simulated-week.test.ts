import { expect, it, onTestFinished } from 'vitest';
import { createFakeClock } from '../../helpers/fake-clock.ts';
import { judgePoliteness } from '../../helpers/politeness-judge.ts';
import { createSimulatedWorld } from './simulated-world.ts';
import { createTraffic } from './traffic.ts';
import { weekFeeds } from './week-feeds.ts';
import { startWeekServer } from './week-server.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const start = Date.UTC(2026, 2, 2, 9);

/** A number from 0 to 1 for each place in the week: the same in every run. */
const chance = (place: number) => (Math.sin(place * 12.9898) * 43_758.5453) % 1;

async function openWeek() {
  const clock = createFakeClock(start);
  const traffic = createTraffic();
  const feeds = weekFeeds(start);
  const server = await startWeekServer(feeds, clock, traffic);
  onTestFinished(() => server.close());
  const dead = new Set(feeds.filter(feed => feed.isDead).map(feed => feed.host));
  const world = createSimulatedWorld({ clock, traffic, port: server.port, dead });
  await world.open(feeds.map(({ host, path }) => `http://${host}${path}`));
  await world.pass(10 * minute);
  const { subscriptions } = await world.call('subscriptions.list', {});
  const nameOf = new Map(
    subscriptions.map(({ feedId, feedUrl }) => [feedId, feeds.find(({ name }) => feedUrl.includes(`${name}.`))?.name ?? ''] as const),
  );
  const idOf = new Map([...nameOf].map(([feedId, name]) => [name, feedId]));

  /** Requests of the last minutes that left no trace in the store were cut off. */
  async function noteCut(): Promise<void> {
    const { subscriptions: stored } = await world.call('subscriptions.list', {});
    const heardAt = new Map(
      stored.map(({ feedId, checkedAt, failure }) => [nameOf.get(feedId), Math.max(checkedAt ?? 0, failure?.at ?? 0)]),
    );
    server.cut(clock.now() - 2 * hour, (feed, at) => (heardAt.get(feed) ?? 0) > at - 2 * minute);
  }

  return {
    ...world,
    clock,
    feeds,
    server,
    idOf: (name: string) => idOf.get(name) ?? 0,
    noteCut,
    async byHand(clicks: () => readonly Promise<unknown>[]) {
      server.byHand(true);
      await world.whilePassing(Promise.all(clicks()));
      server.byHand(false);
    },
    /** A refresh of all by hand is under way. */
    async beginRefresh() {
      server.byHand(true);
      void world.call('refresh.run', { scope: { kind: 'all' } }).catch(() => undefined);
      for (let turn = 0; turn < 40; turn += 1) await new Promise(resolve => setImmediate(resolve));
    },
  };
}

it('is polite for a week: 200 feeds, 20 restarts, 10 sleeps and storms of clicks, and no finding', { timeout: 900_000 }, async ({
  annotate,
}) => {
  const week = await openWeek();
  const { clock, feeds, server } = week;
  for (const { name, setting } of feeds) {
    const feedIds = [week.idOf(name)];
    if (setting === 'every-30') await week.call('subscriptions.change', { feedIds, change: { pace: { kind: 'every', minutes: 30 } } });
    if (setting === 'paused') await week.call('subscriptions.change', { feedIds, change: { isPaused: true } });
    if (setting === 'by-hand') await week.call('subscriptions.change', { feedIds, change: { pace: { kind: 'by-hand' } } });
    if (setting !== 'paused-folder') continue;
    await week.call('subscriptions.change', { feedIds, change: { folder: { title: 'Quiet' } } });
    const folder = (await week.call('subscriptions.list', {})).folders.find(({ title }) => title === 'Quiet');
    await week.call('folders.change', { folderId: folder?.id ?? 0, change: { isPaused: true } });
  }

  const starts: number[] = [];
  const steps = 30;
  for (let step = 0; step < steps; step += 1) {
    await week.pass((day * 7) / steps - 50 * minute);
    // Sometimes in the middle of a refresh.
    if (step % 2 === 0) await week.beginRefresh();
    if (step % 3 === 2) {
      await week.power('suspend');
      // In every other sleep the clock that nobody sets stands still, as it does on some systems.
      const asleepMs = 40 * minute;
      if (step % 2 === 0) await clock.stall(asleepMs);
      else clock.setWall(clock.now() + asleepMs);
      await week.power('resume');
    } else {
      await week.close();
      await clock.advance(Math.round(Math.abs(chance(step)) * 30 * minute));
      await week.open();
    }
    server.byHand(false);
    starts.push(clock.now());
    await week.noteCut();
    await week.pass(5 * minute);
    if (step % 5 === 4) {
      await week.byHand(() => [
        ...Array.from({ length: 5 }, () => week.call('refresh.run', { scope: { kind: 'all' } })),
        ...Array.from({ length: 20 }, (_, click) =>
          week.call('refresh.run', { scope: { kind: 'feed', feedId: week.idOf(`feed${(click % 4) * 7}`) } }),
        ),
      ]);
    }
  }
  await week.close();

  const verdict = judgePoliteness({ polls: server.polls, feeds: Object.fromEntries(feeds.map(feed => [feed.name, feed])), starts });
  const feedPolls = server.polls.filter(({ feed }) => feed !== null);
  const { findings, ...figures } = verdict;
  const kinds = { polls: feedPolls.length, cut: feedPolls.filter(({ wasCut }) => wasCut).length, starts: starts.length };
  await annotate(JSON.stringify({ ...kinds, findings: findings.length, ...figures }));
  expect(findings).toEqual([]);
  expect(week.troubles).toEqual([]);
  expect(verdict.conditionalShare).toBeGreaterThanOrEqual(0.99);
  expect(verdict.notModifiedShare).toBeGreaterThanOrEqual(0.95);
  // What would make the figures worthless: few polls, none cut off, none that hung.
  expect(feedPolls.length).toBeGreaterThan(4_000);
  expect(kinds.cut).toBeGreaterThan(50);
  expect(feedPolls.filter(({ status }) => status === 0).length).toBeGreaterThan(2);
  expect(starts).toHaveLength(30);
});
