import { FeedError } from '../errors.ts';
import { canonicalPrefix, normalised } from './xml-namespaces.ts';
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
  /** Local names, lower case, of what came before the root, or of everything when there is none (at most 20). */
  readonly before: readonly string[];
  /** Normalised namespace of the root ('' for none). */
  readonly rootNamespace: string;
}

export interface XmlTreeOptions {
  /** Against which a relative xml:base of the root is resolved. */
  readonly documentUrl: string;
  /** Local names, lower case, of elements that begin the document proper: all before them is junk. */
  readonly roots: ReadonlySet<string>;
  /** Canonical names of elements that never nest in themselves: a second one closes the first. */
  readonly records: ReadonlySet<string>;
}

const MAX_ELEMENTS = 2_000_000;
const MAX_DEPTH = 200;
/** Written without an end tag by people who write HTML. Names that feeds use themselves (link, source) are not here. */
const VOID = new Set(['br', 'hr', 'img', 'wbr', 'input']);
const NO_ATTRIBUTES: ReadonlyMap<string, string> = new Map();

interface Growing extends XmlElement {
  readonly rawName: string;
  readonly children: XmlNode[];
  base: string | null;
  language: string | null;
  isComplete: boolean;
  readonly scope: Scope;
}

/** Namespace bindings; elements without declarations share their parent's, so names resolve once per scope. */
interface Scope {
  readonly bindings: ReadonlyMap<string, string>;
  readonly names: Map<string, string>;
}

/**
 * Builds the tree of the first root found. Mismatched tags are matched as well as can be, elements deeper than 200
 * are unwrapped, an element still open at the end is marked incomplete.
 * @throws FeedError 'too-large' beyond two million elements, before the memory is spent.
 */
