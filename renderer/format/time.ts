import { locale, t } from '../words.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

interface Formats {
  readonly locale: string;
  readonly clockTime: Intl.DateTimeFormat;
  readonly weekday: Intl.DateTimeFormat;
  readonly dayOfYear: Intl.DateTimeFormat;
  readonly dayAndYear: Intl.DateTimeFormat;
  readonly shortDay: Intl.DateTimeFormat;
  readonly shortDayAndYear: Intl.DateTimeFormat;
  readonly wholeDate: Intl.DateTimeFormat;
  readonly whole: Intl.NumberFormat;
  readonly shares: Intl.NumberFormat;
}

let made: Formats | null = null;

/** 12 or 24 hours, digits and the order of a date come with the locale. Made once: they are costly, and asked for in every row. */
function formats(): Formats {
  const tag = locale();
  if (made?.locale === tag) return made;
  made = {
    locale: tag,
    clockTime: new Intl.DateTimeFormat(tag, { timeStyle: 'short' }),
    weekday: new Intl.DateTimeFormat(tag, { weekday: 'long' }),
    dayOfYear: new Intl.DateTimeFormat(tag, { day: 'numeric', month: 'long' }),
    dayAndYear: new Intl.DateTimeFormat(tag, { day: 'numeric', month: 'long', year: 'numeric' }),
    shortDay: new Intl.DateTimeFormat(tag, { day: 'numeric', month: 'short' }),
    shortDayAndYear: new Intl.DateTimeFormat(tag, { day: 'numeric', month: 'short', year: 'numeric' }),
    wholeDate: new Intl.DateTimeFormat(tag, { dateStyle: 'full', timeStyle: 'short' }),
    whole: new Intl.NumberFormat(tag),
    shares: new Intl.NumberFormat(tag, { style: 'percent' }),
  };
  return made;
}

export function number(value: number): string {
  return formats().whole.format(value);
}

/** Of a share of 1. */
export function percent(share: number): string {
  return formats().shares.format(share);
}

export function timeOfDay(at: number): string {
  return formats().clockTime.format(at);
}

/** A date in full, for tooltips and screen readers. */
export function fullDate(at: number): string {
  return formats().wholeDate.format(at);
}

/** "8 min", "3 h", "2 days"; under a minute "less than a minute". */
export function duration(ms: number): string {
  if (ms < minuteMs) return t('time.moment');
  if (ms < hourMs) return t('time.minutes', { count: Math.floor(ms / minuteMs) });
  if (ms < dayMs) return t('time.hours', { count: Math.floor(ms / hourMs) });
  return t('time.days', { count: Math.floor(ms / dayMs) });
}

/** "45 min", "1 h 04 min": to the nearest minute, at least one. */
export function recordingLength(ms: number): string {
  const minutes = Math.max(1, Math.round(ms / minuteMs));
  if (minutes < 60) return t('time.minutes', { count: minutes });
  return t('time.hoursAndMinutes', { hours: Math.floor(minutes / 60), minutes: String(minutes % 60).padStart(2, '0') });
}

/** The heading of a calendar day in the list: Today, Yesterday, a weekday, a date. */
export function dayHeading(at: number, now: number): string {
  const days = daysBetween(at, now);
  if (days <= 0) return t('time.today');
  if (days === 1) return t('time.yesterday');
  if (days < 7) return formats().weekday.format(at);
  return sameYear(at, now) ? formats().dayOfYear.format(at) : formats().dayAndYear.format(at);
}

/**
 * The time at the end of a list's row. Under a heading that already says the day, how long ago or the time of day;
 * an entry whose own date is on another day (it arrived late, or is dated ahead) shows that date, and without such a heading every one
 * that is not of today.
 */
export function rowTime(row: { readonly publishedAt: number | null; readonly sortAt: number }, now: number, isUnderDay = true): string {
  const at = row.publishedAt ?? row.sortAt;
  const isTold = daysBetween(at, isUnderDay ? row.sortAt : now) === 0;
  if (!isTold) return sameYear(at, now) ? formats().shortDay.format(at) : formats().shortDayAndYear.format(at);
  const age = now - at;
  if (age < -minuteMs) return timeOfDay(at);
  if (age < minuteMs) return t('time.now');
  if (daysBetween(at, now) === 0) return duration(age);
  return timeOfDay(at);
}

/** The date above an article: "Today, 08:12", "12 March, 08:12". */
export function articleDate(at: number, now: number): string {
  const days = daysBetween(at, now);
  const day =
    days === 0
      ? t('time.today')
      : days === 1
        ? t('time.yesterday')
        : sameYear(at, now)
          ? formats().dayOfYear.format(at)
          : formats().dayAndYear.format(at);
  return t('time.dayAndTime', { day, time: timeOfDay(at) });
}

/** Calendar days from `at` to `now` in this machine's zone. */
export function daysBetween(at: number, now: number): number {
  return dayNumber(now) - dayNumber(at);
}

// Asked for every row of every frame while one scrolls: setHours() would take six times as long.
function dayNumber(at: number): number {
  return Math.floor((at - new Date(at).getTimezoneOffset() * minuteMs) / dayMs);
}

function sameYear(at: number, now: number): boolean {
  return new Date(at).getFullYear() === new Date(now).getFullYear();
}
