import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createGate, defaultHostLimits, type Gate, type HostLimits, type Place, type Start } from '../../../worker/fetch/host-limits.ts';
import { askLocally, createNetwork, serve, textOf } from './fetching.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const settle = () => vi.advanceTimersByTimeAsync(0);

function createWorld(limits: Partial<HostLimits> = {}) {
  const gate: Gate = createGate({ ...defaultHostLimits, ...limits });
  const places = new Map<string, Place>();
  const started: string[] = [];
  const start = (name: string, more: Partial<Start> = {}, signal: AbortSignal | null = null) =>
    gate.enter({ host: name, isSpaced: false, isUrgent: false, ...more }, signal).then(place => {
      started.push(name);
      places.set(name, place);
      return place;
    });
  return { start, started, places, gate };
}

test('lets 32 requests be under way, and the next when one ends', async () => {
  const { start, started, places } = createWorld({ silentMs: 1e9 });
  for (let index = 0; index < 40; index += 1) void start(`host-${index}`);
  await settle();
  expect(started).toHaveLength(32);
  places.get('host-5')?.leave();
  await settle();
  expect(started.slice(32)).toEqual(['host-32']);
});

test('lets 16 requests be under way on battery, ends none for it, and goes back to 32', async () => {
  const { start, started, places, gate } = createWorld({ silentMs: 1e9 });
  gate.onBattery(true);
  for (let index = 0; index < 50; index += 1) void start(`host-${index}`);
  await settle();
  expect(started).toHaveLength(16);
  gate.onBattery(false);
  await settle();
  expect(started).toHaveLength(32);
  gate.onBattery(true);
  for (let index = 0; index < 16; index += 1) places.get(`host-${index}`)?.leave();
  await settle();
  expect(started).toHaveLength(32);
  places.get('host-16')?.leave();
  await settle();
  expect(started).toHaveLength(33);
});

test('lets two requests be under way to one host, without holding up others (P15)', async () => {
  const { start, started } = createWorld();
  const [first] = await Promise.all([start('slow'), start('slow')]);
  void start('slow');
  void start('other');
  await settle();
  expect(started).toEqual(['slow', 'slow', 'other']);
  first?.leave();
  await settle();
  expect(started).toHaveLength(4);
});

test('starts feeds of one host a second apart, others at once (P15)', async () => {
  const { start, started } = createWorld();
  void start('a', { isSpaced: true }).then(place => place.leave());
  void start('a', { isSpaced: true }).then(place => place.leave());
  void start('a', { isSpaced: true }).then(place => place.leave());
  void start('b', { isSpaced: true });
  void start('a');
  await settle();
  expect(started).toEqual(['a', 'b', 'a']);
  await vi.advanceTimersByTimeAsync(999);
  expect(started).toHaveLength(3);
  await vi.advanceTimersByTimeAsync(1);
  expect(started).toHaveLength(4);
  await vi.advanceTimersByTimeAsync(1000);
  expect(started).toHaveLength(5);
});

test('lets somebody who waits go first, and past the spacing, which then counts from there', async () => {
  const { start, started, places } = createWorld({ underWay: 1, silentMs: 1e9 });
  void start('now');
  void start('later');
  void start('urgent', { isUrgent: true });
  await settle();
  places.get('now')?.leave();
  await settle();
  expect(started).toEqual(['now', 'urgent']);

  const other = createWorld();
  void other.start('a', { isSpaced: true });
  void other.start('a', { isSpaced: true, isUrgent: true }).then(place => place.leave());
  await settle();
  expect(other.started).toHaveLength(2);
});

test('a silent request gives its slot up and goes on beside the count', async () => {
  const { start, started, places } = createWorld({ underWay: 2, besideCount: 1 });
  void start('talks');
  void start('silent');
  void start('next');
  void start('last');
  await settle();
  const talking = setInterval(() => places.get('talks')?.heard(4096), 500);
  await vi.advanceTimersByTimeAsync(999);
  expect(started).toEqual(['talks', 'silent']);
  await vi.advanceTimersByTimeAsync(1);
  expect(started).toEqual(['talks', 'silent', 'next']);
  await vi.advanceTimersByTimeAsync(5000);
  expect(started).toHaveLength(3);
  places.get('silent')?.leave();
  await vi.advanceTimersByTimeAsync(1000);
  expect(started).toEqual(['talks', 'silent', 'next', 'last']);
  clearInterval(talking);
});

test('a silent request keeps its place at its host', async () => {
  const { start, started } = createWorld();
  void start('slow');
  void start('slow');
  void start('slow');
  await vi.advanceTimersByTimeAsync(5000);
  expect(started).toHaveLength(2);
});

test('a redirected request leaves its host and waits for the next one with its slot', async () => {
  const { start, started, places } = createWorld({ underWay: 3, silentMs: 1e9 });
  await Promise.all([start('busy'), start('busy')]);
  const moving = await start('from');
  let hasMoved = false;
  void moving.move({ host: 'busy', isSpaced: false, isUrgent: false }).then(() => {
    hasMoved = true;
  });
  void start('from');
  await settle();
  expect({ hasMoved, started: started.length }).toEqual({ hasMoved: false, started: 3 });
  places.get('busy')?.leave();
  await settle();
  expect({ hasMoved, started: started.length }).toEqual({ hasMoved: true, started: 4 });
});

test('one who gives up waiting is gone at once, and whoever goes on is not held up', async () => {
  const { start, started, places } = createWorld({ underWay: 1, silentMs: 1e9 });
  const stop = new AbortController();
  void start('first');
  const cancelled = start('second', {}, stop.signal).catch((error: unknown) => error);
  void start('third');
  stop.abort();
  expect(await cancelled).toMatchObject({ code: 'cancelled' });
  places.get('first')?.leave();
  await settle();
  expect(started).toEqual(['first', 'third']);
});

test('fifty servers that drip do not hold up a good one', async () => {
  vi.useRealTimers();
  const { fetcher } = createNetwork({}, { hostLimits: { spacingMs: 0, silentMs: 100 } });
  const stop = new AbortController();
  const many = await Promise.all(Array.from({ length: 50 }, (_, index) => serve({ address: `127.0.1.${index + 1}` })));
  for (const server of many) server.on('/feed', { body: 'x'.repeat(100_000), drip: { bytes: 1, everyMs: 20 } });
  let ended = 0;
  const endless = many.map(server =>
    fetcher(askLocally(server, '/feed', { signal: stop.signal }))
      .catch(() => null)
      .finally(() => (ended += 1)),
  );
  const good = await serve();
  good.on('/feed', { body: 'good' });
  expect(textOf(await fetcher(askLocally(good, '/feed')))).toBe('good');
  // It did not wait until one of them was given up.
  expect(ended).toBe(0);
  stop.abort();
  await Promise.all(endless);
});

test('keeps the spacing of a host while it forgets the others', async () => {
  const { start, started } = createWorld();
  await start('early', { isSpaced: true }).then(place => place.leave());
  await vi.advanceTimersByTimeAsync(900);
  await start('late', { isSpaced: true }).then(place => place.leave());
  await vi.advanceTimersByTimeAsync(200);
  await start('early', { isSpaced: true }).then(place => place.leave());
  void start('late', { isSpaced: true });
  await settle();
  expect(started).toEqual(['early', 'late', 'early']);
  await vi.advanceTimersByTimeAsync(800);
  expect(started).toEqual(['early', 'late', 'early', 'late']);
});
