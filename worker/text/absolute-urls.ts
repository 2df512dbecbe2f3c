import { decodeHTMLAttribute } from 'entities/decode';
import { Tokenizer } from 'htmlparser2';

/** Attributes that hold one address. */
export const urlAttributes: ReadonlySet<string> = new Set(
  'action background cite classid codebase data formaction href icon longdesc poster profile src usemap'.split(' '),
);
const maxUrlLength = 8_192;
/** So many references of one text are resolved, and so long a list of pictures: an address takes its time. The base is kept beside the text. */
const maxResolved = 20_000;
const maxSrcset = 65_536;

/** `value` against `base`, or null when it is no address, too long, or relative without a base. */
export function absoluteUrl(value: string, base: string | null): string | null {
  const trimmed = value.trim();
  if (trimmed === '' || trimmed.length > maxUrlLength) return null;
  const url = URL.parse(trimmed, base ?? undefined);
  return url === null || url.href.length > maxUrlLength ? null : url.href;
}

/** `value` as an absolute http or https address, or null. */
export function httpUrl(value: string | null | undefined, base: string | null): string | null {
  const url = value === null || value === undefined ? null : absoluteUrl(value, base);
  return url !== null && /^https?:/.test(url) ? url : null;
}

/** Quick look: may there be anything to resolve? */
const mayBeRelative =
  /\b(?:src|href|poster|cite|data|srcset|action|background|longdesc|codebase|classid|profile|usemap|icon)\s{0,8}=(?!\s{0,8}["']?(?:https?:|#|mailto:|data:))/i;

/**
 * HTML with relative addresses resolved against `base`; every other character stays as it was.
 * References inside the page (`#note`) are left alone.
 */
export function absoluteUrls(html: string, base: string | null): string {
  if (base === null || !mayBeRelative.test(html)) return html;
  const pieces: string[] = [];
  let copied = 0;
  let resolvedCount = 0;
  let name = '';
  let start = -1;
  let end = -1;
  const ignore = () => {};
  const tokenizer = new Tokenizer(
    { decodeEntities: false },
    {
      onattribname(from, to) {
        name = html.slice(from, to).toLowerCase();
        start = -1;
      },
      onattribdata(from, to) {
        if (start < 0) start = from;
        end = to;
      },
      onattribend() {
        if (start < 0 || resolvedCount >= maxResolved) return;
        const value = decodeHTMLAttribute(html.slice(start, end));
        const resolved = name === 'srcset' ? absoluteSrcset(value, base) : urlAttributes.has(name) ? absoluteReference(value, base) : null;
        if (resolved === null || resolved === value) return;
        resolvedCount += 1;
        pieces.push(html.slice(copied, start), escaped(resolved));
        copied = end;
      },
      onattribentity: ignore,
      oncdata: ignore,
      onclosetag: ignore,
      oncomment: ignore,
      ondeclaration: ignore,
      onend: ignore,
      onopentagend: ignore,
      onopentagname: ignore,
      onprocessinginstruction: ignore,
      onselfclosingtag: ignore,
      ontext: ignore,
      ontextentity: ignore,
    },
  );
  tokenizer.write(html);
  tokenizer.end();
  pieces.push(html.slice(copied));
  return pieces.join('');
}

function absoluteReference(value: string, base: string): string | null {
  const trimmed = value.trim();
  if (trimmed === '' || trimmed.startsWith('#') || /^[a-z][a-z0-9+.-]*:/i.test(trimmed)) return null;
  return absoluteUrl(trimmed, base);
}

function absoluteSrcset(value: string, base: string): string {
  if (value.length > maxSrcset) return value;
  return value.replace(/(^|,\s+)([^\s,]\S*)/g, (whole, before: string, url: string) => {
    const resolved = absoluteReference(url, base);
    return resolved === null ? whole : before + resolved;
  });
}

/** For a value that may stand unquoted: nothing in it may end it. */
function escaped(value: string): string {
  return value.replace(/[&"'<>`\s]/g, character => `&#${character.charCodeAt(0)};`);
}