export function parseXmlTree(text: string, options: XmlTreeOptions): XmlDocument {
  let root: Growing | null = null;
  let rootNamespace = '';
  let rootPrefix = '';
  let count = 0;
  const before: string[] = [];
  const stack: Growing[] = [];
  /** Names of open elements beyond the depth limit, which are not built. */
  let unbuilt = 0;

  function resolve(rawName: string, scope: Scope, isAttribute: boolean): string {
    const key = isAttribute ? `@${rawName}` : rawName;
    const known = scope.names.get(key);
    if (known !== undefined) return known;
    const name = canonicalName(rawName, scope.bindings, isAttribute);
    scope.names.set(key, name);
    return name;
  }

  function canonicalName(rawName: string, bindings: ReadonlyMap<string, string>, isAttribute: boolean): string {
    const colon = rawName.indexOf(':');
    const prefix = colon < 0 ? '' : rawName.slice(0, colon).toLowerCase();
    const local = rawName.slice(colon + 1).toLowerCase();
    if (isAttribute && prefix === '') return local;
    if (prefix === 'xml') return `xml:${local}`;
    const uri = bindings.get(prefix);
    if (uri === undefined || uri === '') return prefix === '' || prefix === rootPrefix ? local : `${prefix}:${local}`;
    if (normalised(uri) === rootNamespace) return local;
    const canonical = canonicalPrefix(uri) ?? (prefix === '' ? 'other' : prefix);
    return canonical === rootPrefix ? local : `${canonical}:${local}`;
  }

  function begin(rawName: string, attributes: readonly string[]): Scope | null {
    const local = rawName.slice(rawName.indexOf(':') + 1).toLowerCase();
    if (!options.roots.has(local)) {
      if (before.length < 20) before.push(local);
      return null;
    }
    const bindings = new Map(declarations(attributes));
    const colon = rawName.indexOf(':');
    const prefix = colon < 0 ? '' : rawName.slice(0, colon).toLowerCase();
    const uri = bindings.get(prefix) ?? '';
    rootPrefix = local === 'feed' ? 'atom' : 'rss';
    // The elements of RSS 1.0 live beside the root's vocabulary, not in it.
    rootNamespace = normalised(local === 'rdf' ? (bindings.get('') ?? '') : uri);
    return { bindings, names: new Map() };
  }

  function closeTop(): void {
    const element = stack.pop();
    if (element !== undefined) element.isComplete = true;
  }

  scanXml(withoutMisread(withoutControls(text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text)), {
    open(rawName, attributes, isSelfClosing) {
      let parent = stack.at(-1);
      if (parent === undefined && root !== null) return;
      const scope = parent === undefined ? begin(rawName, attributes) : scopeOf(parent.scope, attributes);
      if (scope === null) return;
      const name = parent === undefined ? rawName.slice(rawName.indexOf(':') + 1).toLowerCase() : resolve(rawName, scope, false);
      count += 1;
      if (count > MAX_ELEMENTS)
        throw new FeedError('too-large', 'This feed holds more than two million elements, which is too much to read safely.');
      if (options.records.has(name) && parent !== undefined) {
        const open = stack.findIndex(element => element.name === name);
        // A record inside inline content is content.
        if (open >= 0 && !stack.slice(open).some(element => element.name === 'content')) {
          while (stack.length > open) closeTop();
          unbuilt = 0;
          parent = stack.at(-1);
        }
      }
      const isLeaf = isSelfClosing || VOID.has(name) || (name.startsWith('xhtml:') && VOID.has(name.slice(6)));
      if (stack.length >= MAX_DEPTH) {
        if (!isLeaf) unbuilt += 1;
        return;
      }
      const element: Growing = {
        name,
        rawName: rawName.toLowerCase(),
        attributes: attributes.length === 0 ? NO_ATTRIBUTES : attributesOf(attributes, attribute => resolve(attribute, scope, true)),
        children: [],
        base: parent?.base ?? null,
        language: parent?.language ?? null,
        isComplete: isLeaf,
        scope,
      };
      element.language = element.attributes.get('xml:lang') ?? element.language;
      element.base = resolvedBase(element.attributes.get('xml:base'), element.base, options.documentUrl);
      if (parent === undefined) root = element;
      else parent.children.push(element);
      if (!isLeaf) stack.push(element);
    },
    close(rawName) {
      if (unbuilt > 0) {
        unbuilt -= 1;
        return;
      }
      const name = rawName.toLowerCase();
      const index = stack.findLastIndex(element => element.rawName === name);
      if (index < 0) return;
      while (stack.length > index) closeTop();
    },
    text(raw) {
      append(stack.at(-1), decodeReferences(raw));
    },
    cdata(raw) {
      append(stack.at(-1), raw);
    },
  });
  return { root, before, rootNamespace };
}

function append(element: Growing | undefined, text: string): void {
  if (element === undefined || text === '') return;
  const last = element.children.length - 1;
  const before = element.children[last];
  if (typeof before === 'string') element.children[last] = before + text;
  else element.children.push(text);
}

function* declarations(attributes: readonly string[]): Generator<[string, string]> {
  for (let at = 0; at < attributes.length; at += 2) {
    const name = (attributes[at] ?? '').toLowerCase();
    if (name === 'xmlns') yield ['', attributes[at + 1] ?? ''];
    else if (name.startsWith('xmlns:')) yield [name.slice(6), attributes[at + 1] ?? ''];
  }
}

function scopeOf(parent: Scope, attributes: readonly string[]): Scope {
  if (attributes.length === 0) return parent;
  const declared = [...declarations(attributes)];
  const isNew = declared.some(([prefix, uri]) => parent.bindings.get(prefix) !== uri);
  return isNew ? { bindings: new Map([...parent.bindings, ...declared]), names: new Map() } : parent;
}

function attributesOf(attributes: readonly string[], nameOf: (raw: string) => string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (let at = 0; at < attributes.length; at += 2) {
    const raw = attributes[at] ?? '';
    if (/^xmlns(?:$|:)/i.test(raw)) continue;
    const name = nameOf(raw);
    if (!found.has(name)) found.set(name, decodeReferences(attributes[at + 1] ?? ''));
  }
  return found;
}

function resolvedBase(relative: string | undefined, base: string | null, documentUrl: string): string | null {
  const trimmed = relative?.trim() ?? '';
  return trimmed === '' ? base : (URL.parse(trimmed, base ?? documentUrl)?.href ?? base);
}
