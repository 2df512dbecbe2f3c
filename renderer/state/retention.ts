import { create } from 'zustand';
import type { ChangeId, FolderId } from '../../worker/protocol/ids.ts';
import type { RetentionPreview } from '../../worker/protocol/storage.ts';
import type { Retention, SubscriptionTree } from '../../worker/protocol/subscriptions.ts';
import { onEvent } from '../client/events.ts';
import { request } from '../client/request.ts';
import { fileSize } from '../format/enclosure.ts';
import { number } from '../format/time.ts';
import { t } from '../words.ts';
import { useDialogs } from './dialogs.ts';
import { goToView } from './navigation.ts';
import { ask, notify, notifyFailure } from './notices.ts';
import { undo } from './reading.ts';
import { changeSettings, useSettings } from './settings.ts';

interface RetentionState {
  /** What the clean-up would remove now; null while that is counted. */
  readonly preview: RetentionPreview | null;
  readonly isCleaning: boolean;
}

export const useRetention = create<RetentionState>()(() => ({ preview: null, isCleaning: false }));

let counting = 0;

export async function countOld(): Promise<void> {
  const mine = ++counting;
  useRetention.setState({ preview: null });
  try {
    const preview = await request('retention.preview', {});
    if (mine === counting) useRetention.setState({ preview });
  } catch (error) {
    notifyFailure(error);
  }
}

/** At once, instead of some time today. */
export async function cleanUpNow(): Promise<void> {
  useRetention.setState({ isCleaning: true });
  try {
    const { id, count } = await request('retention.run', {});
    if (count === 0) notify(t('retention.nothing'));
    else
      notify(t('retention.removed', { count, number: number(count) }), {
        action: { label: t('notice.undo'), run: () => void undo(id).then(countOld) },
      });
    if (useSettings.getState().settings?.retentionTold === false) await changeSettings({ retentionTold: true });
  } catch (error) {
    notifyFailure(error);
  } finally {
    useRetention.setState({ isCleaning: false });
    await countOld();
  }
}

/** What holds for what is in this folder (null: in none) and has nothing of its own. */
export function inheritedRetention(tree: SubscriptionTree, folderId: FolderId | null, ofAll: Retention): Retention {
  const seen = new Set<FolderId>();
  for (let id = folderId; id !== null && !seen.has(id); ) {
    seen.add(id);
    const folder = tree.folders.find(each => each.id === id);
    if (folder?.retention) return folder.retention;
    id = folder?.parentId ?? null;
  }
  return ofAll;
}

let wasTold = false;

/** Once, of the first clean-up that Freshet has made by itself; later ones stand in the history. */
function tell(changeId: ChangeId, count: number): void {
  if (wasTold || useSettings.getState().settings?.retentionTold !== false) return;
  wasTold = true;
  const answered = (run: () => void) => () => {
    void changeSettings({ retentionTold: true });
    run();
  };
  ask(t('retention.first', { count, number: number(count) }), [
    { label: t('retention.show'), run: answered(() => useDialogs.getState().show({ kind: 'settings', section: 'storage' })) },
    { label: t('notice.undo'), run: answered(() => void undo(changeId)) },
    { label: t('retention.keep'), run: answered(() => undefined) },
  ]);
}

/** It may have happened while no window was open. */
export async function tellOfCleanUp(): Promise<void> {
  if (wasTold || useSettings.getState().settings?.retentionTold !== false) return;
  const { records } = await request('changes.list', { before: null, limit: 100 });
  const done = records.find(({ by, standing }) => by === 'retention' && standing === 'stands');
  if (done !== undefined) tell(done.id, done.count);
}

const putOffMs = 30 * 24 * 60 * 60_000;

/** Quietly, once a start: past some size a clean-up is worth a thought. Nothing is done by itself. */
export async function proposeCleanUp(): Promise<void> {
  const proposal = await request('retention.proposal', {});
  if (proposal === null) return;
  const later = { label: t('retention.later'), run: () => void changeSettings({ proposeNotBefore: Date.now() + putOffMs }) };
  if (proposal.kind === 'unread') {
    const { feedId, title, unread } = proposal;
    const show = { label: t('retention.showFeed'), run: () => void goToView({ kind: 'feed', feedId }) };
    ask(t('retention.manyUnread', { feed: title, number: number(unread) }), [show, later]);
    return;
  }
  const { count, bytes } = await request('retention.preview', {});
  const show = { label: t('retention.show'), run: () => useDialogs.getState().show({ kind: 'settings', section: 'storage' }) };
  ask(t('retention.large', { size: fileSize(proposal.bytes), count, number: number(count), freed: fileSize(bytes) }), [show, later]);
}

onEvent('retention.done', ({ changeId, count }) => tell(changeId, count));
