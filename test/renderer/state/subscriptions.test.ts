import { beforeEach, expect, it } from 'vitest';
import type { SubscriptionCounts } from '../../../worker/protocol/subscriptions.ts';
import { installFakeBridge } from './fake-bridge.ts';
import { subscription, subscriptionTree } from './subscription-tree.ts';

const fake = installFakeBridge();
const { hearEvents } = await import('../../../renderer/client/events.ts');
const { loadSubscriptions, useSubscriptions } = await import('../../../renderer/state/subscriptions.ts');

hearEvents();

const tree = subscriptionTree([], [subscription(1, 'One', null, 3), subscription(2, 'Two', null, 4), subscription(3, 'Three')]);
const counts: SubscriptionCounts = {
  feeds: [
    [1, 2],
    [3, 5],
  ],
  labels: [{ id: 7, name: 'Work', color: 'blue', entryCount: 1, unreadCount: 1 }],
  counts: { unread: 7, today: 2, starred: 1, later: 0 },
};
const changed = (countsOnly: boolean) => fake.emit({ name: 'subscriptions.changed', payload: { unread: 7, countsOnly } });
const asked = () => fake.calls.map(call => call.method);
const unreadCounts = () => useSubscriptions.getState().tree?.subscriptions.map(feed => feed.unreadCount);

beforeEach(() => {
  useSubscriptions.setState({ tree: null });
  fake.calls.length = 0;
  fake.answers = { 'subscriptions.list': () => tree, 'subscriptions.counts': () => counts };
});

it('asks for counts alone when only they changed, and keeps the rest of the tree as it is', async () => {
  await loadSubscriptions();
  const before = useSubscriptions.getState().tree?.subscriptions ?? [];
  changed(true);
  await expect.poll(unreadCounts).toEqual([2, 0, 5]);
  expect(asked()).toEqual(['subscriptions.list', 'subscriptions.counts']);
  expect(useSubscriptions.getState().tree).toMatchObject({ labels: counts.labels, counts: counts.counts, folders: [] });
  fake.answers['subscriptions.counts'] = () => ({ ...counts, feeds: [[3, 5]] });
  const [, second, third] = useSubscriptions.getState().tree?.subscriptions ?? [];
  expect(second).not.toBe(before[1]);
  changed(true);
  await expect.poll(unreadCounts).toEqual([0, 0, 5]);
  expect(useSubscriptions.getState().tree?.subscriptions[2]).toBe(third);
});

it('asks for the whole tree when more changed meanwhile, or when it could not be had before', async () => {
  await loadSubscriptions();
  changed(true);
  changed(false);
  changed(true);
  await expect.poll(asked).toEqual(['subscriptions.list', 'subscriptions.list']);
  delete fake.answers['subscriptions.list'];
  changed(false);
  await expect.poll(() => asked().length).toBe(3);
  fake.answers['subscriptions.list'] = () => tree;
  changed(true);
  await expect.poll(asked).toEqual(['subscriptions.list', 'subscriptions.list', 'subscriptions.list', 'subscriptions.list']);
});
