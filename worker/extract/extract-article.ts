import { Readability } from '@mozilla/readability';
import { parseHTML } from 'linkedom/worker';
import { FeedError } from '../errors.ts';
import { languageTag } from '../parse/language.ts';
import { absoluteUrl } from '../text/absolute-urls.ts';
import { decodePage } from '../text/decode-page.ts';
import { plainPage } from './plain-page.ts';

export interface PageToRead {
  readonly bytes: Uint8Array;
  readonly contentType: string | null;
  /** After redirects. */
  readonly url: string;
}

/** The article of a page. Its HTML is as untrusted as the page was. */
export interface ExtractedArticle {
  readonly html: string;
  /** Against which relative addresses in `html` are resolved. */
  readonly baseUrl: string;
  readonly language: string | null;
}

/** Less is a cookie banner or a login form, unless there are pictures. */
const leastText = 140;
/** Readability's own. */
const wrapping = /^<div[^>]{0,80}\bid="readability-page-1"[^>]{0,80}>([\s\S]*)<\/div>$/i;
const longestHtml = 4 * 1_024 * 1_024;

/** Bytes of a page to its article (X5). Runs no script, loads nothing. Throws FeedError 'too-large', or 'nothing-to-read' when none is found. */
export function extractArticle({ bytes, contentType, url }: PageToRead): ExtractedArticle {
  const page = plainPage(decodePage(bytes, contentType));
  const { document } = parseHTML(page.html);
  const baseUrl = (page.base === null ? null : absoluteUrl(page.base, url)) ?? url;
  // Links within the page stay so; with the same address for both nothing else is made of them.
  for (const name of ['baseURI', 'documentURI']) Object.defineProperty(document, name, { value: baseUrl });
  const found = articleIn(document);
  const html = (found?.content ?? '').replace(wrapping, '$1');
  const length = (found?.textContent ?? '').replace(/\s+/g, ' ').trim().length;
  if (length < leastText && !/<img\s/i.test(html)) throw nothingToRead(`${length} characters`);
  if (html.length > longestHtml) throw nothingToRead(`${html.length} characters`);
  return { html, baseUrl, language: languageTag(page.language) };
}

function articleIn(document: ConstructorParameters<typeof Readability>[0]) {
  try {
    return new Readability(document, { disableJSONLD: true, charThreshold: 300 }).parse();
  } catch (error) {
    // A stack that overflows, a tree that the library did not expect: the page's doing either way.
    throw new FeedError('too-large', 'This page is too large or too tangled to be read safely.', { detail: String(error).slice(0, 200) });
  }
}

function nothingToRead(detail: string): FeedError {
  return new FeedError('nothing-to-read', 'No article text was found on this page.', { detail });
}
