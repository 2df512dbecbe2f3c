import type { XmlElement } from './xml-tree.ts';

/** Looks only at direct children; names are canonical. */
export function child(element: XmlElement, ...names: readonly string[]): XmlElement | null {
  for (const name of names) {
    for (const node of element.children) if (typeof node !== 'string' && node.name === name) return node;
  }
  return null;
}

export function childrenNamed(element: XmlElement, ...names: readonly string[]): readonly XmlElement[] {
  let found: XmlElement[] | null = null;
  for (const node of element.children) {
    if (typeof node === 'string' || !names.includes(node.name)) continue;
    if (found === null) found = [node];
    else found.push(node);
  }
  return found ?? none;
}

const none: readonly XmlElement[] = [];

/** All text inside, in order. */
export function textOf(element: XmlElement): string {
  const [only] = element.children;
  if (element.children.length === 0) return '';
  if (element.children.length === 1 && typeof only === 'string') return only;
  // Not joined: that would copy what is deep inside once a level.
  let text = '';
  for (const node of element.children) text += typeof node === 'string' ? node : textOf(node);
  return text;
}

/** Text of the first such child that says anything, trimmed; null when none does. */
export function childText(element: XmlElement, ...names: readonly string[]): string | null {
  for (const name of names) {
    for (const node of element.children) {
      if (typeof node === 'string' || node.name !== name) continue;
      const text = textOf(node).trim();
      if (text !== '') return text;
    }
  }
  return null;
}

export function attribute(element: XmlElement | null, name: string): string | null {
  const value = element?.attributes.get(name)?.trim() ?? '';
  return value === '' ? null : value;
}

export function hasElements(element: XmlElement): boolean {
  return element.children.some(node => typeof node !== 'string');
}
