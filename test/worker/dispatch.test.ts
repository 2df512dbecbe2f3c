import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { paramSchemas } from '../../worker/api/schemas.ts';
import { createDispatcher, type Handlers } from '../../worker/dispatch.ts';
import { FeedError } from '../../worker/errors.ts';

function openDispatcher(handlers: Partial<Handlers>) {
  const internal: unknown[] = [];
  const dispatcher = createDispatcher({
    // Only the methods under test are asked.
    handlers: handlers as Handlers,
    schemas: paramSchemas,
    onInternalError: (method, thrown) => internal.push([method, thrown]),
  });
  return { dispatcher, internal };
}

describe('dispatch', () => {
  it('answers with the result of the handler', async () => {
    const { dispatcher } = openDispatcher({ 'entries.countNew': () => ({ count: 3 }) });
    const query = { scope: { kind: 'all' }, onlyUnread: false, order: 'newest', upToId: 9, openedAt: 1 };
    expect(await dispatcher.call(1, 'entries.countNew', { query })).toEqual({ ok: true, result: { count: 3 } });
  });

  it.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'entries.nothing', ''])('knows no method %s', async method => {
    const { dispatcher } = openDispatcher({ 'settings.get': () => Promise.reject(new Error('not asked')) });
    const outcome = await dispatcher.call(1, method, {});
    expect(outcome).toMatchObject({ ok: false, error: { code: 'unknown-method' } });
  });

  it.each([
    ['entries.setRead', { ids: [1, 2, '3'], isRead: true, cause: 'command' }, 'ids[2]'],
    ['entries.setRead', { ids: [1, 0], isRead: true, cause: 'command' }, 'ids[1]'],
    ['entries.setRead', { ids: [1.5], isRead: true, cause: 'command' }, 'ids[0]'],
    ['entries.setRead', { ids: Array.from({ length: 10_001 }, () => 1), isRead: true, cause: 'command' }, 'ids'],
    ['entries.setRead', { ids: [1], isRead: 1, cause: 'command' }, 'isRead'],
    ['entries.setRead', { ids: [1], isRead: true, cause: 'magic' }, 'cause'],
    [
      'entries.open',
      { view: { scope: { kind: 'feed' }, onlyUnread: false, order: 'newest' }, anchorId: null, limit: 10 },
      'view.scope.feedId',
    ],
    [
      'entries.open',
      { view: { scope: { kind: 'moon' }, onlyUnread: false, order: 'newest' }, anchorId: null, limit: 10 },
      'view.scope.kind',
    ],
    ['entries.open', { view: { scope: { kind: 'all' }, onlyUnread: false, order: 'newest' }, anchorId: null, limit: 1e9 }, 'limit'],
    ['feeds.find', { address: 9_000 }, 'address'],
    ['settings.set', { change: { theme: 'pink' } }, 'change.theme'],
    ['settings.set', { change: { liftLimitsForLoopback: true } }, 'change.liftLimitsForLoopback'],
    ['settings.set', { change: { pace: { kind: 'every', minutes: 1 } } }, 'change.pace.minutes'],
    ['window.setNotes', { notes: { text: 'x'.repeat(70_000) } }, 'notes'],
    ['settings.get', null, ''],
    ['settings.get', { extra: 1 }, 'extra'],
  ])('refuses %s with wrong parameters and names the field', async (method, params, field) => {
    const { dispatcher, internal } = openDispatcher({
      'entries.setRead': () => Promise.reject(new Error('reached')),
      'entries.open': () => Promise.reject(new Error('reached')),
      'feeds.find': () => Promise.reject(new Error('reached')),
      'settings.set': () => Promise.reject(new Error('reached')),
      'settings.get': () => Promise.reject(new Error('reached')),
      'window.setNotes': () => Promise.reject(new Error('reached')),
    });
    expect(await dispatcher.call(1, method, params)).toMatchObject({ ok: false, error: { code: 'bad-request', field } });
    expect(internal).toEqual([]);
  });

  it('passes typed errors on as they are, with their fields', async () => {
    const { dispatcher, internal } = openDispatcher({
      'subscriptions.list': () => {
        throw new FeedError('already-subscribed', 'You have it.', { feedId: 4, host: 'a:80' });
      },
    });
    const error = { code: 'already-subscribed', message: 'You have it.', detail: '', host: 'a:80', feedId: 4 };
    expect(await dispatcher.call(1, 'subscriptions.list', {})).toEqual({ ok: false, error });
    expect(internal).toEqual([]);
  });

  it('reports what is our own fault and tells the caller no more than that', async () => {
    const bug = new TypeError('x is not a function');
    const { dispatcher, internal } = openDispatcher({ 'opml.export': () => Promise.reject(bug) });
    expect(await dispatcher.call(1, 'opml.export', {})).toMatchObject({ ok: false, error: { code: 'internal' } });
    expect(internal).toEqual([['opml.export', bug]]);
  });

  it('cancels one call by its number and leaves the others', async () => {
    const waitForAbort: Handlers['feeds.find'] = ({ address }, { signal }) =>
      new Promise((resolve, reject) => {
        signal.addEventListener('abort', () => reject(new FeedError('cancelled', 'Cancelled.')));
        if (address === 'quick') resolve({ address, candidates: [], canLookDeeper: false });
      });
    const { dispatcher } = openDispatcher({ 'feeds.find': waitForAbort });
    const slow = dispatcher.call(1, 'feeds.find', { address: 'slow' });
    const quick = dispatcher.call(2, 'feeds.find', { address: 'quick' });
    dispatcher.cancel(1);
    dispatcher.cancel(77);
    expect(await slow).toMatchObject({ ok: false, error: { code: 'cancelled' } });
    expect(await quick).toMatchObject({ ok: true });
    await dispatcher.idle();
  });

  it('refuses a number that is in use', async () => {
    const gate = Promise.withResolvers<{ text: string; feeds: number; secrets: number }>();
    const { dispatcher } = openDispatcher({ 'opml.export': () => gate.promise });
    const first = dispatcher.call(1, 'opml.export', {});
    expect(await dispatcher.call(1, 'opml.export', {})).toMatchObject({ ok: false, error: { code: 'bad-request', field: 'id' } });
    gate.resolve({ text: '', feeds: 0, secrets: 0 });
    expect(await first).toMatchObject({ ok: true });
  });

  it('has a schema for every method that accepts nothing but an object', () => {
    for (const [method, schema] of Object.entries(paramSchemas)) {
      for (const wrong of [null, undefined, 7, 'text']) expect(v.is(schema, wrong), `${method} ${String(wrong)}`).toBe(false);
    }
  });
});
