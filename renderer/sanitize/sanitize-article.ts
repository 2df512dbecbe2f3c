import createPurifier, { type Config, type DOMPurify } from 'dompurify';
import { linkAddress } from './addresses.ts';
import { type EmbedKind, embedOf } from './embeds.ts';
import { findPicture, isTrackingPixel, type PictureSource } from './pictures.ts';
import { allowedAttributes, allowedElements, droppedWhole, isAllowedAttribute } from './policy.ts';
import { quietMarkup } from './quiet-markup.ts';
import { tameRuns } from './tame-runs.ts';
import { policy } from './trusted-types.ts';

export interface ArticleContext {
  /** Against which relative addresses are resolved; null leaves them without effect. */
  readonly baseUrl: string | null;
  readonly showPictures: boolean;
  /** Same-origin address under which the host serves a picture of the web. */
  pictureUrl(url: string): string;
  /** Address of a picture that the article carries in itself, or null. */
  inlinePictureUrl(dataUrl: string): string | null;
  readonly words: ArticleWords;
}

export interface ArticleWords {
  embed(kind: EmbedKind, site: string): string;
  /** A picture that is not shown; `alt` may be empty. */
  picture(alt: string): string;
}

const htmlNamespace = 'http://www.w3.org/1999/xhtml';
const linkRel = 'noopener noreferrer';
const knownElements = new Set(allowedElements);
const keptOfIs = new Set(['href', 'src', 'alt', 'dir', 'lang']);
const embedding = new Set(['iframe', 'frame', 'object', 'embed', 'applet', 'video', 'audio']);
/** Deeper elements give their content to the one above: neither layout nor later walks may meet towers of thousands. */
const maxDepth = 200;
const spans = new Set(['colspan', 'rowspan', 'span', 'columnspan']);
/** More than tables written for people need. */
const mostSpanned = 1000;
/** Parsing what was written out must give the same document. Damaged markup takes two rounds, constructed markup may never settle. */
const maxRounds = 6;

/** Without it an article that begins with `<frameset>` would be a document without a body. */
const inBody = '<body>';

