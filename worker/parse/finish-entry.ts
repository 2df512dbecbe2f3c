import type { ParsedEntry } from '../feed.ts';
import { snippetOf } from '../text/snippet.ts';
import { cutAuthor, cutCategories, cutGuid, cutTitle, maxEnclosures } from './limits.ts';

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
    enclosures: entry.enclosures.slice(0, maxEnclosures),
  };
}

/** Feeds name teaser and text, sometimes the wrong way round: what is far longer is the text. */
export function contentAndSummary(content: string, summary: string): { contentHtml: string; summaryHtml: string } {
  const isSwapped = summary.length > 1_000 && summary.length > content.length * 2;
  if (isSwapped || content === '') return { contentHtml: summary, summaryHtml: content };
  return { contentHtml: content, summaryHtml: summary };
}
