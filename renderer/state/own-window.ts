import type { EntryRow } from '../../worker/protocol/entry-lists.ts';
import type { EntryId } from '../../worker/protocol/ids.ts';
import { onEvent } from '../client/events.ts';
import { isInBrowserTab } from '../client/host.ts';
import { RequestError, request } from '../client/request.ts';
import { t } from '../words.ts';
import { loadEntry, useEntry } from './entry.ts';
import { loadHealth } from './health.ts';
import { useLayout } from './layout.ts';
import { notify, notifyFailure } from './notices.ts';
import { markOpened } from './reading.ts';
import { restoreReadingPlaces } from './reading-places.ts';
import { useSelection } from './selection.ts';
import { loadSettings } from './settings.ts';
import { loadSubscriptions } from './subscriptions.ts';
import { readNotes } from './window-notes.ts';

const fragment = /^#article=([1-9]\d{0,15})$/;

/** The article that this window was opened for; null for the reader itself. */
export function ownArticle(hash: string): EntryId | null {
  const id = Number(fragment.exec(hash)?.[1]);
  return Number.isSafeInteger(id) ? id : null;
}

/** Opens an article in a window of its own; in a browser that is a tab. */
export async function openInOwnWindow(entry: EntryRow): Promise<void> {
  if (useLayout.getState().isOwnWindow) return;
  if (isInBrowserTab()) {
    // With an opener, as only so the tab has a share in this session; it is our own page.
    const tab = window.open(`${location.pathname}#article=${entry.id}`, `freshet-article-${entry.id}`);
    if (tab === null) return notify(t('notice.tabBlocked'), { isTrouble: true });
  } else {
    try {
      await request('host.openArticle', { entryId: entry.id });
    } catch (error) {
      return notifyFailure(error);
    }
  }
  if (!entry.isRead) markOpened(entry);
}

/** Brings a window of one article to life; it hears the same events as the reader, and keeps no notes. */
export function startOwnWindow(id: EntryId): void {
  useLayout.setState({ isOwnWindow: true, shown: 'article', focused: 'article' });
  onEvent('host.health', health => {
    if (health.state === 'ready') void load(id);
  });
  useEntry.subscribe(({ detail }) => {
    if (detail !== null) document.title = detail.title || t('app.name');
  });
  void loadHealth().catch(() => undefined);
  void load(id);
}

async function load(id: EntryId): Promise<void> {
  try {
    const [notes] = await Promise.all([request('window.notes', {}), loadSettings(), loadSubscriptions()]);
    restoreReadingPlaces(readNotes(notes).places);
    if (useSelection.getState().openId === id) await loadEntry();
    else useSelection.getState().open(id);
  } catch (error) {
    if (!(error instanceof RequestError)) throw error;
  }
}
