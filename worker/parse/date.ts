import type { Milliseconds } from '../protocol/ids.ts';

const maxLength = 64;
const minuteMs = 60_000;
/** What a feed may sensibly claim: 1900 to 2200. */
const earliest = Date.UTC(1900, 0, 1);
const latest = Date.UTC(2200, 0, 1);

/** By the beginning of their names, without accents: English, then as programs write them in the language of their site. */
const months: ReadonlyMap<string, number> = new Map(
  [
    'jan ene gen sty oca янв ιαν',
    'feb fev lut sub фев φεβ',
    'mar mrt maa мар μαρ',
    'apr abr avr kwi nis апр απρ',
    'may mai maj mei mag маи мая μαι',
    'jun juin giu cze haz июн ιουν',
    'jul juil lug lip tem июл ιουλ',
    'aug ago agu aou sie авг αυγ',
    'sep set szep eyl wrz сен σεπ',
    'oct okt out ott eki paz окт οκτ',
    'nov kas lis ноя νοε',
    'dec dic dez des gru ara дек δεκ',
  ].flatMap((names, index) => names.split(' ').map((name): [string, number] => [name, index + 1])),
);

/** Minutes east of Greenwich. The American ones are RFC 822's; the others were seen in feeds. */
const zones: ReadonlyMap<string, number> = new Map(
  Object.entries({
    z: 0,
    ut: 0,
    utc: 0,
    gmt: 0,
    wet: 0,
    west: 60,
    bst: 60,
    cet: 60,
    met: 60,
    cest: 120,
    mest: 120,
    eet: 120,
    eest: 180,
    msk: 180,
    ist: 330,
    at: -240,
    cst: -360,
    cdt: -300,
    est: -300,
    edt: -240,
    et: -300,
    ct: -360,
    mst: -420,
    mdt: -360,
    mt: -420,
    pst: -480,
    pdt: -420,
    pt: -480,
    akst: -540,
    akdt: -480,
    hst: -600,
    ast: -240,
    adt: -180,
    nst: -210,
    ndt: -150,
    jst: 540,
    kst: 540,
    sgt: 480,
    hkt: 480,
    aest: 600,
    aedt: 660,
    acst: 570,
    awst: 480,
    nzst: 720,
    nzdt: 780,
  }),
);

/**
 * Time of a date as feeds write it: RFC 822 and its bad spellings, ISO 8601, asctime, numbers since 1970.
 * Null when it cannot be read or lies outside 1900–2200. Without a zone it is UTC. Only the first 64 characters count (X5).
 */
export function parseDate(text: string | null | undefined): Milliseconds | null {
  const trimmed =
    text
      ?.slice(0, maxLength * 4)
      .trim()
      .slice(0, maxLength) ?? '';
  if (trimmed === '') return null;
  const time = parseMail(trimmed) ?? parseIso(trimmed) ?? parseCount(trimmed) ?? (isoStart.test(trimmed) ? null : parseWords(trimmed));
  return time === null || time < earliest || time >= latest ? null : time;
}

interface Parts {
  year: number;
  month: number;
  day: number;
  hour: number;
  minute: number;
  second: number;
  millisecond: number;
  /** Minutes east of Greenwich. */
  zone: number;
}

const midnight = { hour: 0, minute: 0, second: 0, millisecond: 0, zone: 0 };

/** One day or month too many carries over, as in programs that count on ("June 31st" is July 1st); beyond that, and with a clock that no day has, the text is no date. */
function timeOf({ year, month, day, hour, minute, second, millisecond, zone }: Parts): Milliseconds | null {
  // Years of one or two digits were made full before; what is left of them is a program's word for never.
  const isNear = year >= 100 && month >= 1 && month <= 13 && day >= 1 && day <= 32 && hour <= 24 && minute <= 59 && second <= 60;
  if (!isNear || Math.abs(zone) > 15 * 60) return null;
  return Date.UTC(year, month - 1, day, hour, minute, Math.min(second, 59), millisecond) - zone * minuteMs;
}

const mailForm = /^(?:[a-z]{3}, )?(\d{1,2}) ([a-z]{3}) (\d{4}) (\d{2}):(\d{2}):(\d{2}) (gmt|[+-]\d{4})$/i;

