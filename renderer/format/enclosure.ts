import { locale, t } from '../words.ts';

const longestName = 80;

/** A file's name as its address tells it, else its host. No longer than a line, and without what would make it read otherwise than it is (L7). */
export function enclosureName(address: string): string {
  const url = URL.parse(address);
  if (url === null) return shownName(address);
  const last = url.pathname.split('/').findLast(part => part !== '') ?? '';
  return shownName(decoded(last)) || url.hostname;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** The last part of what may be a path, without controls and marks that no one sees. Of a long one its ending stays: it tells the kind. */
function shownName(text: string): string {
  const bare =
    text
      .replace(/[\p{Cc}\u2028\u2029]|(?![\u200c\u200d])\p{Cf}/gu, '')
      .split(/[\\/]/)
      .findLast(part => !/^\.*$/.test(part)) ?? '';
  const letters = [...bare.trim()];
  const half = longestName / 2;
  return letters.length <= longestName ? letters.join('') : `${letters.slice(0, half).join('')}…${letters.slice(1 - half).join('')}`;
}

const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const;

/** "12 MB": in steps of 1,000, as shops and file managers count. */
export function fileSize(bytes: number): string {
  let size = bytes;
  let unit = 0;
  while (size >= 999.5 && unit < units.length - 1) {
    size /= 1000;
    unit += 1;
  }
  const digits = size < 10 && unit > 0 ? 1 : 0;
  const format = { minimumFractionDigits: digits, maximumFractionDigits: digits, useGrouping: false } as const;
  // In English words it would be "12 byte".
  if (unit === 0) return t('size.bytes', { number: new Intl.NumberFormat(locale(), format).format(size) });
  return new Intl.NumberFormat(locale(), { ...format, style: 'unit', unit: units[unit] as string, unitDisplay: 'short' }).format(size);
}
