import { absoluteUrl } from '../text/absolute-urls.ts';
import { maxEntries, tooLarge, tooManyEntries } from './limits.ts';
import {
  attributeName,
  elementName,
  innerScope,
  isDeclaration,
  localName,
  type RootVocabulary,
  rootScope,
  rootVocabulary,
  type Scope,
  scopeText,
} from './xml-names.ts';
import { decodeReferences, withoutControls, withoutMisread } from './xml-references.ts';
import { scanXml } from './xml-scanner.ts';

/** An element under its canonical name: lower case, prefixed by vocabulary ('dc:creator'), bare in the root's own ('title'). */
export interface XmlElement {
  readonly name: string;
  /** Lower case; namespaced ones under canonical prefixes ('xml:base'), declarations left out. */
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly XmlNode[];
  /** xml:base and xml:lang in force here. */
  readonly base: string | null;
  readonly language: string | null;
  /** False when the document ended inside it. */
  readonly isComplete: boolean;
}

/** Text is already decoded. */
export type XmlNode = XmlElement | string;

export interface XmlDocument {
  readonly root: XmlElement | null;
  /** Local names, lower case, of what came before the root, or of everything when there is none (the first few). */
  readonly before: readonly string[];
  /** Normalised namespace of the root ('' for none). */
  readonly rootNamespace: string;
  /** Of each record that has an end: what it was built from, its names' meaning included. Texts only: the same text builds the same record. */
  readonly sources: ReadonlyMap<XmlElement, string>;
}

export interface XmlTreeOptions {
  /** Against which a relative xml:base of the root is resolved. */
  readonly documentUrl: string;
  /** Local names, lower case, of elements that begin the document proper and hold its records: all before them is junk. */
  readonly roots: ReadonlySet<string>;
  /** Canonical names of elements that stand in roots only. */
  readonly records: ReadonlySet<string>;
}

const maxElements = 2_000_000;
const maxDepth = 200;
const maxBefore = 20;
/** Written without an end tag by people who write HTML. Names that feeds use themselves (link, source) are not here. */
const voidElements = new Set(['br', 'hr', 'img', 'wbr', 'input'].flatMap(name => [name, `xhtml:${name}`]));
const noAttributes: ReadonlyMap<string, string> = new Map();

interface Growing extends XmlElement {
  children: XmlNode[];
  isComplete: boolean;
}

/** An open element: its end tag as it would be written, and the names in force in it. */
interface Open {
  readonly element: Growing;
  readonly endName: string;
  readonly scope: Scope;
  /** Where a record begins, and the names in force around it; null for other elements. */
  readonly record: { readonly from: number; readonly outer: Scope } | null;
}

/**
 * Builds the tree of the first root found. Mismatched tags are matched as well as can be, elements deeper than 200
 * are unwrapped, an element still open at the end is marked incomplete.
 * @throws FeedError 'too-large' beyond two million elements or 50,000 records, before the memory is spent.
 */
