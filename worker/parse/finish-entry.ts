import type { ParsedEntry } from '../feed.ts';
import { snippetOf } from '../text/snippet.ts';
import { cutAuthor, cutCategories, cutGuid, cutTitle, MAX_ENCLOSURES } from './limits.ts';

/** Adds the snippet and cuts every field to what one feed may bring (X4). */
export function finishEntry(entry: Omit<ParsedEntry, 'snippet'>): ParsedEntry {
  const fromSummary = entry.summaryHtml === '' ? '' : snippetOf(entry.summaryHtml);
  return {
    ...entry,
    guid: entry.guid === null || entry.guid.trim() === '' ? null : cutGuid(entry.guid.trim()),
    title: cutTitle(entry.title),
    author: cutAuthor(entry.author),
    snippet: fromSummary === '' ? snippetOf(entry.contentHtml) : fromSummary,
    categories: cutCategories(entry.categories),
    enclosures: entry.enclosures.slice(0, MAX_ENCLOSURES),
  };
}
