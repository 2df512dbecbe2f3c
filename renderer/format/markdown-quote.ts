import { markdownLink } from './markdown-link.ts';

/** A text as a Markdown quote, with where it is from below it. */
export function markdownQuote(text: string, title: string, url: string | null): string {
  const lines = text.split('\n').map(line => (line.trim() === '' ? '>' : `> ${line.trim()}`));
  const source = url === null ? title : markdownLink(title, url);
  return `${lines.join('\n')}\n>\n> — ${source}`;
}
