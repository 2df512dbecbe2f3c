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

/** "12 MB": in steps of 1,000, as shops and file managers count. */
export function fileSize(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB'] as const;
  let size = bytes;
  let unit = 0;
  while (size >= 999.5 && unit < units.length - 1) {
    size /= 1000;
    unit += 1;
  }
  return `${size < 10 && unit > 0 ? size.toFixed(1) : Math.round(size)} ${units[unit]}`;
}
