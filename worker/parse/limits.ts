import { createHash } from 'node:crypto';

/** What one feed may bring (X4): longer texts are cut, longer addresses dropped. */
export const MAX_DOCUMENT_BYTES = 32 * 1024 * 1024;
const MAX_TITLE = 16_000;
const MAX_AUTHOR = 1_000;
const MAX_CATEGORIES = 100;
const MAX_CATEGORY = 300;
export const MAX_ENCLOSURES = 50;
const MAX_GUID = 2_000;

export function cutTitle(title: string): string {
  return cutText(title, MAX_TITLE);
}

export function cutAuthor(author: string): string {
  return cutText(author, MAX_AUTHOR);
}

/** Without repetitions and empty ones. */
export function cutCategories(categories: readonly string[]): string[] {
  const kept = new Set<string>();
  for (const category of categories) {
    if (kept.size >= MAX_CATEGORIES) break;
    if (category !== '') kept.add(cutText(category, MAX_CATEGORY));
  }
  return [...kept];
}

/** An identity must stay one when cut: a longer one ends in its hash. */
export function cutGuid(guid: string): string {
  return guid.length <= MAX_GUID ? guid : `${cutText(guid, MAX_GUID)} sha256:${createHash('sha256').update(guid).digest('hex')}`;
}

/** At most `length` UTF-16 units, never half a character. */
export function cutText(text: string, length: number): string {
  if (text.length <= length) return text;
  const last = text.charCodeAt(length - 1);
  return text.slice(0, last >= 0xd800 && last <= 0xdbff ? length - 1 : length);
}
