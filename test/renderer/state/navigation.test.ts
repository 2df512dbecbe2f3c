import { expect, it } from 'vitest';
import { openView } from '../../../renderer/state/list.ts';
import { registerListPane } from '../../../renderer/state/list-pane.ts';
import { goToView, reopenInPlace } from '../../../renderer/state/navigation.ts';
import type { EntryQuery } from '../../../worker/protocol/entry-lists.ts';
import { entryRow } from './entry-row.ts';
import { installFakeBridge } from './fake-bridge.ts';

const bridge = installFakeBridge();

it('opens a list again where it was asked for, not where the one before it stands', async () => {
  const isAsked = Promise.withResolvers<void>();
  bridge.answers['entries.open'] = async ({ view }) => {
    await isAsked.promise;
    const query: EntryQuery = { ...view, upToId: 9, openedAt: 1 };
    return { query, total: 1, unread: 0, index: 0, rows: [entryRow({ id: 7 })], anchorIndex: null };
  };
  registerListPane({ top: () => ({ anchorId: 5, offset: -3 }), placeOf: () => null, isAtTop: () => false, focus: () => undefined });
  const goes = goToView({ kind: 'starred' });
  const reopens = reopenInPlace();
  isAsked.resolve();
  await Promise.all([goes, reopens]);
  await reopenInPlace();
  await openView({ kind: 'all' });
  const anchors = bridge.calls
    .filter(({ method }) => method === 'entries.open')
    .map(({ params }) => (params as { anchorId: unknown }).anchorId);
  expect(anchors).toEqual([null, null, 5, null]);
});
