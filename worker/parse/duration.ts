import type { Milliseconds } from '../protocol/ids.ts';

const longestSeconds = 10 * 24 * 60 * 60;
const secondsOf = { d: 86_400, h: 3_600, m: 60, s: 1 } as const;
const clockForm = /^(?:(?:(\d{1,3}):)?(\d{1,4}):)?(\d{1,6})(?:[.,]\d{1,9})?$/;
/** Separated by what cannot be a part of a number. */
const partForm = /(\d{1,6}(?:[.,]\d{1,3})?)\s{0,3}(d|h|m|s|'|"|’|”|′|″)[a-z]{0,8}/gi;

/** How long a recording is, as podcasts write it: seconds, `[H:]MM:SS`, ISO 8601, words ("1 h 4 min"). Null for nothing, nonsense and more than ten days. */
export function parseDuration(text: string | null): Milliseconds | null {
  const trimmed = text?.trim().slice(0, 64).toLowerCase() ?? '';
  const clock = clockForm.exec(trimmed);
  if (clock === null) return durationOfSeconds(secondsInWords(trimmed));
  const [, hours = '0', minutes = '0', seconds = '0'] = clock;
  return durationOfSeconds(Number(hours) * 3_600 + Number(minutes) * 60 + Number(seconds));
}

export function durationOfSeconds(seconds: number): Milliseconds | null {
  return seconds >= 1 && seconds <= longestSeconds ? Math.round(seconds) * 1_000 : null;
}

function secondsInWords(text: string): number {
  if (text.startsWith('-')) return 0;
  let seconds = 0;
  for (const [, amount = '', unit = ''] of text
    .replace(/^pt?(?=\d)/, '')
    .replace(/t(?=\d)/, ' ')
    .matchAll(partForm)) {
    seconds += Number(amount.replace(',', '.')) * secondsOf[unitOf(unit)];
  }
  return seconds;
}

function unitOf(written: string): keyof typeof secondsOf {
  if (/['’′]/.test(written)) return 'm';
  return /["”″]/.test(written) ? 's' : (written as keyof typeof secondsOf);
}
