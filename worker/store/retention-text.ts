import type { Retention } from '../protocol/subscriptions.ts';

/** As it is stored. What is no longer valid is none. */
export function retentionFromText(text: string | null): Retention | null {
  if (text === null) return null;
  try {
    const value: unknown = JSON.parse(text);
    return isRetention(value) ? value : null;
  } catch {
    return null;
  }
}

export function isRetention(value: unknown): value is Retention {
  const { kind, days, least, most } = (value ?? {}) as Readonly<Record<string, unknown>>;
  if (kind === 'age') return isIn(days, 1, 36_500) && isIn(least, 0, 1_000_000);
  return kind === 'number' ? isIn(most, 1, 1_000_000) : kind === 'all';
}

function isIn(value: unknown, least: number, most: number): boolean {
  return typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most;
}
