import type { Milliseconds } from '../protocol/ids.ts';

interface Span {
  readonly since: Milliseconds | null;
  readonly before: Milliseconds | null;
}

const day = /^(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?$/;
const age = /^(\d{1,5})([hdwmy])$/i;

/** `2026`, `2026-01`, `2026-01-15`, or two of them with `..` between, one end of which may be open. In this computer's zone; null for what is none. */
export function dateSpan(words: string): Span | null {
  const [first = '', last, ...more] = words.split('..');
  if (more.length > 0) return null;
  if (last === undefined) return spanOf(first);
  if (first === '' && last === '') return null;
  const since = first === '' ? { since: null } : spanOf(first);
  const before = last === '' ? { before: null } : spanOf(last);
  if (since === null || before === null) return null;
  if (since.since !== null && before.before !== null && since.since >= before.before) return null;
  return { since: since.since, before: before.before };
}

function spanOf(words: string): { readonly since: Milliseconds; readonly before: Milliseconds } | null {
  const match = day.exec(words);
  if (match === null) return null;
  const year = Number(match[1]);
  if (year < 1000) return null;
  const month = match[2] === undefined ? null : Number(match[2]);
  const date = match[3] === undefined ? null : Number(match[3]);
  if (month === null) return { since: new Date(year, 0, 1).getTime(), before: new Date(year + 1, 0, 1).getTime() };
  if (month < 1 || month > 12) return null;
  if (date === null) return { since: new Date(year, month - 1, 1).getTime(), before: new Date(year, month, 1).getTime() };
  const at = new Date(year, month - 1, date);
  if (at.getMonth() !== month - 1 || date < 1) return null;
  return { since: at.getTime(), before: new Date(year, month - 1, date + 1).getTime() };
}

/** The moment that lies `7d` (hours, days, weeks, months, years) before now; null for what is no age. */
export function momentOfAge(words: string, now: Milliseconds): Milliseconds | null {
  const match = age.exec(words);
  if (match === null) return null;
  const count = Number(match[1]);
  const at = new Date(now);
  switch (match[2]?.toLowerCase()) {
    case 'h':
      return now - count * 3_600_000;
    case 'w':
      at.setDate(at.getDate() - 7 * count);
      break;
    case 'm':
      at.setMonth(at.getMonth() - count);
      break;
    case 'y':
      at.setFullYear(at.getFullYear() - count);
      break;
    default:
      at.setDate(at.getDate() - count);
  }
  return at.getTime();
}
