import { Tokenizer } from 'htmlparser2';

export interface PageTag {
  /** Lower case. */
  readonly name: string;
  /** By lower-case name; of repeated ones the first counts. Values are decoded, not trimmed. */
  readonly attributes: ReadonlyMap<string, string>;
  /** Text up to the end of the element or to the next tag asked for, white space collapsed. */
  readonly text: string;
}

const chunkLength = 16_384;
const maxValue = 8_192;
const maxText = 300;
/** No page keeps its links behind so much markup. */
const maxPage = 2 * 1_024 * 1_024;

/**
 * The start tags with these names in the order of the document, at most `most`. However broken the page: reads on, in linear time, because
 * no tree is built and no element is looked for among the open ones.
 */
export function readPageTags(html: string, names: ReadonlySet<string>, most: number): readonly PageTag[] {
  const page = html.slice(0, maxPage);
  const tags: { name: string; attributes: Map<string, string>; text: string }[] = [];
  /** The tag whose attributes are being read, then the one whose text is. */
  let current: (typeof tags)[number] | null = null;
  let isInTag = false;
  let attribute = '';
  let value = '';

  const addText = (text: string) => {
    if (current !== null && !isInTag && current.text.length < maxText)
      current.text = (current.text + text).replace(/\s+/g, ' ').slice(0, maxText);
  };
  const addValue = (text: string) => {
    if (isInTag && value.length < maxValue) value += text.slice(0, maxValue - value.length);
  };
  const ignore = () => {};
  const tokenizer = new Tokenizer(
    {},
    {
      onopentagname(from, to) {
        const name = page.slice(from, Math.min(to, from + 32)).toLowerCase();
        isInTag = names.has(name) && tags.length < most;
        if (!isInTag) return;
        current = { name, attributes: new Map(), text: '' };
        tags.push(current);
      },
      onattribname(from, to) {
        attribute = isInTag ? page.slice(from, Math.min(to, from + 64)).toLowerCase() : '';
        value = '';
      },
      onattribdata: (from, to) => addValue(isInTag ? page.slice(from, Math.min(to, from + maxValue)) : ''),
      onattribentity: codepoint => addValue(String.fromCodePoint(codepoint)),
      onattribend() {
        if (isInTag && current !== null && !current.attributes.has(attribute) && current.attributes.size < 32)
          current.attributes.set(attribute, value);
      },
      onopentagend() {
        isInTag = false;
      },
      onselfclosingtag() {
        isInTag = false;
      },
      onclosetag(from, to) {
        if (current !== null && page.slice(from, Math.min(to, from + 32)).toLowerCase() === current.name) current = null;
      },
      ontext: (from, to) => addText(page.slice(from, Math.min(to, from + 4 * maxText))),
      ontextentity: codepoint => addText(String.fromCodePoint(codepoint)),
      oncdata: ignore,
      oncomment: ignore,
      ondeclaration: ignore,
      onend: ignore,
      onprocessinginstruction: ignore,
    },
  );
  for (let at = 0; at < page.length && tags.length < most; at += chunkLength) tokenizer.write(page.slice(at, at + chunkLength));
  tokenizer.end();
  return tags.map(tag => ({ ...tag, text: tag.text.trim() }));
}
