import type { Notification } from 'electron';
import type { Events } from '../worker/protocol/events.ts';
import type { ElectronApi } from './electron-api.ts';
import { t } from './words.ts';

type News = Events['refresh.news'];

/** One notification for one refresh: a single article shows its title, several are summed up. Plain text only (H6). */
export function notificationWords({ total, newest }: News): { readonly title: string; readonly body: string } {
  const [first] = newest;
  if (first === undefined) return { title: t('news.title', { count: total }), body: '' };
  if (total === 1) return { title: first.feedTitle, body: first.title };
  const feeds = [...new Set(newest.map(entry => entry.feedTitle))];
  const body = newest.map(entry => entry.title).join('\n');
  const [feed] = feeds;
  const isOfOne = feed !== undefined && feeds.length === 1;
  return { title: isOfOne ? t('news.titleOfFeed', { count: total, feed }) : t('news.title', { count: total }), body };
}

/**
 * On Linux many a notification service takes a body for markup, and some do not: no character that would begin any is in it (H6).
 * What is put in their place looks alike and means nothing to either.
 */
export function plainBody(body: string, platform: NodeJS.Platform): string {
  return platform === 'linux' ? body.replaceAll('<', '‹').replaceAll('>', '›').replaceAll('&', '＆') : body;
}

/** Shows news as they come, one notification at a time: the next replaces the last. */
export function createNotifier(
  electron: Pick<ElectronApi, 'Notification'>,
  platform: NodeJS.Platform,
  onClick: (entry: News['newest'][number] | null) => void,
) {
  // Held on to: a collected notification loses its click.
  let shown: Notification | null = null;
  return (news: News): void => {
    if (!electron.Notification.isSupported()) return;
    shown?.close();
    const { title, body } = notificationWords(news);
    shown = new electron.Notification({ title, body: plainBody(body, platform), silent: true });
    shown.on('click', () => onClick(news.total === 1 ? (news.newest[0] ?? null) : null));
    shown.show();
  };
}
