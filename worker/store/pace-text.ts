import type { Pace } from '../protocol/subscriptions.ts';

/** As it is stored: 'adaptive', 'by-hand', or the minutes. */
export function paceText(pace: Pace | null): string | null {
  if (pace === null) return null;
  return pace.kind === 'every' ? String(pace.minutes) : pace.kind;
}

export function paceFromText(text: string | null): Pace | null {
  if (text === null) return null;
  if (text === 'adaptive' || text === 'by-hand') return { kind: text };
  const minutes = Number(text);
  return isPaceMinutes(minutes) ? { kind: 'every', minutes } : null;
}

export function isPace(value: unknown): value is Pace {
  if (typeof value !== 'object' || value === null || !('kind' in value)) return false;
  if (value.kind === 'every') return 'minutes' in value && isPaceMinutes(value.minutes) && Object.keys(value).length === 2;
  return (value.kind === 'adaptive' || value.kind === 'by-hand') && Object.keys(value).length === 1;
}

/** From 10 minutes to a day. */
export function isPaceMinutes(value: unknown): boolean {
  return typeof value === 'number' && Number.isInteger(value) && value >= 10 && value <= 1_440;
}