/** The form that nearly all RSS has, read fast. */
function parseMail(text: string): Milliseconds | null {
  const found = mailForm.exec(text);
  if (found === null) return null;
  const [, day, name = '', year, hour, minute, second, zone = ''] = found;
  const month = months.get(name.toLowerCase());
  const offset = zoneOf(zone);
  if (month === undefined || offset === null) return null;
  const clock = { hour: Number(hour), minute: Number(minute), second: Number(second), millisecond: 0, zone: offset };
  return timeOf({ year: Number(year), month, day: Number(day), ...clock });
}

const isoForm =
  /^(-?\d{4})(?:-?(\d{2})(?:-?(\d{2}))?|-?(\d{3})|-?w(\d{2})(?:-?(\d))?)?(?:(?:\s*t\s*|\s+|\s*,\s*)(\d{1,2})(?::?(\d{2})(?::?(\d{2})(?:[.,](\d{1,9}))?)?)?\s*(z|utc|gmt|[a-z]{2,4}|(?:gmt|utc)?\s*[+-]\s?\d{1,2}(?::?\d{2})?)?)?$/i;

/** Whoever writes the `T` means ISO 8601 to the end. */
const isoStart = /^\d{4}-\d{2}-\d{2}(?:t|-)/i;

function parseIso(text: string): Milliseconds | null {
  const found = isoForm.exec(text);
  if (found === null) return null;
  const [, year, month, day, ordinal, week, weekday, hour, minute, second, fraction, zone] = found;
  const offset = zone === undefined ? 0 : zoneOf(zone);
  if (offset === null || year === undefined) return null;
  const clock = {
    hour: Number(hour ?? 0),
    minute: Number(minute ?? 0),
    second: Number(second ?? 0),
    millisecond: Math.floor(Number(`0.${fraction ?? 0}`) * 1000),
    zone: offset,
  };
  if (week !== undefined) return weekTime(Number(year), Number(week), Number(weekday ?? 1), clock);
  if (ordinal !== undefined) return ordinalTime(Number(year), Number(ordinal), clock);
  return timeOf({ year: Number(year), month: Number(month ?? 1), day: Number(day ?? 1), ...clock });
}

type Clock = Omit<Parts, 'year' | 'month' | 'day'>;

function ordinalTime(year: number, ordinal: number, clock: Clock): Milliseconds | null {
  if (ordinal < 1 || ordinal > 366) return null;
  const january = timeOf({ year, month: 1, day: 1, ...clock });
  return january === null ? null : january + (ordinal - 1) * 24 * 60 * minuteMs;
}

/** ISO week: week 1 holds January 4th. */
function weekTime(year: number, week: number, weekday: number, clock: Clock): Milliseconds | null {
  if (week < 1 || week > 53 || weekday < 1 || weekday > 7) return null;
  const fourth = (new Date(Date.UTC(year, 0, 4)).getUTCDay() + 6) % 7;
  const january = timeOf({ year, month: 1, day: 4, ...clock });
  return january === null ? null : january + ((week - 1) * 7 - fourth + weekday - 1) * 24 * 60 * minuteMs;
}

/** Seconds or milliseconds since 1970; fewer digits are a date without its century. */
function parseCount(text: string): Milliseconds | null {
  if (/^\d{9,10}$/.test(text)) return Number(text) * 1000;
  if (/^\d{12,13}$/.test(text)) return Number(text);
  const [, year, month, day, ordinal] = /^(\d\d)(?:(\d\d)(\d\d)|(\d{3}))$/.exec(text) ?? [];
  if (year === undefined) return null;
  if (ordinal !== undefined) return ordinalTime(fullYear(year), Number(ordinal), midnight);
  return timeOf({ year: fullYear(year), month: Number(month), day: Number(day), ...midnight });
}

const clockForm = /(?:^|[\s,t])(\d{1,2}):(\d{1,2})(?::(\d{1,2}))?(?:[.,](\d{1,9}))?\s*([ap]\.?m\.?(?=\s|$|[,)]))?/i;
const offsetForm = /(?:gmt|utc)?\s?([+-])\s?(\d{1,2}):?(\d{2})?(?=\D*$|\s+\d{4}$)/i;

