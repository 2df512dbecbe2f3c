import { FeedError } from '../errors.ts';
import type { ListContent } from './outline.ts';
import { parseAddressList } from './parse-address-list.ts';
import { parseOpml } from './parse-opml.ts';

const maxLength = 32 * 1024 * 1024;

/**
 * A list of subscriptions, its format told by its content: OPML, newsboat's `urls` file, or addresses in a text.
 * @throws FeedError 'bad-opml' when it is none, or larger than 32 M characters
 */
export function parseList(text: string): ListContent {
  if (text.length > maxLength)
    throw new FeedError('bad-opml', 'This file is larger than 32 MB, which is too much for a list of subscriptions.', {
      why: 'list-too-large',
    });
  const isXml = /^[\s\ufeff]*<(?!(?:https?|feed):)[!?a-z]/i.test(text) || /<(?:\w{1,20}:)?(?:opml|outline)[\s>]/i.test(text);
  return isXml ? parseOpml(text) : parseAddressList(text);
}
