import { FeedError } from '../errors.ts';
import { cutText } from '../parse/limits.ts';
import { withoutControls } from '../parse/xml-references.ts';
import type { OpmlSkipCode } from '../protocol/opml.ts';
import { collapsed } from '../text/html-to-text.ts';
import { createListCollector, type ListCollector } from './list-collector.ts';
import type { ListContent } from './outline.ts';
import { quotedWords } from './quoted-words.ts';

const maxTitle = 300;
/** What is longer is read no further: an address has at most 8,192 characters. */
const longestLine = 16_384;

/** Lines of newsboat that are no feeds of the web, with the reason. None of them is ever run. */
const commands: readonly (readonly [RegExp, OpmlSkipCode])[] = [
  [/^query:/i, 'newsboat-search'],
  [/^exec:/i, 'newsboat-program'],
  [/^filter:/i, 'newsboat-filter'],
];

/**
 * Addresses one to a line: newsboat's `urls` file with its tags and titles, or any text that has addresses in it.
 * @throws FeedError 'bad-opml' when there is none
 */
export function parseAddressList(text: string): ListContent {
  const list = createListCollector();
  let isNewsboat = false;
  const lines = text.includes('\n') ? text : text.replaceAll('\r', '\n');
  let start = 0;
  for (let line = 1; start < lines.length; line += 1) {
    const newline = lines.indexOf('\n', start);
    const end = newline < 0 ? lines.length : newline;
    const content = withoutControls(lines.slice(start, Math.min(end, start + longestLine))).trim();
    start = end + 1;
    if (content === '' || content.startsWith('#')) continue;
    if (readNewsboatLine(list, content, line)) isNewsboat = true;
    else readFreeLine(list, content, line);
  }
  const content = list.end(isNewsboat ? 'newsboat' : 'addresses', '');
  const wasMeantAsList = isNewsboat || content.skipped.some(({ code }) => code !== 'no-address-in-line');
  if (content.feeds.length === 0 && !wasMeantAsList) throw noList(text);
  return content;
}

/** A line that only newsboat writes: a command, or an address with quoted words behind it. */
function readNewsboatLine(list: ListCollector, content: string, line: number): boolean {
  const [address = '', ...tags] = quotedWords(content);
  const command = commands.find(([prefix]) => prefix.test(address));
  if (command !== undefined) {
    list.skip(line, cutText(address, maxTitle), command[1]);
    return true;
  }
  if (!/^[a-z][a-z0-9+.-]*:/i.test(address) || tags.length === 0 || !/\s"/.test(content)) return false;
  const title = tags.find(tag => tag.startsWith('~'))?.slice(1) ?? '';
  const folder = tags.find(tag => !/^[~!]/.test(tag) && collapsed(tag) !== '') ?? '';
  list.add({ address, title: titleOf(title), siteUrl: null, path: folder === '' ? [] : [cutText(collapsed(folder), maxTitle)], line });
  return true;
}

/** Any text: every address in the line counts. Alone in its line, also one with a scheme that cannot be subscribed to is meant as a feed. */
function readFreeLine(list: ListCollector, content: string, line: number): void {
  const isAlone = /^[a-z][a-z0-9+.-]+:\S+$/i.test(content);
  const found = isAlone
    ? [{ address: content.replace(/[,;]+$/, ''), title: '' }]
    : [...content.matchAll(/\b(?:https?|feed):[^\s<>"'`\\^{|}]+/gi)].map(({ 0: address, index }) => ({
        address: withoutPunctuation(address),
        title: linkTitle(content, index),
      }));
  for (const { address, title } of found) list.add({ address, title: titleOf(title), siteUrl: null, path: [], line });
  if (found.length > 0) return;
  const isBare = /^[\w-]+(?:\.[\w-]+)+(?:[/?]\S*)?$/.test(content);
  list.skip(line, cutText(collapsed(content), maxTitle), isBare ? 'no-scheme' : 'no-address-in-line');
}

/** `[Title](address)`, as Markdown has it. */
function linkTitle(content: string, at: number): string {
  const before = content.slice(Math.max(0, at - maxTitle), at);
  return before.endsWith('](') && before.includes('[') ? before.slice(before.lastIndexOf('[') + 1, -2) : '';
}

function titleOf(text: string): string | null {
  return cutText(collapsed(text), maxTitle) || null;
}

/** Marks of the sentence around an address, a few at most. A closing bracket is the address's own when it opens one. */
function withoutPunctuation(address: string): string {
  let end = address.length;
  for (const least = Math.max(0, end - 8); end > least; end -= 1) {
    const last = address.charAt(end - 1);
    const isOwn = (last === ')' && address.includes('(')) || (last === ']' && address.includes('['));
    if (isOwn || !/[)\].,;:!?*_]/.test(last)) break;
  }
  return address.slice(0, end);
}

function noList(text: string): FeedError {
  const start = text.slice(0, 1_024).replace(/^[\s\ufeff]+/, '');
  if (start === '') return new FeedError('bad-opml', 'It is empty, so there is nothing to import.', { why: 'list-empty' });
  if (/^[{[]/.test(start)) return new FeedError('bad-opml', 'This is JSON, not a list of feeds.', { why: 'list-json' });
  if (text.slice(0, 8_192).includes('\0'))
    return new FeedError('bad-opml', 'This is not a text file, so no list of feeds.', { why: 'list-no-text' });
  return new FeedError('bad-opml', 'There is no list of feeds in it: neither OPML nor web addresses, one to a line.', {
    why: 'list-nothing',
  });
}
