import type { Pace } from '../../worker/protocol/subscriptions.ts';
import { t } from '../words.ts';

/** Before the settings are known, and until the user changes them. */
export const usualPace: Pace = { kind: 'adaptive' };

const paceMinutes = [10, 30, 60, 120, 240, 480, 1440] as const;

/** Names of the paces that are always offered. */
export type PaceId = 'adaptive' | `${(typeof paceMinutes)[number]}` | 'by-hand';

export const paceIds: readonly PaceId[] = ['adaptive', ...paceMinutes.map(minutes => `${minutes}` as const), 'by-hand'];

export function paceOfId(id: PaceId): Pace {
  return id === 'adaptive' || id === 'by-hand' ? { kind: id } : { kind: 'every', minutes: Number(id) };
}

/** What is offered wherever a pace is chosen; one set elsewhere stands among them. */
export function paceChoices(present: Pace | null): readonly Pace[] {
  const minutes = new Set<number>(paceMinutes);
  if (present?.kind === 'every') minutes.add(present.minutes);
  const every = [...minutes].sort((one, other) => one - other).map(count => ({ kind: 'every', minutes: count }) as const);
  return [{ kind: 'adaptive' }, ...every, { kind: 'by-hand' }];
}

/** @param isOfOne for one feed instead of all. */
export function paceWords(pace: Pace, isOfOne = true): string {
  if (pace.kind === 'adaptive') return t(isOfOne ? 'pace.adaptiveOne' : 'pace.adaptive');
  if (pace.kind === 'by-hand') return t('pace.byHand');
  const { minutes } = pace;
  if (minutes === 1440) return t('pace.daily');
  if (minutes < 60) return t('pace.minutes', { count: minutes });
  if (minutes % 60 === 0) return t('pace.hours', { count: minutes / 60 });
  return t('pace.hoursAndMinutes', { hours: Math.floor(minutes / 60), minutes: minutes % 60 });
}

/** For lists of choices. */
export function paceKey(pace: Pace): string {
  return pace.kind === 'every' ? String(pace.minutes) : pace.kind;
}

/** Sooner than once an hour: many servers do not like it. */
export function isFast(pace: Pace): boolean {
  return pace.kind === 'every' && pace.minutes < 60;
}
