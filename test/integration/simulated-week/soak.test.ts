import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, it, onTestFinished } from 'vitest';
import { createFakeClock } from '../../helpers/fake-clock.ts';
import { createSimulatedWorld } from './simulated-world.ts';
import { createTraffic } from './traffic.ts';
import { weekFeeds } from './week-feeds.ts';
import { startWeekServer } from './week-server.ts';

const hour = 3_600_000;
const start = Date.UTC(2026, 2, 2, 9);
/** The runtime compiles and drops code as it sees fit; in 240 hours it went up and down by as much. */
const codeBytes = 2_000_000;
/** 200 feeds each. */
const worlds = Number(process.env['FRESHET_TEST_SOAK_WORLDS'] ?? 1);
const hours = Number(process.env['FRESHET_TEST_SOAK_HOURS'] ?? 8);

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

/** Bytes that the engine and all that it was built around still hold. */
function heldBytes(): number {
  for (let turn = 0; turn < 3; turn += 1) collectGarbage();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

/** Threads' ports and open files that keep the process awake; connections come and go with the hour. */
const handles = (): number => process.getActiveResourcesInfo().filter(kind => kind === 'MessagePort' || kind.startsWith('FS')).length;

it(`holds no more after ${hours} hours of ${worlds * 200} feeds than after the first`, { timeout: 7_200_000 }, async ({ annotate }) => {
  const rejections: unknown[] = [];
  const onRejection = (reason: unknown) => rejections.push(reason);
  process.on('unhandledRejection', onRejection);
  onTestFinished(() => void process.off('unhandledRejection', onRejection));
  const clock = createFakeClock(start);
  const traffic = createTraffic();
  const feeds = weekFeeds(start, worlds);
  const server = await startWeekServer(feeds, clock, traffic);
  onTestFinished(() => server.close());
  const dead = new Set(feeds.filter(feed => feed.isDead).map(feed => feed.host));
  const world = createSimulatedWorld({ clock, traffic, port: server.port, dead });
  await world.open(feeds.map(({ host, path }) => `http://${host}${path}`));

  // All feeds have been asked, and everything that is made once is made.
  await world.pass(hour);
  await server.forget();
  const before = { bytes: heldBytes(), handles: handles(), timers: clock.pendingTimers() };
  let asked = 0;
  for (let passed = 1; passed < hours; passed += 1) {
    await world.pass(hour);
    asked += server.polls.filter(poll => poll.purpose === 'feed').length;
    await server.forget();
  }
  const after = { bytes: heldBytes(), handles: handles(), timers: clock.pendingTimers() };
  await world.close();

  const growth = after.bytes / before.bytes - 1;
  await annotate(
    JSON.stringify({
      asked,
      megabytes: [before.bytes, after.bytes].map(bytes => Math.round(bytes / 1e5) / 10),
      growth,
      handles: [before.handles, after.handles],
    }),
  );
  // Most are asked every few hours by now; about 14 an hour.
  expect(asked).toBeGreaterThan(worlds * 7 * (hours - 1));
  expect(after.bytes).toBeLessThan(before.bytes * 1.05 + codeBytes);
  expect(after.handles).toBeLessThanOrEqual(before.handles);
  expect(after.timers).toBeLessThanOrEqual(before.timers + 5);
  expect(rejections).toEqual([]);
  expect(world.troubles).toEqual([]);
});
