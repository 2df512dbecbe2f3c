import type { SubscriptionTree } from '../../worker/protocol/subscriptions.ts';

/** What could stand in place of the word under the hand. */
export interface Completion {
  /** Of the field's text: what is replaced. */
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

const values: Readonly<Record<string, readonly string[]>> = {
  is: ['unread', 'read', 'starred', 'later'],
  has: ['audio', 'video', 'image'],
  newer: ['1d', '7d', '1m', '1y'],
  older: ['7d', '1m', '1y'],
};
const operators = ['title:', 'author:', 'feed:', 'folder:', 'label:', 'is:', 'has:', 'date:', 'newer:', 'older:', 'url:'];
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
  const choices = key === 'feed' || key === 'folder' || key === 'label' ? namesOf(key, tree) : (values[key] ?? []);
  return choices
    .filter(choice => plain(choice).includes(begun) && plain(choice) !== begun)
    .slice(0, most)
    .map(choice => ({ ...place, text: `${key}:${/[\s()"]/.test(choice) ? `"${choice.replaceAll('"', ' ')}"` : choice} ` }));
}

function namesOf(key: 'feed' | 'folder' | 'label', tree: SubscriptionTree | null): readonly string[] {
  if (tree === null) return [];
  const names = {
    feed: () => tree.subscriptions.map(feed => feed.title),
    folder: () => tree.folders.map(folder => folder.title),
    label: () => tree.labels.map(label => label.name),
  };
  return [...new Set(names[key]())];
}

function plain(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}
