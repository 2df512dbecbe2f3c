import type { Events } from '../../worker/protocol/events.ts';
import { onEvent } from '../client/events.ts';
import { isInBrowserTab } from '../client/host.ts';
import { t } from '../words.ts';
import { goToView } from './navigation.ts';
import { openEntryById } from './reading.ts';
import { useSettings } from './settings.ts';

/** Held by the tab that is being looked at, so that another tab of the same browser keeps quiet. */
const focusLock = 'freshet-focused';
/** The same for every tab: several of them show one notification. */
const notificationTag = 'freshet-news';

/** In a browser tab the window itself notifies of new articles; in Electron the main process does. */
export function notifyOfNews(): void {
  if (!isInBrowserTab() || !('Notification' in window)) return;
  holdFocusLock();
  onEvent('refresh.news', news => void show(news));
}

async function show(news: Events['refresh.news']): Promise<void> {
  const isWanted = useSettings.getState().settings?.notifications === true && Notification.permission === 'granted';
  if (!isWanted || document.hasFocus() || (await isOtherTabFocused())) return;
  const [first] = news.newest;
  const isOne = news.total === 1 && first !== undefined;
  const title = isOne ? first.title || first.feedTitle : t('news.title', { count: news.total });
  const body = isOne ? first.feedTitle : news.newest.map(entry => entry.title || entry.feedTitle).join('\n');
  const notification = new Notification(title, { body, tag: notificationTag });
  notification.onclick = () => {
    window.focus();
    notification.close();
    void (isOne ? openEntryById(first.id) : goToView({ kind: 'unread' }));
  };
}

async function isOtherTabFocused(): Promise<boolean> {
  const { held } = await navigator.locks.query();
  return held?.some(lock => lock.name === focusLock) ?? false;
}

function holdFocusLock(): void {
  let release: (() => void) | null = null;
  function take(): void {
    if (release !== null) return;
    const isOver = new Promise<void>(resolve => {
      release = () => {
        release = null;
        resolve();
      };
    });
    navigator.locks.request(focusLock, { mode: 'shared' }, () => isOver).catch(() => undefined);
  }
  window.addEventListener('focus', take);
  window.addEventListener('blur', () => release?.());
  if (document.hasFocus()) take();
}
