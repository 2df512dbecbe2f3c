import { t } from '../words.ts';
import { useSubscriptions } from './subscriptions.ts';

/** "(12) Freshet". */
export function trackTitle(): void {
  useSubscriptions.subscribe(({ tree }) => {
    const unread = tree?.counts.unread ?? 0;
    document.title = unread === 0 ? t('app.name') : t('app.title', { count: unread });
  });
}
