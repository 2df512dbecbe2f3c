import { canonicalPrefix, normalised } from './xml-namespaces.ts';

/** Namespace bindings in force; elements without declarations share their parent's, so a name is resolved once per scope. */
export interface Scope {
  readonly bindings: ReadonlyMap<string, string>;
  /** Raw to canonical; those of attributes after an `@`. */
  readonly names: Map<string, string>;
  /** `scopeText`, once it was asked for. */
  text?: string;
}

/** More declarations than any feed has in force at once; further ones are not read, for each would copy all before. */
const maxBindings = 64;

export function rootScope(attributes: readonly string[]): Scope {
  return { bindings: new Map(declarations(attributes).slice(0, maxBindings)), names: new Map() };
}

export function innerScope(outer: Scope, attributes: readonly string[]): Scope {
  if (attributes.length === 0) return outer;
  const fresh = declarations(attributes).filter(([prefix, uri]) => outer.bindings.get(prefix) !== uri);
  if (fresh.length === 0 || outer.bindings.size + fresh.length > maxBindings) return outer;
  return { bindings: new Map([...outer.bindings, ...fresh]), names: new Map() };
}

/** The bindings as a text: the same for scopes in which all names mean the same. */
export function scopeText(scope: Scope): string {
  scope.text ??= [...scope.bindings].map(([prefix, uri]) => `${prefix}=${uri}`).join(' ');
  return scope.text;
}

/** Names the vocabulary of the document's root, whose elements go without a prefix. */
export interface RootVocabulary {
  readonly prefix: 'atom' | 'rss';
  /** Normalised namespace; '' for none. */
  readonly namespace: string;
}

export function rootVocabulary(rawName: string, { bindings }: Scope): RootVocabulary {
  const { prefix, local } = splitName(rawName);
  // The elements of RSS 1.0 live beside the root's vocabulary, not in it.
  const uri = bindings.get(local === 'rdf' ? '' : prefix) ?? '';
  return { prefix: local === 'feed' ? 'atom' : 'rss', namespace: normalised(uri) };
}

export function elementName(rawName: string, scope: Scope, root: RootVocabulary): string {
  const known = scope.names.get(rawName);
  if (known !== undefined) return known;
  const { prefix, local } = splitName(rawName);
  const name = qualified(prefix, local, scope, root);
  scope.names.set(rawName, name);
  return name;
}

/** Attributes without a prefix belong to no vocabulary. */
export function attributeName(rawName: string, scope: Scope, root: RootVocabulary): string {
  const key = `@${rawName}`;
  const known = scope.names.get(key);
  if (known !== undefined) return known;
  const { prefix, local } = splitName(rawName);
  const name = prefix === '' ? local : prefix === 'xml' ? `xml:${local}` : qualified(prefix, local, scope, root);
  scope.names.set(key, name);
  return name;
}

export function isDeclaration(rawName: string): boolean {
  return /^xmlns(?:$|:)/i.test(rawName);
}

/** Part behind the prefix, lower case. */
export function localName(rawName: string): string {
  return splitName(rawName).local;
}

function qualified(prefix: string, local: string, { bindings }: Scope, root: RootVocabulary): string {
  const uri = bindings.get(prefix) ?? '';
  // Prefixes are often used undeclared; they mean what they always mean.
  if (uri === '') return prefix === '' || prefix === root.prefix ? local : `${prefix}:${local}`;
  if (normalised(uri) === root.namespace) return local;
  const canonical = canonicalPrefix(uri) ?? (prefix === '' ? 'other' : prefix);
  return canonical === root.prefix ? local : `${canonical}:${local}`;
}

function splitName(rawName: string): { prefix: string; local: string } {
  const colon = rawName.indexOf(':');
  return { prefix: colon < 0 ? '' : rawName.slice(0, colon).toLowerCase(), local: rawName.slice(colon + 1).toLowerCase() };
}

function declarations(attributes: readonly string[]): [string, string][] {
  const declared: [string, string][] = [];
  for (let at = 0; at < attributes.length; at += 2) {
    const name = attributes[at] ?? '';
    if (isDeclaration(name)) declared.push([name.slice(6).toLowerCase(), attributes[at + 1] ?? '']);
  }
  return declared;
}
