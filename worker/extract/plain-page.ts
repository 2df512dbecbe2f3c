import { Parser } from 'htmlparser2';
import { FeedError } from '../errors.ts';

/** A page as little more than its text: well-formed, without what is not read, and no larger than a tree may be. */
export interface PlainPage {
  readonly html: string;
  readonly language: string | null;
  /** Of its `<base>`, as it stands there. */
  readonly base: string | null;
}

const chunkLength = 16_384;
/** Deeper elements give way to what is in them. */
const deepestKept = 150;
/** No page that people read is nested so deep, and every tag costs the more the deeper it stands. */
const deepest = 1_000;
const mostElements = 25_000;
/** Each makes a piece of text of its own in the tree. */
const mostEscaped = 50_000;
const longestValue = 8_192;
const longestName = 400;

/** Not read with what is in them. */
const skipped: ReadonlySet<string> = new Set(
  'script style template svg canvas object embed applet audio video input select textarea button dialog datalist meter progress'.split(' '),
);
/** Of these only what is in them is kept. */
const unwrapped: ReadonlySet<string> = new Set(
  'html head body base meta link frameset frame noframes font center nobr blink marquee'.split(' '),
);
const voids: ReadonlySet<string> = new Set('area br col hr img source track wbr'.split(' '));
const kept: ReadonlySet<string> = new Set(
  (
    'href src srcset sizes alt title class id lang dir datetime cite colspan rowspan span scope headers start reversed type width height ' +
    'role aria-hidden aria-modal data-src data-srcset data-lazy-src data-original rel name display mathvariant'
  ).split(' '),
);
const hidden = /display\s{0,4}:\s{0,4}none|visibility\s{0,4}:\s{0,4}hidden/i;

/**
 * Reads however broken a page tag by tag and writes it anew. Throws FeedError 'too-large' for one that cannot be read in good time.
 * No tree is built here: what builds one afterwards is given nothing that could make it slow.
 */
export function plainPage(page: string): PlainPage {
  const pieces: string[] = [];
  /** What became of each open element. */
  const open: ('kept' | 'unwrapped' | 'skipped')[] = [];
  let keptDepth = 0;
  let skippedAt = -1;
  let elements = 0;
  let escapedCount = 0;
  let title = '';
  let isInTitle = false;
  let language: string | null = null;
  let base: string | null = null;

  function note(name: string, attributes: Readonly<Record<string, string>>): void {
    if (name === 'html') language ??= short(attributes['lang'] ?? attributes['xml:lang']);
    if (name === 'base') base ??= short(attributes['href']);
    if (name === 'meta' && attributes['http-equiv']?.toLowerCase() === 'content-language') language ??= short(attributes['content']);
  }

  const parser = new Parser(
    {
      onopentag(name, attributes) {
        if (open.length >= deepest) throw tooLarge(`nested deeper than ${deepest}`);
        note(name, attributes);
        if (skippedAt >= 0) return void open.push('unwrapped');
        if (name === 'title') {
          isInTitle = title === '';
          return void open.push('unwrapped');
        }
        if (skipped.has(name) || 'hidden' in attributes || hidden.test(attributes['style']?.slice(0, longestValue) ?? '')) {
          skippedAt = open.length;
          return void open.push('skipped');
        }
        if (unwrapped.has(name) || keptDepth >= deepestKept || !/^[a-z][a-z0-9-]{0,30}$/.test(name)) return void open.push('unwrapped');
        elements += 1;
        if (elements > mostElements) throw tooLarge(`more than ${mostElements} elements`);
        open.push('kept');
        keptDepth += 1;
        pieces.push(`<${name}${written(attributes)}>`);
      },
      ontext(text) {
        if (isInTitle) title = (title + text).slice(0, longestName);
        else if (skippedAt < 0) {
          const safe = escaped(text);
          if (safe !== text) escapedCount += 1 + (safe.length - text.length) / 4;
          if (escapedCount > mostEscaped) throw tooLarge(`more than ${mostEscaped} escaped characters`);
          pieces.push(safe);
        }
      },
      onclosetag(name) {
        if (name === 'title') isInTitle = false;
        const was = open.pop();
        if (open.length === skippedAt) skippedAt = -1;
        if (was !== 'kept') return;
        keptDepth -= 1;
        if (!voids.has(name)) pieces.push(`</${name}>`);
      },
    },
    { lowerCaseTags: true, lowerCaseAttributeNames: true, decodeEntities: true },
  );
  for (let at = 0; at < page.length; at += chunkLength) parser.write(page.slice(at, at + chunkLength));
  parser.end();
  const lang = language === null ? '' : ` lang="${quoted(language)}"`;
  const html = `<!doctype html><html${lang}><head><title>${escaped(title)}</title></head><body>${pieces.join('')}</body></html>`;
  return { html, language, base };
}

function written(attributes: Readonly<Record<string, string>>): string {
  let text = '';
  for (const [name, value] of Object.entries(attributes)) {
    if (!kept.has(name) || value.length > longestValue) continue;
    text += ` ${name}="${quoted(name === 'class' || name === 'id' ? value.slice(0, longestName) : value)}"`;
  }
  return text;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function quoted(text: string): string {
  return escaped(text).replaceAll('"', '&quot;');
}

function short(value: string | undefined): string | null {
  const trimmed = value?.trim() ?? '';
  return trimmed === '' || trimmed.length > longestValue ? null : trimmed;
}

function tooLarge(detail: string): FeedError {
  return new FeedError('too-large', 'This page is too large or too tangled to be read safely.', { detail });
}
