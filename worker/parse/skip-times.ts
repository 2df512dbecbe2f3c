import { child, childrenNamed, textOf } from './xml-query.ts';
import type { XmlElement } from './xml-tree.ts';

const days = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

/** Hours of the day in UTC, 0–23, ascending. RSS 0.91 counts them from 1 to 24. All of them say nothing, and so does none. */
export function skipHoursOf(channel: XmlElement): number[] {
  return some(listed(channel, 'skiphours', 'hour').map(hourOf), 24);
}

/** Days of the week in UTC, 0–6 with Sunday first, ascending. */
export function skipDaysOf(channel: XmlElement): number[] {
  return some(
    listed(channel, 'skipdays', 'day').map(name => days.indexOf(name.slice(0, 3).toLowerCase())),
    7,
  );
}

function hourOf(text: string): number {
  return /^\d{1,2}$/.test(text) ? Number(text === '24' ? 0 : text) : -1;
}

function listed(channel: XmlElement, list: string, name: string): string[] {
  const element = child(channel, list);
  return element === null ? [] : childrenNamed(element, name).map(entry => textOf(entry).trim());
}

function some(numbers: readonly number[], count: number): number[] {
  const known = [...new Set(numbers.filter(number => number >= 0 && number < count))].sort((one, other) => one - other);
  return known.length === count ? [] : known;
}
