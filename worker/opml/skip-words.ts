import type { OpmlSkipCode } from '../protocol/opml.ts';

/** `$` stands for what the code speaks of. */
const words: Readonly<Record<OpmlSkipCode, string>> = {
  duplicate: 'This feed is in the list already, on line $.',
  more: 'And $ more.',
  'no-feed-address': 'It has no feed address.',
  'no-web-address': 'Its feed address is not a web address.',
  'unreadable-address': 'Its feed address cannot be read.',
  'other-scheme': 'Its feed address begins with "$:"; only http and https can be subscribed to.',
  'no-scheme': 'It has no https:// or http:// in front.',
  'no-address-in-line': 'There is no web address in this line.',
  link: 'It is a link to a page or another list, not a feed.',
  'empty-folder': 'It is a folder without feeds.',
  'newsboat-search': 'It is a search of Newsboat, not a feed.',
  'newsboat-program': 'It runs a program, which Freshet does not do.',
  'newsboat-filter': 'It sends a feed through a program, which Freshet does not do.',
  'breaks-off': 'The file breaks off here. What is whole was read; what came after is not in the file.',
};

/** Why a line of a list was left out. */
export function skipWords(code: OpmlSkipCode, of: string): string {
  return words[code].replace('$', () => of);
}
