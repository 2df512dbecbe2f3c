import { expect, it } from 'vitest';
import { completionsOf } from '../../../renderer/state/search-words.ts';
import { asTyped } from '../../../renderer/state/searching.ts';
import type { SubscriptionTree } from '../../../worker/protocol/subscriptions.ts';

const tree = {
  folders: [{ title: 'Craft' }],
  labels: [{ name: 'To quote' }],
  subscriptions: [{ title: 'River Notes' }, { title: 'Étoiles' }],
} as unknown as SubscriptionTree;

it.each([
  ['riv', 'riv*'],
  ['river flo', 'river flo*'],
  ['-flo', '-flo*'],
  ['(flo', '(flo*'],
  ['title:flo', 'title:flo*'],
  ['行間', '行間*'],
  ['川', '川*'],
  ['r', 'r'],
  ['site 3', 'site 3'],
  ['author:b', 'author:b'],
  ['river ', 'river '],
  ['river OR', 'river OR'],
  ['is:unread', 'is:unread'],
  ['feed:river', 'feed:river'],
  ['"river fl', '"river fl'],
  ['"river flood"', '"river flood"'],
  ['riv*', 'riv*'],
  ['', ''],
])('takes the last word of “%s” as begun only where it is a word', (text, asked) => {
  expect(asTyped(text)).toBe(asked);
});

it.each([
  ['fee', ['feed:']],
  ['FO', ['folder:']],
  ['river -ti', ['title:']],
  ['is:', ['is:unread ', 'is:read ', 'is:starred ', 'is:later ']],
  ['is:st', ['is:starred ']],
  ['feed:riv', ['feed:"River Notes" ']],
  ['feed:etoi', ['feed:Étoiles ']],
  ['label:', ['label:"To quote" ']],
  ['folder:c', ['folder:Craft ']],
  ['is:unread', ['']],
  ['river', ['']],
  ['"fee', ['']],
])('completes “%s”', (text, found) => {
  expect(completionsOf(text, text.length, tree).map(each => each.text)).toEqual(found.filter(each => each !== ''));
});
