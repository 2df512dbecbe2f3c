import { beforeEach, expect, it, vi } from 'vitest';
import { hearEvents } from '../../../renderer/client/events.ts';
import { useClock } from '../../../renderer/state/clock.ts';
import { followDays } from '../../../renderer/state/day-change.ts';
import { openView } from '../../../renderer/state/list.ts';
import { installFakeBridge } from './fake-bridge.ts';

const bridge = installFakeBridge();
hearEvents();
const noon = new Date(2026, 2, 1, 12).getTime();
const hour = 60 * 60_000;
const calls = (method: string) => bridge.calls.filter(call => call.method === method).length;
useClock.setState({ now: noon });
followDays();

beforeEach(() => {
  useClock.setState({ now: noon });
  bridge.answers = {
    'entries.open': ({ view }) => ({
      query: { ...view, upToId: 0, openedAt: 1 },
      total: 0,
      unread: 0,
      index: 0,
      rows: [],
      anchorIndex: null,
    }),
    'subscriptions.list': () => ({
      folders: [],
      subscriptions: [],
      kept: [],
      labels: [],
      counts: { unread: 0, today: 0, starred: 0, later: 0 },
    }),
  };
});

it('counts and opens Today anew at midnight, and not before', async () => {
  await openView({ kind: 'today' });
  bridge.calls.length = 0;
  useClock.setState({ now: noon + 11 * hour });
  expect(bridge.calls).toEqual([]);
  useClock.setState({ now: noon + 12 * hour });
  await vi.waitFor(() => expect([calls('entries.open'), calls('subscriptions.list')]).toEqual([1, 1]));
});

it('leaves another list alone at midnight', async () => {
  await openView({ kind: 'all' });
  bridge.calls.length = 0;
  useClock.setState({ now: noon + 12 * hour });
  await vi.waitFor(() => expect(calls('subscriptions.list')).toBe(1));
  expect(calls('entries.open')).toBe(0);
});
