import { describe, expect, it } from 'vitest';
import { createEventEmitter } from '../../worker/events.ts';
import type { WorkerEvent } from '../../worker/protocol/events.ts';
import { createFakeClock } from '../helpers/fake-clock.ts';

function openEvents() {
  const clock = createFakeClock();
  const posted: WorkerEvent[] = [];
  return { clock, posted, events: createEventEmitter({ clock, post: event => posted.push(event) }) };
}

describe('events', () => {
  it('sends the first at once and merges what follows to ten a second', async () => {
    const { clock, posted, events } = openEvents();
    for (let turn = 0; turn < 1_000; turn += 1) {
      events.emit('entries.arrived', { feedIds: [turn % 3], added: 1 });
      await clock.advance(1);
    }
    await clock.advance(100);
    expect(posted[0]).toEqual({ name: 'entries.arrived', payload: { feedIds: [0], added: 1 } });
    expect(posted.length).toBeLessThanOrEqual(11);
    const added = posted.map(event => (event.name === 'entries.arrived' ? event.payload.added : 0));
    expect(added.reduce((sum, each) => sum + each)).toBe(1_000);
  });

  it('lets the later state of an entry win', async () => {
    const { clock, posted, events } = openEvents();
    events.emit('entries.stateChanged', { changes: [] });
    events.emit('entries.stateChanged', { changes: [{ id: 1, isRead: true, isStarred: false, isLater: false, labelIds: [] }] });
    events.emit('entries.stateChanged', { changes: [{ id: 2, isRead: true, isStarred: false, isLater: false, labelIds: [] }] });
    events.emit('entries.stateChanged', { changes: [{ id: 1, isRead: false, isStarred: true, isLater: false, labelIds: [] }] });
    await clock.advance(100);
    const changes = [
      { id: 1, isRead: false, isStarred: true, isLater: false, labelIds: [] },
      { id: 2, isRead: true, isStarred: false, isLater: false, labelIds: [] },
    ];
    expect(posted[1]).toEqual({ name: 'entries.stateChanged', payload: { changes } });
  });

  it('says only that something changed when too many did', async () => {
    const { clock, posted, events } = openEvents();
    events.emit('entries.stateChanged', { changes: [] });
    for (let half = 0; half < 2; half += 1) {
      const changes = Array.from({ length: 300 }, (_, index) => ({
        id: half * 300 + index + 1,
        isRead: true,
        isStarred: false,
        isLater: false,
        labelIds: [],
      }));
      events.emit('entries.stateChanged', { changes });
    }
    await clock.advance(100);
    expect(posted[1]).toEqual({ name: 'entries.stateChanged', payload: { changes: null } });
  });

  it('keeps names apart and sends what waits when it is flushed', () => {
    const { posted, events } = openEvents();
    events.emit('subscriptions.changed', { unread: 1, countsOnly: false });
    events.emit('subscriptions.changed', { unread: 2, countsOnly: false });
    events.emit('subscriptions.changed', { unread: 3, countsOnly: true });
    events.emit('worker.timerStopped', { reason: 'disk' });
    events.flush();
    events.flush();
    expect(posted.map(event => event.payload)).toEqual([
      { unread: 1, countsOnly: false },
      { reason: 'disk' },
      { unread: 3, countsOnly: false },
    ]);
  });

  it('adds up the news of refreshes that end together, newest first', async () => {
    const { clock, posted, events } = openEvents();
    const entry = (id: number) => ({ id, feedId: 1, title: `${id}`, feedTitle: 'Feed' });
    events.emit('refresh.news', { total: 1, newest: [entry(1)] });
    events.emit('refresh.news', { total: 2, newest: [entry(3), entry(2)] });
    events.emit('refresh.news', { total: 2, newest: [entry(5), entry(4)] });
    await clock.advance(100);
    expect(posted[1]).toEqual({ name: 'refresh.news', payload: { total: 4, newest: [entry(5), entry(4), entry(3)] } });
  });
});
