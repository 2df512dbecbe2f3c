import { create } from 'zustand';
import type { RefreshScope, RefreshState, RefreshSummary } from '../../worker/protocol/refresh.ts';
import { onEvent } from '../client/events.ts';
import { request } from '../client/request.ts';
import { failureWords } from '../format/failure-words.ts';
import { duration, timeOfDay } from '../format/time.ts';
import { t } from '../words.ts';
import { useList } from './list.ts';
import { notify, notifyFailure } from './notices.ts';

/** Null until the worker has answered. */
export const useRefresh = create<{ readonly state: RefreshState | null }>()(() => ({ state: null }));

export async function loadRefreshState(): Promise<void> {
  useRefresh.setState({ state: await request('refresh.state', {}) });
}

export async function refresh(scope: RefreshScope): Promise<void> {
  try {
    const summary = await request('refresh.run', { scope });
    const words = offlineWords(summary) ?? refusalWords(summary, Date.now());
    if (words !== null) notify(words);
  } catch (error) {
    notifyFailure(error);
  }
}

/** Refreshes what the open view is of: its feed or folder, else everything. */
export function refreshOpenView(): Promise<void> {
  const { view } = useList.getState();
  return refresh(view.kind === 'feed' || view.kind === 'folder' ? view : { kind: 'all' });
}

export async function cancelRefresh(): Promise<void> {
  try {
    await request('refresh.cancel', {});
  } catch (error) {
    notifyFailure(error);
  }
}

/** Without a network no feed is marked, as none is to blame: it is said once instead. */
export function offlineWords({ failures }: RefreshSummary): string | null {
  const offline = failures.find(({ code }) => code === 'offline');
  return offline === undefined ? null : failureWords(offline);
}

/** What to say of feeds that were not asked; null when at least one was. */
export function refusalWords(summary: RefreshSummary, now: number): string | null {
  const [first] = summary.refused;
  if (summary.tried > 0 || first === undefined) return null;
  const until = timeOfDay(Math.max(...summary.refused.map(refusal => refusal.until)));
  const waiting = summary.refused.every(refusal => refusal.reason === 'asked-to-wait');
  if (waiting) return t('refresh.askedToWait', { count: summary.refused.length, time: until });
  if (summary.refused.every(refusal => refusal.reason === 'quarantined')) return t('refresh.setAside');
  const checkedAt = Math.min(...summary.refused.map(refusal => refusal.checkedAt ?? now));
  return t('refresh.checkedRecently', { ago: duration(now - checkedAt) });
}

onEvent('refresh.progress', state => useRefresh.setState({ state }));
