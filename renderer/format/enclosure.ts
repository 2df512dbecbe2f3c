import { locale } from '../words.ts';

/** A file's name as its address tells it, else its host. */
export function enclosureName(address: string): string {
  const url = URL.parse(address);
  if (url === null) return address;
  const last = url.pathname.split('/').findLast(part => part !== '') ?? '';
  try {
    return decodeURIComponent(last) || url.hostname;
  } catch {
    return last;
  }
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
  // In words it would be "12 byte".
  if (unit === 0) return `${new Intl.NumberFormat(locale(), format).format(size)} B`;
  return new Intl.NumberFormat(locale(), { ...format, style: 'unit', unit: units[unit] as string, unitDisplay: 'short' }).format(size);
}
