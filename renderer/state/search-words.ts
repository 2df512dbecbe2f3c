import type { SubscriptionTree } from '../../worker/protocol/model.ts';

/** What could stand in place of the word under the hand. */
export interface Completion {
  /** Of the field's text: what is replaced. */
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

const values: Readonly<Record<string, readonly string[]>> = {
  is: ['unread', 'read', 'starred'],
  has: ['audio', 'video', 'image'],
  newer: ['1d', '7d', '1m', '1y'],
  older: ['7d', '1m', '1y'],
};
const operators = ['title:', 'author:', 'feed:', 'folder:', 'is:', 'has:', 'date:', 'newer:', 'older:', 'url:'];
const most = 6;

/** Operators, their values, and the names of feeds and folders that begin like the word before the caret. */
export function completionsOf(text: string, caret: number, tree: SubscriptionTree | null): readonly Completion[] {
  const word = /(?:^|[\s(])-?([^\s()-][^\s()]*)$/.exec(text.slice(0, caret))?.[1] ?? '';
  if (word.length < 2 || word.startsWith('"')) return [];
  const place = { from: caret - word.length, to: caret };
  const colon = word.indexOf(':');
  if (colon === -1) {
    return operators.filter(each => each.startsWith(word.toLowerCase())).map(each => ({ ...place, text: each }));
  }
  const key = word.slice(0, colon).toLowerCase();
  const begun = plain(word.slice(colon + 1).replaceAll('"', ''));
  const choices = key === 'feed' || key === 'folder' ? namesOf(key, tree) : (values[key] ?? []);
  return choices
    .filter(choice => plain(choice).includes(begun) && plain(choice) !== begun)
    .slice(0, most)
    .map(choice => ({ ...place, text: `${key}:${/[\s()"]/.test(choice) ? `"${choice.replaceAll('"', ' ')}"` : choice} ` }));
}

function namesOf(key: 'feed' | 'folder', tree: SubscriptionTree | null): readonly string[] {
  const names = key === 'feed' ? tree?.subscriptions.map(feed => feed.title) : tree?.folders.map(folder => folder.title);
  return [...new Set(names ?? [])];
}

function plain(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}
