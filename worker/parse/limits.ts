import { createHash } from 'node:crypto';
import { FeedError } from '../errors.ts';

/** What one feed may bring (X4): longer texts are cut, longer addresses dropped. */
export const maxDocumentBytes = 32 * 1024 * 1024;
/** More cannot be read in the time that a document has. No honest feed comes near. */
export const maxEntries = 50_000;
export const tooManyEntries = '50,000 articles';
const maxTitle = 16_000;
const maxAuthor = 1_000;
const maxCategories = 100;
export const maxCategory = 300;
export const maxEnclosures = 50;
export const maxTranscripts = 20;
export const maxChapters = 500;
const maxGuid = 2_000;

export function tooLarge(what: string): FeedError {
  return new FeedError('too-large', `This feed holds more than ${what}, which is too much to read safely.`);
}

export function cutTitle(title: string): string {
  return cutText(title, maxTitle);
}

export function cutAuthor(author: string): string {
  return cutText(author, maxAuthor);
}

/** Without repetitions and empty ones. */
export function cutCategories(categories: readonly string[]): string[] {
  const kept = new Set<string>();
  for (const category of categories) {
    if (kept.size >= maxCategories) break;
    if (category !== '') kept.add(cutText(category, maxCategory));
  }
  return [...kept];
}

/** An identity must stay one when cut: a longer one ends in its hash. */
export function cutGuid(guid: string): string {
  return guid.length <= maxGuid ? guid : `${cutText(guid, maxGuid)} sha256:${createHash('sha256').update(guid).digest('hex')}`;
}

/** At most `length` UTF-16 units, never half a character. */
export function cutText(text: string, length: number): string {
  if (text.length <= length) return text;
  const last = text.charCodeAt(length - 1);
  return text.slice(0, last >= 0xd800 && last <= 0xdbff ? length - 1 : length);
}
