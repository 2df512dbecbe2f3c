import type { EntryTarget } from '../../worker/protocol/entry-lists.ts';
import type { Change } from '../../worker/protocol/history.ts';
import type { EntryId, LabelId } from '../../worker/protocol/ids.ts';
import type { ChosenLabel, Label, LabelChange, LabelColor } from '../../worker/protocol/labels.ts';
import type { SubscriptionTree } from '../../worker/protocol/subscriptions.ts';
import { request } from '../client/request.ts';
import { t } from '../words.ts';
import { useDialogs } from './dialogs.ts';
import { useEntry } from './entry.ts';
import { findRow, useList } from './list.ts';
import { notify, notifyFailure } from './notices.ts';
import { targetEntry, undo } from './reading.ts';
import { useSubscriptions } from './subscriptions.ts';
import { viewTitle } from './view-title.ts';

/** In the order in which they are offered. */
export const labelColors: readonly LabelColor[] = ['red', 'orange', 'yellow', 'green', 'teal', 'blue', 'purple', 'grey'];

/** Those of an article that are still there, in the order of the sidebar. */
export function labelsOf(tree: SubscriptionTree | null, ids: readonly LabelId[]): readonly Label[] {
  if (tree === null || ids.length === 0) return none;
  return tree.labels.filter(label => ids.includes(label.id));
}

const none: readonly Label[] = [];

export function findLabel(tree: SubscriptionTree | null, labelId: LabelId): Label | undefined {
  return tree?.labels.find(label => label.id === labelId);
}

/** Whatever its case. */
export function labelNamed(tree: SubscriptionTree | null, name: string): Label | undefined {
  const wanted = foldName(name);
  return tree?.labels.find(label => foldName(label.name) === wanted);
}

/** Names that are the same when folded are the same label. */
export function foldName(name: string): string {
  return name.normalize('NFC').replace(/\s+/gu, ' ').trim().toLowerCase();
}

/** The labels that the article has now, wherever it is shown. */
export function useLabelIdsOf(id: EntryId): readonly LabelId[] {
  const inList = useList(() => findRow(id)?.row.labelIds);
  const open = useEntry(({ detail }) => (detail?.id === id ? detail.labelIds : undefined));
  return open ?? inList ?? [];
}

/** Opens the labels of the selected article. */
export function showLabels(): void {
  const entry = targetEntry();
  if (entry !== null)
    useDialogs.getState().show({ kind: 'labels', of: { kind: 'entry', id: entry.id, title: entry.title || entry.snippet } });
}

/** Opens the labels for all of the open list. */
export function showListLabels(): void {
  const { query, view } = useList.getState();
  if (query === null) return;
  const title = t('labels.listTitle', { view: viewTitle(view, useSubscriptions.getState().tree) });
  useDialogs.getState().show({ kind: 'labels', of: { kind: 'many', target: { query }, title } });
}

/** Gives or takes a label; for many articles it says how many and offers to take it back. */
export async function setLabel(target: EntryTarget, label: ChosenLabel & { readonly name: string }, isOn: boolean): Promise<void> {
  const { name } = label;
  const chosen: ChosenLabel = 'id' in label ? { id: label.id } : { name };
  try {
    const change = await request('entries.setLabel', { target, label: chosen, isOn });
    if (change.count === 0) {
      notify(t(isOn ? 'labels.nothingToGive' : 'labels.nothingToTake', { name }));
      return;
    }
    offerUndo(change, t(isOn ? 'labels.given' : 'labels.taken', { name, count: change.count }));
  } catch (error) {
    notifyFailure(error);
  }
}

export function changeLabel(labelId: LabelId, change: LabelChange): Promise<void> {
  return say(() => request('labels.change', { labelId, change }), t('labelProperties.changed'));
}

export function mergeLabels(label: Label, into: Label): Promise<void> {
  return say(
    () => request('labels.merge', { labelId: label.id, intoId: into.id }),
    t('labelProperties.merged', { name: label.name, into: into.name }),
  );
}

export function removeLabel(label: Label): Promise<void> {
  return say(() => request('labels.remove', { labelId: label.id }), t('labelProperties.removed', { name: label.name }));
}

async function say(run: () => Promise<Change>, words: string): Promise<void> {
  try {
    const change = await run();
    if (change.count > 0) offerUndo(change, words);
  } catch (error) {
    notifyFailure(error);
  }
}

function offerUndo(change: Change, words: string): void {
  notify(words, { action: { label: t('notice.undo'), run: () => void undo(change.id) } });
}