const sanitizerConfig = {
  // The body is the holder of what is returned; markup cannot make a second one.
  ALLOWED_TAGS: [...allowedElements, 'body'],
  ALLOWED_ATTR: [...allowedAttributes],
  ADD_URI_SAFE_ATTR: allowedAttributes.filter(name => name !== 'href' && name !== 'src'),
  // The hooks judge addresses; this is the second look, at what they let through.
  ALLOWED_URI_REGEXP: /^(?:https?:|mailto:|tel:|blob:|app:|#|\/(?![/\\]))/i,
  ALLOW_ARIA_ATTR: false,
  ALLOW_DATA_ATTR: false,
  FORBID_CONTENTS: [...droppedWhole],
  SANITIZE_NAMED_PROPS: true,
  TRUSTED_TYPES_POLICY: policy,
  RETURN_DOM: true,
} satisfies Config & { readonly RETURN_DOM: true };

const purifier: DOMPurify = createPurifier(window);

/**
 * The only way of untrusted HTML into a document (H1). The result belongs to a document without a browsing context:
 * nothing is loaded before it is adopted, and nothing may change it afterwards.
 */
export function sanitizeArticle(html: string, context: ArticleContext): DocumentFragment {
  const made = installHooks(context);
  try {
    let markup = quietMarkup(html);
    for (let round = 0; round < maxRounds; round++) {
      made.cells = 0;
      const body = purifier.sanitize(inBody + markup, sanitizerConfig) as HTMLElement;
      const written = body.getHTML();
      if (parse(written).getHTML() === written) return contentOf(body);
      markup = written;
    }
  } catch {
    // DOMPurify throws rather than return what it could not clean.
  } finally {
    purifier.removeAllHooks();
  }
  return asText(parse(html));
}

/** The picture's own address, by what shows it or stands in for it. */
const pictureSources = new WeakMap<Node, string>();

/** Where a picture of a sanitised article comes from: for a link in its place when it cannot be loaded. */
export function pictureSource(image: Node): string | null {
  return pictureSources.get(image) ?? null;
}

/** What a block of code is written in, as far as its author said: read here, because no class stays. */
const codeLanguages = new WeakMap<Node, string>();
const languageClass = /(?:^|[\s:])(?:language|lang|highlight-source|brush:)[-\s]?\s*([a-z\d+#]{1,20})\b/i;

/** The language of a block of a sanitised article; null when nothing said which. */
export function codeLanguage(block: Element): string | null {
  const around = [block.querySelector('code'), block, block.parentElement, block.parentElement?.parentElement];
  for (const element of around) {
    const language = element == null ? undefined : codeLanguages.get(element);
    if (language !== undefined) return language;
  }
  return null;
}

function noteLanguage(element: HTMLElement): void {
  if (!['pre', 'code', 'div', 'figure'].includes(element.localName)) return;
  const language = languageClass.exec(element.getAttribute('class') ?? '')?.[1] ?? element.getAttribute('data-lang');
  if (language !== null && language !== undefined) codeLanguages.set(element, language.toLowerCase());
}

/** What the hooks of one call have made. */
interface Made {
  /** Same-origin addresses of pictures: a second round meets them again. */
  readonly addresses: Set<string>;
  readonly standIns: WeakSet<Node>;
  /** Places that this round's tables take beside one for each cell. */
  cells: number;
}

function installHooks(context: ArticleContext): Made {
  const made: Made = { addresses: new Set(), standIns: new WeakSet(), cells: 0 };

  purifier.addHook('uponSanitizeElement', (node, { tagName }) => {
    if (!isHtmlElement(node) || tagName === 'body') return;
    noteLanguage(node);
    if (tagName === 'noscript' || isTooDeep(node) || isRubyInRuby(node)) node.replaceWith(...node.childNodes);
    else if (knownElements.has(tagName) && node.hasAttribute('is')) node.replaceWith(withoutIs(node));
    else if (embedding.has(tagName)) settleEmbed(node, context, made);
    else if (tagName === 'img') settlePicture(node, context, made);
    else if (tagName === 'a') settleAnchorName(node);
  });

  purifier.addHook('uponSanitizeAttribute', (node, event) => {
    if (event.attrName === 'href' && node.localName === 'a') {
      const address = linkAddress(event.attrValue, context.baseUrl);
      if (address === null) event.keepAttr = false;
      else event.attrValue = address;
    } else if (event.attrName === 'src') {
      event.keepAttr = node.localName === 'img' && made.addresses.has(event.attrValue);
    } else {
      event.keepAttr =
        isAllowedAttribute(node.localName, event.attrName, event.attrValue) &&
        (!spans.has(event.attrName) || takesFewCells(event.attrValue, made));
    }
  });

  purifier.addHook('afterSanitizeAttributes', node => {
    if (!isHtmlElement(node)) return;
    if (node.localName === 'a' && node.hasAttribute('href')) {
      node.setAttribute('rel', made.standIns.has(node) ? `${linkRel} external` : linkRel);
    } else if (node.localName === 'img') {
      node.setAttribute('loading', 'lazy');
      node.setAttribute('decoding', 'async');
      if (!node.hasAttribute('alt')) node.setAttribute('alt', '');
    }
  });
  return made;
}

/** A few small cells can claim a million places, which hangs the layout. */
function takesFewCells(span: string, made: Made): boolean {
  made.cells += Math.max(0, Number(span) - 1);
  return made.cells <= mostSpanned;
}

/** Each tower of them is laid out many times over. */
function isRubyInRuby(element: HTMLElement): boolean {
  return element.localName === 'ruby' && element.parentElement?.closest('ruby') != null;
}

function isHtmlElement(node: Node): node is HTMLElement {
  return node.nodeType === Node.ELEMENT_NODE && (node as Element).namespaceURI === htmlNamespace;
}

function isTooDeep(element: Element): boolean {
  let depth = 0;
  for (let up = element.parentElement; up !== null; up = up.parentElement) if (++depth > maxDepth) return true;
  return false;
}

/** An element keeps its `is` for ever, and DOMPurify drops such elements whole: its text deserves a plain one. */
function withoutIs(element: HTMLElement): HTMLElement {
  const plain = element.ownerDocument.createElement(element.localName);
  for (const { name, value } of element.attributes) if (keptOfIs.has(name)) plain.setAttribute(name, value);
  plain.append(...element.childNodes);
  return plain;
}

/** Old footnotes are named anchors; names are not kept, ids are. */
function settleAnchorName(anchor: HTMLElement): void {
  const name = anchor.getAttribute('name');
  if (name !== null && !anchor.hasAttribute('id')) anchor.setAttribute('id', name);
}

function settleEmbed(element: HTMLElement, context: ArticleContext, made: Made): void {
  const embed = isTrackingPixel(element, null) ? null : embedOf(element, context.baseUrl);
  if (embed !== null) standIn(element, embed.url, context.words.embed(embed.kind, embed.site), made);
  // What stands in an object is for readers who cannot have the object; in a player it says that the browser is too old.
  else if (element.localName === 'object' || element.localName === 'applet') element.replaceWith(...element.childNodes);
  else element.remove();
}

function settlePicture(image: HTMLElement, context: ArticleContext, made: Made): void {
  if (made.addresses.has(image.getAttribute('src') ?? '')) return;
  const picture = findPicture(image, context.baseUrl);
  if (picture === null || isTrackingPixel(image, picture.url) || isRepeated(image, picture)) {
    image.remove();
    return;
  }
  const address = context.showPictures ? addressOf(picture, context) : null;
  if (address === null) {
    const text = context.words.picture(image.getAttribute('alt')?.trim() ?? '');
    pictureSources.set(standIn(image, picture.isInline ? null : picture.url, text, made), picture.url);
  } else {
    made.addresses.add(address);
    pictureSources.set(image, picture.url);
    image.setAttribute('src', address);
  }
}

function addressOf(picture: PictureSource, context: ArticleContext): string | null {
  return picture.isInline ? context.inlinePictureUrl(picture.url) : context.pictureUrl(picture.url);
}

/** Pages that load pictures late have them twice: once for scripts, once in `<noscript>`. */
function isRepeated(image: HTMLElement, picture: PictureSource): boolean {
  let before = image.previousSibling;
  while (before?.nodeType === Node.TEXT_NODE && before.nodeValue?.trim() === '') before = before.previousSibling;
  return before !== null && pictureSources.get(before) === picture.url;
}

/** Puts a line of text in the place of what is not shown here, linked where a link may be. */
function standIn(replaced: HTMLElement, url: string | null, text: string, made: Made): HTMLElement {
  const isLinked = url !== null && replaced.closest('a') === null;
  const element = replaced.ownerDocument.createElement(isLinked ? 'a' : 'i');
  element.textContent = text;
  if (isLinked) element.setAttribute('href', url);
  made.standIns.add(element);
  replaced.replaceWith(element);
  return element;
}

function parse(markup: string): HTMLElement {
  return new DOMParser().parseFromString(policy.createHTML(inBody + markup) as unknown as string, 'text/html').body;
}

function contentOf(holder: HTMLElement): DocumentFragment {
  const fragment = holder.ownerDocument.createDocumentFragment();
  fragment.append(...holder.childNodes);
  fragment.normalize();
  tameRuns(fragment);
  return fragment;
}

function asText(body: HTMLElement): DocumentFragment {
  const paragraph = body.ownerDocument.createElement('p');
  paragraph.textContent = body.textContent;
  const fragment = body.ownerDocument.createDocumentFragment();
  fragment.append(paragraph);
  tameRuns(fragment);
  return fragment;
}
