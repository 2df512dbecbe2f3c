import type { EntryMark, EntryRow, EntryTarget } from '../../worker/protocol/entry-lists.ts';
import { request } from '../client/request.ts';
import { number } from '../format/time.ts';
import { t } from '../words.ts';
import { countChosen, endChoice, haveAll, isChosen, noteAllHave, targetOf, useChoice } from './choice.ts';
import { useDialogs } from './dialogs.ts';
import { flagsOnTheirWay } from './entry-flags.ts';
import { useList } from './list.ts';
import { notify, notifyFailure } from './notices.ts';
import { undo } from './reading.ts';
import { keepPlaceWithout } from './removal.ts';

type MarkKind = Exclude<EntryMark['kind'], 'label' | 'removed'>;

const flagOf = { read: 'isRead', star: 'isStarred', later: 'isLater' } as const;

/** Gives what is chosen a mark, or takes it where all have it. */
export async function markChosen(kind: MarkKind): Promise<void> {
  const { choice } = useChoice.getState();
  if (choice === null) return;
  const isOn = !haveAll(choice, flagOf[kind]);
  const count = await changeMany(targetOf(choice), { kind, isOn }, count =>
    t(`choice.${kind}.${isOn ? 'on' : 'off'}`, { count, number: number(count) }),
  );
  if (isOn && count === 0) noteAllHave(choice, flagOf[kind]);
}

/** Deletes what is chosen, and offers to take it back. */
export async function deleteChosen(): Promise<void> {
  const { choice } = useChoice.getState();
  if (choice === null) return;
  keepPlaceWithout(({ id }) => isChosen(choice, id));
  endChoice();
  await changeMany(targetOf(choice), { kind: 'removed' }, count => t('notice.deleted', { count }));
}

/** Opens the labels for what is chosen. */
export function showChosenLabels(): void {
  const { choice } = useChoice.getState();
  if (choice === null) return;
  const count = countChosen(choice);
  const title = t('labels.manyTitle', { count, number: number(count) });
  useDialogs.getState().show({ kind: 'labels', of: { kind: 'many', target: targetOf(choice), title } });
}

/** Marks what stands above or below a row of the open list as read. */
export async function markBeyond(side: 'above' | 'below', row: EntryRow): Promise<void> {
  const { query } = useList.getState();
  if (query === null) return;
  const cursor = { sortAt: row.sortAt, id: row.id };
  const part = side === 'above' ? { to: cursor } : { from: cursor };
  await changeMany({ query, ...part, except: [row.id] }, { kind: 'read', isOn: true }, count =>
    t('choice.read.on', { count, number: number(count) }),
  );
}

/** One change, which one undo takes back. @returns how many articles it changed; null when it failed. */
async function changeMany(target: EntryTarget, mark: EntryMark, words: (count: number) => string): Promise<number | null> {
  try {
    await flagsOnTheirWay();
    const change = await request('entries.changeMany', { target, mark });
    if (change.count === 0) notify(t('choice.nothing'));
    else notify(words(change.count), { action: { label: t('notice.undo'), run: () => void undo(change.id) } });
    return change.count;
  } catch (error) {
    notifyFailure(error);
    return null;
  }
}