export function parseXmlTree(text: string, options: XmlTreeOptions): XmlDocument {
  let root: XmlElement | null = null;
  let vocabulary: RootVocabulary = { prefix: 'rss', namespace: '' };
  let count = 0;
  let records = 0;
  const before: string[] = [];
  const stack: Open[] = [];
  const clean = withoutMisread(withoutControls(text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text));
  const sources = new Map<XmlElement, string>();
  /** How many elements beyond the depth limit are open. */
  let unbuilt = 0;

  function closeDownTo(depth: number, at: number): void {
    while (stack.length > depth) {
      const open = stack.pop();
      if (open === undefined) continue;
      const { element, record } = open;
      element.isComplete = true;
      if (record !== null) {
        const inherited = `${element.base ?? ''}\0${element.language ?? ''}\0${scopeText(record.outer)}`;
        sources.set(element, `${inherited}\0${clean.slice(record.from, at)}`);
      }
    }
  }

  /** Whatever is open between a record and its place was meant to end before it: a damaged tag must not swallow the rest. */
  function closeToContainer(at: number): void {
    const depth = stack.findLastIndex(open => options.roots.has(open.element.name));
    if (depth < 0 || stack.slice(depth).some(open => isForeignDocument(open.element))) return;
    closeDownTo(depth + 1, at);
    unbuilt = 0;
  }

  function openRoot(rawName: string, attributes: readonly string[], isSelfClosing: boolean): void {
    const name = localName(rawName);
    if (root !== null) return;
    if (!options.roots.has(name)) {
      if (before.length < maxBefore) before.push(name);
      return;
    }
    const scope = rootScope(attributes);
    vocabulary = rootVocabulary(rawName, scope);
    const element = elementOf(name, attributes, scope, null, isSelfClosing);
    root = element;
    if (!isSelfClosing) stack.push({ element, endName: rawName.toLowerCase(), scope, record: null });
  }

  function elementOf(name: string, raw: readonly string[], scope: Scope, parent: Growing | null, isComplete: boolean): Growing {
    const base = parent?.base ?? null;
    const language = parent?.language ?? null;
    if (raw.length === 0) return { name, attributes: noAttributes, children: [], base, language, isComplete };
    const attributes = attributesOf(raw, attribute => attributeName(attribute, scope, vocabulary));
    return {
      name,
      attributes,
      children: [],
      base: resolvedBase(attributes.get('xml:base'), base, options.documentUrl),
      language: attributes.get('xml:lang') ?? language,
      isComplete,
    };
  }

  scanXml(clean, {
    open(rawName, attributes, isSelfClosing, at) {
      const top = stack.at(-1);
      if (top === undefined) return openRoot(rawName, attributes, isSelfClosing);
      count += 1;
      if (count > maxElements) throw tooLarge('two million elements');
      const scope = innerScope(top.scope, attributes);
      const name = elementName(rawName, scope, vocabulary);
      const isRecord = options.records.has(name);
      if (isRecord) {
        records += 1;
        if (records > maxEntries) throw tooLarge(tooManyEntries);
        closeToContainer(at);
      }
      const isLeaf = isSelfClosing || voidElements.has(name);
      if (stack.length >= maxDepth) {
        if (!isLeaf) unbuilt += 1;
        return;
      }
      const parent = (stack.at(-1) ?? top).element;
      const element = elementOf(name, attributes, scope, parent, isLeaf);
      parent.children.push(element);
      if (isLeaf) return;
      stack.push({ element, endName: rawName.toLowerCase(), scope, record: isRecord ? { from: at, outer: top.scope } : null });
    },
    close(rawName, at) {
      if (unbuilt > 0) {
        unbuilt -= 1;
        return;
      }
      const name = rawName.toLowerCase();
      const depth = stack.findLastIndex(open => open.endName === name);
      if (depth >= 0) closeDownTo(depth, at);
    },
    text(raw) {
      append(stack.at(-1)?.element, decodeReferences(raw));
    },
    cdata(raw) {
      append(stack.at(-1)?.element, raw);
    },
  });
  return { root, before, rootNamespace: vocabulary.namespace, sources };
}

/** Atom content may be an entry of its own (RFC 4287 §4.1.3.1). */
function isForeignDocument(element: XmlElement): boolean {
  return element.name === 'content' && /atom\+xml/i.test(element.attributes.get('type') ?? '');
}

function append(element: Growing | undefined, text: string): void {
  if (element === undefined || text === '') return;
  const { children } = element;
  const last = children.length - 1;
  const before = children[last];
  if (typeof before === 'string') children[last] = before + text;
  // A list of one takes far less memory than an empty one that grew, and most elements hold one text.
  else if (last < 0) element.children = [text];
  else children.push(text);
}

function attributesOf(raw: readonly string[], nameOf: (rawName: string) => string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (let at = 0; at < raw.length; at += 2) {
    const rawName = raw[at] ?? '';
    if (isDeclaration(rawName)) continue;
    const name = nameOf(rawName);
    if (!found.has(name)) found.set(name, decodeReferences(raw[at + 1] ?? ''));
  }
  return found;
}

function resolvedBase(relative: string | undefined, base: string | null, documentUrl: string): string | null {
  return relative === undefined ? base : (absoluteUrl(relative, base ?? documentUrl) ?? base);
}
