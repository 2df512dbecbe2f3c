import type { EntryRow } from '../../worker/protocol/entry-lists.ts';
import { markdownLink } from '../format/markdown-link.ts';
import { markdownQuote } from '../format/markdown-quote.ts';
import { t } from '../words.ts';
import { copyAddress, copyText } from './feeds.ts';
import { hint } from './notices.ts';
import { readingPane } from './reading-pane.ts';

export async function copyLink({ url }: EntryRow): Promise<void> {
  if (url !== null) await copyAddress(url);
}

export async function copyTitle(entry: EntryRow): Promise<void> {
  if (entry.url !== null) await copyText(`${titleOf(entry)}\n${entry.url}`);
}

export async function copyMarkdown(entry: EntryRow): Promise<void> {
  if (entry.url !== null) await copyText(markdownLink(titleOf(entry), entry.url));
}

/** What is selected in the article, as a quote that names where it is from. */
export async function copyQuote(entry: EntryRow): Promise<void> {
  const selected = readingPane()?.selection() ?? '';
  if (selected === '') return hint(t('notice.nothingSelected'));
  await copyText(markdownQuote(selected, titleOf(entry), entry.url), t('notice.quoteCopied'));
}

function titleOf(entry: EntryRow): string {
  return entry.title === '' ? entry.snippet : entry.title;
}