/** Dates in words, read by what each piece can only be: month name, clock, zone, four-digit year, day. */
function parseWords(text: string): Milliseconds | null {
  const clock = clockForm.exec(text);
  const before = clock === null ? text : text.slice(0, clock.index);
  const after = clock === null ? '' : text.slice(clock.index + clock[0].length);
  const time = clock === null ? midnight : clockOf(clock, halfBefore(before));
  if (time === null) return null;
  const zone = clock === null ? { minutes: 0, rest: '', isNamed: false } : zoneIn(after);
  if (zone === null) return null;
  const minutes = zone.isNamed || !/\p{Script=Hangul}/u.test(text) ? zone.minutes : 9 * 60;
  const day = dayOf(`${before} ${zone.rest}`);
  return day === null ? null : timeOf({ ...day, ...time, zone: minutes });
}

/** Korean, Chinese and Japanese have the half of the day before the clock. */
function halfBefore(text: string): string | undefined {
  if (/오후|下午|午後/.test(text)) return 'pm';
  return /오전|上午|午前/.test(text) ? 'am' : undefined;
}

function clockOf([, hour = '', minute = '', second = '0', fraction = '0', behind]: RegExpExecArray, before?: string): Clock | null {
  const half = behind ?? before;
  let hours = Number(hour);
  if (half !== undefined) {
    if (hours < 1 || hours > 12) return null;
    hours = (hours % 12) + (/^p/i.test(half) ? 12 : 0);
  }
  return { hour: hours, minute: Number(minute), second: Number(second), millisecond: Math.floor(Number(`0.${fraction}`) * 1000), zone: 0 };
}

/** The zone behind the clock, and what else stands there (asctime puts the year last). */
function zoneIn(text: string): { minutes: number; rest: string; isNamed: boolean } | null {
  const offset = offsetForm.exec(text);
  if (offset !== null) {
    const minutes = zoneOf(offset[0]);
    return minutes === null ? null : { minutes, rest: text.replace(offset[0], ' ').replace(/\([^)]*\)?/, ' '), isNamed: true };
  }
  for (const word of text.match(/[a-z]+/gi) ?? []) {
    const minutes = zones.get(word.toLowerCase());
    if (minutes !== undefined) return { minutes, rest: text.replace(word, ' '), isNamed: true };
  }
  return { minutes: 0, rest: text, isNamed: false };
}

function zoneOf(zone: string): number | null {
  const word = zone.trim().toLowerCase();
  const known = zones.get(word);
  if (known !== undefined) return known;
  const found = /^(?:gmt|utc)?\s*([+-])\s?(\d{1,2}):?(\d{2})?$/.exec(word);
  if (found === null) return null;
  const [, sign, hours = '0', minutes = '0'] = found;
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
}

function dayOf(text: string): { year: number; month: number; day: number } | null {
  const numbers = text.match(/\d+/g) ?? [];
  const month = monthIn(text);
  if (month !== null) {
    const [first, second] = numbers;
    if (first === undefined || second === undefined || numbers.length > 2) return null;
    // "2004 Jan 5" against "5 Jan 2004" and "Jan 5, 04".
    return first.length === 4 ? dated(first, month, second) : dated(second, month, first);
  }
  const [first = '', second = '', third = ''] = numbers;
  if (numbers.length !== 3) return null;
  if (first.length === 4) return dated(first, Number(second), third);
  if (/^\d\d-\d\d-\d\d$/.test(text.trim())) return dated(first, Number(second), third);
  // Slashes are American unless they cannot be; dots and dashes are not.
  const isAmerican = text.includes('/') && Number(first) <= 12;
  return isAmerican ? dated(third, Number(first), second) : dated(third, Number(second), first);
}

/** The last one: before it may stand a day whose name begins like a month (mardi, maandag). */
function monthIn(text: string): number | null {
  const words = /^[\x20-\x7e]*$/.test(text) ? text : text.normalize('NFD').replace(/\p{M}/gu, '');
  for (const word of (words.toLowerCase().match(/\p{L}{3,}/gu) ?? []).reverse()) {
    const month = months.get(word.slice(0, 4)) ?? months.get(word.slice(0, 3));
    if (month !== undefined && word !== 'monday') return month;
  }
  return null;
}

function dated(year: string, month: number, day: string): { year: number; month: number; day: number } | null {
  if (year.length > 4 || day.length > 2) return null;
  return { year: fullYear(year), month, day: Number(day) };
}

function fullYear(year: string): number {
  const number = Number(year);
  return year.length > 2 ? number : number + (number < 70 ? 2000 : 1900);
}
