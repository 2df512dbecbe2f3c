import { create } from 'zustand';
import type { EntryDetail, FullText } from '../../worker/protocol/entries.ts';
import type { EntryId, FolderId } from '../../worker/protocol/ids.ts';
import type { SubscriptionTree } from '../../worker/protocol/subscriptions.ts';
import { RequestError, request } from '../client/request.ts';
import { fullTextFailureWords } from '../format/full-text-failure-words.ts';
import { t } from '../words.ts';
import { useEntry } from './entry.ts';
import { showFlags, storeInTurn, wishFlag } from './entry-flags.ts';
import { notify, notifyFailure } from './notices.ts';

interface FullTextState {
  /** The article whose page is being fetched. */
  readonly fetchingId: EntryId | null;
}

export const useFullText = create<FullTextState>()(() => ({ fetchingId: null }));

/** One page at a time for each window: asking for another gives up the one before. */
const asker = `full-text-${crypto.randomUUID()}`;

/** What is shown of an article: the text of its page, or null for the feed's. */
export function shownFullText({ fullText, showsFullText }: EntryDetail): Extract<FullText, { readonly kind: 'there' }> | null {
  return showsFullText && fullText?.kind === 'there' ? fullText : null;
}

export function canShowFullText(): boolean {
  return (useEntry.getState().detail?.url ?? null) !== null;
}

/** From the feed's version of the open article to the full text, or back at once. */
export function toggleFullText(): void {
  const { detail } = useEntry.getState();
  if (detail === null || detail.url === null) return;
  if (useFullText.getState().fetchingId === detail.id) stopFullText();
  else if (detail.showsFullText) show(detail, false);
  else {
    show(detail, true);
    if (detail.fullText?.kind !== 'there') void fetchFullText(detail.id);
  }
}

/** Calls off what is under way; the feed's version stays. */
export function stopFullText(): void {
  const { detail } = useEntry.getState();
  if (detail?.showsFullText) show(detail, false);
  useFullText.setState({ fetchingId: null });
  void request('entries.stopFullText', { asker }).catch(notifyFailure);
}

/** Asks for the page, also once more. */
export async function fetchFullText(id: EntryId): Promise<void> {
  if (useFullText.getState().fetchingId === id) return;
  useFullText.setState({ fetchingId: id });
  try {
    const found = await request('entries.fetchFullText', { id, asker });
    if (useFullText.getState().fetchingId === id) take(id, found);
  } catch (error) {
    if (!(error instanceof RequestError)) throw error;
    if (error.code !== 'cancelled') take(id, { kind: 'failed', message: error.message, at: Date.now() });
  } finally {
    if (useFullText.getState().fetchingId === id) useFullText.setState({ fetchingId: null });
  }
}

function take(id: EntryId, found: FullText): void {
  const { detail } = useEntry.getState();
  if (detail?.id !== id) return;
  // A text that is there is not given up for a failure.
  if (found.kind === 'failed' && detail.fullText?.kind === 'there') notify(fullTextFailureWords(found), { isTrouble: true });
  else useEntry.setState({ detail: { ...detail, fullText: found } });
}

function show(detail: EntryDetail, isShown: boolean): void {
  const { id } = detail;
  const change = { id, showsFullText: isShown };
  const wish = wishFlag(change);
  storeInTurn(change, () =>
    request('entries.showFullText', { id, isShown })
      .catch((error: unknown) => {
        if (wish.isNewest()) showFlags([{ id, showsFullText: !isShown }]);
        notifyFailure(error);
      })
      .finally(wish.end),
  );
}

// Where the user wants it by itself, the page is fetched when the article is opened, unless that was tried before. What was read ahead
// may not know yet that the user wants it.
useEntry.subscribe(({ detail }, before) => {
  if (detail === null || (detail.id === before.detail?.id && detail.showsFullText === before.detail.showsFullText)) return;
  if (detail.showsFullText && detail.fullText === null && detail.url !== null) void fetchFullText(detail.id);
});

/** What holds for what is in this folder (null: in none) and has nothing of its own. */
export function inheritedFullText(tree: SubscriptionTree, folderId: FolderId | null): boolean {
  const seen = new Set<FolderId>();
  for (let id = folderId; id !== null && !seen.has(id); ) {
    seen.add(id);
    const folder = tree.folders.find(each => each.id === id);
    if (folder !== undefined && folder.fullText !== null) return folder.fullText;
    id = folder?.parentId ?? null;
  }
  return false;
}

/** The site that the text comes from, for people. */
export function fullTextSite(detail: EntryDetail): string {
  const { hostname } = URL.parse(detail.url ?? '') ?? { hostname: '' };
  return hostname.replace(/^www\./, '') || t('fullText.itsPage');
}
