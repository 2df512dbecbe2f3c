import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { StreamLine } from '../../../worker/protocol/web-wire.ts';
import { type ServerUnderTest, serveWeb } from '../../helpers/web-server-under-test.ts';

let web: ServerUnderTest;
const repeats: { readonly ms: number; readonly run: () => void }[] = [];

beforeEach(async () => {
  repeats.splice(0);
  const every = (ms: number, run: () => void) => {
    repeats.push({ ms, run });
    return () => {};
  };
  web = await serveWeb({ timers: { now: () => performance.now(), after: () => () => {}, every } });
});
afterEach(() => web.server.close());

async function stream(): Promise<AsyncGenerator<StreamLine>> {
  const { key } = await web.session();
  const { body, status } = await fetch(`${web.origin}/events`, { headers: { Authorization: `Bearer ${key}` } });
  expect(status).toBe(200);
  return (async function* () {
    let rest = '';
    for await (const chunk of body!.pipeThrough(new TextDecoderStream())) {
      const parts = (rest + chunk).split('\n');
      rest = parts.pop() ?? '';
      for (const part of parts) yield JSON.parse(part) as StreamLine;
    }
  })();
}

const next = async (lines: AsyncGenerator<StreamLine>) => (await lines.next()).value as StreamLine | undefined;
const opening = [{ ticket: expect.any(String) }, { event: { name: 'host.health', payload: { state: 'ready', pid: 1, restarts: 0 } } }];

describe('the event stream', () => {
  it('begins with a ticket and the health of the worker', async () => {
    const lines = await stream();
    expect([await next(lines), await next(lines)]).toEqual(opening);
  });

  it('keeps two tabs in step', async () => {
    const tabs = [await stream(), await stream()];
    const event = { name: 'subscriptions.changed', payload: { unread: 5, countsOnly: false } } as const;
    for (const lines of tabs) for (const line of opening) expect(await next(lines)).toEqual(line);
    web.server.tell(event);
    expect(await Promise.all(tabs.map(next))).toEqual([{ event }, { event }]);
  });

  it('sends a sign of life and fresh tickets', async () => {
    const lines = await stream();
    await next(lines);
    await next(lines);
    repeats.find(({ ms }) => ms === 15_000)?.run();
    expect(await next(lines)).toEqual({ beat: true });
    repeats.find(({ ms }) => ms === 25 * 60_000)?.run();
    const line = (await next(lines)) as { ticket: string };
    expect((await fetch(`${web.origin}/icon/${line.ticket}/1/1`)).status).toBe(200);
  });

  it('parks the oldest of five tabs, so that browsers have connections left for calls', async () => {
    const tabs: AsyncGenerator<StreamLine>[] = [];
    for (let index = 0; index < 5; index += 1) {
      const lines = await stream();
      await next(lines);
      await next(lines);
      tabs.push(lines);
    }
    expect(await next(tabs[0]!)).toEqual({ parked: true });
    expect(await next(tabs[0]!)).toBeUndefined();
    web.server.tell({ name: 'subscriptions.changed', payload: { unread: 5, countsOnly: false } });
    expect(await Promise.all(tabs.slice(1).map(next))).toHaveLength(4);
  });
});
