import { decodeHTMLAttribute } from 'entities/decode';
import { httpUrl } from './absolute-urls.ts';

/** So many pictures are looked at, and so many characters of a tag. */
const maxTried = 20;
const maxTag = 4_096;
/** Only a whole name is one: else a long name that is none would be tried from each of its letters. */
const attributeForm = /(?<![\w:-])([a-z][\w:-]*)\s{0,8}=\s{0,8}(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))/gi;
/** Counting pixels, share buttons and smileys. */
const notForShow =
  /(?:^https?:\/\/(?:feeds\.feedburner\.com|feedproxy\.google\.com|feedads\.|pixel\.|stats\.|b\.scorecardresearch|rss\.buysellads|ads\.|da\.feedsportal|rc\.feedsportal|feeds\.wordpress\.com|s\.w\.org\/images\/core\/emoji|www\.google-analytics)|\/(?:smilies|emoji|spacer|blank|pixel|1x1)[/.])/i;

/** Address of the first picture in untrusted HTML that is meant to be looked at: absolute http(s), or null. */
export function firstPicture(html: string, base: string | null): string | null {
  const image = /<img[\s/]/gi;
  for (let tried = 0; tried < maxTried; tried += 1) {
    const found = image.exec(html);
    if (found === null) return null;
    const tag = html.slice(found.index + 4, found.index + 4 + maxTag);
    const url = pictureOf(attributesOf(tag), base);
    if (url !== null) return url;
  }
  return null;
}

function attributesOf(tag: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const end = endOfTag(tag);
  for (const [, name = '', double, single, bare] of tag.slice(0, end).matchAll(attributeForm)) {
    const key = name.toLowerCase();
    if (!found.has(key)) found.set(key, decodeHTMLAttribute(double ?? single ?? bare ?? ''));
  }
  return found;
}

/** The first `>` outside quotes. */
function endOfTag(tag: string): number {
  const delimiter = /["'>]/g;
  for (let found = delimiter.exec(tag); found !== null; found = delimiter.exec(tag)) {
    if (found[0] === '>') return found.index;
    const close = tag.indexOf(found[0], found.index + 1);
    if (close < 0) return tag.length;
    delimiter.lastIndex = close + 1;
  }
  return tag.length;
}

function pictureOf(attributes: ReadonlyMap<string, string>, base: string | null): string | null {
  if (isTiny(attributes.get('width')) || isTiny(attributes.get('height'))) return null;
  // Pages that load pictures late name the real one beside a placeholder.
  for (const name of ['data-src', 'data-original', 'data-lazy-src', 'src']) {
    const url = httpUrl(attributes.get(name), base);
    if (url !== null) return notForShow.test(url) ? null : url;
  }
  return null;
}

/** Up to two pixels: nothing to see. */
function isTiny(size: string | undefined): boolean {
  return size !== undefined && /^\s*[0-2](?:px)?\s*$/.test(size);
}
