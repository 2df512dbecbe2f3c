import { decodeHTMLStrict } from 'entities/decode';
import { collapsed } from './html-to-text.ts';

const anyTag = /<(\/?)([a-z][a-z0-9]{0,15})\b[^<>]*>/gi;
const formattingElements: ReadonlySet<string> = new Set(
  'a abbr b bdi bdo big blockquote center cite code del dfn div em font h1 h2 h3 h4 h5 h6 i ins kbd mark p q s samp small span strike strong sub sup time tt u var'.split(
    ' ',
  ),
);
const blockElement = /^(?:blockquote|br|center|div|h[1-6]|hr|p)$/;
const voidElements: ReadonlySet<string> = new Set(['br', 'hr', 'img', 'wbr']);

/**
 * Title of a format that does not say whether its titles are text or HTML. Formatting that is opened and closed is
 * markup and goes; any other tag is what the title is about ("The <video> tag") and stays. References are resolved once (H5).
 */
export function titleText(title: string): string {
  if (!title.includes('<')) return collapsed(decodeHTMLStrict(title));
  const balance = new Map<string, number>();
  for (const [, slash, name = ''] of title.matchAll(anyTag)) {
    const key = name.toLowerCase();
    balance.set(key, (balance.get(key) ?? 0) + (slash === '' ? 1 : -1));
  }
  const text = title.replace(anyTag, (tag, _slash: string, name: string) => {
    const key = name.toLowerCase();
    if (!voidElements.has(key) && !(formattingElements.has(key) && balance.get(key) === 0)) return tag;
    return blockElement.test(key) ? ' ' : '';
  });
  return collapsed(decodeHTMLStrict(text));
}
