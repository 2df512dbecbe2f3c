import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { sourceFiles } from '../../../build/source-files.ts';

const root = join(import.meta.dirname, '..', '..', '..');

/** What a folder's code asks of the words, and what it says without asking them. */
export interface WordsInCode {
  /** Keys that are written out in a call of `t`, each with its place. */
  readonly asked: ReadonlyMap<string, string>;
  /** Calls with a key made of parts, as a pattern whose holes are marked by a null character. */
  readonly patterns: ReadonlyMap<string, string>;
  /** Every string and property name: what may fill a hole, and keys that reach `t` by way of a table. */
  readonly strings: ReadonlySet<string>;
  /** Names that are made of parts, as such patterns. */
  readonly made: ReadonlySet<string>;
  /** Words that were asked for when a file was loaded: they would stay when the language changes. */
  readonly early: readonly string[];
  /** Words for the user in the code itself. */
  readonly hardCoded: readonly string[];
}

/** Attributes and properties that a user reads or hears. */
const spokenAttributes = new Set([
  'aria-label',
  'aria-description',
  'aria-roledescription',
  'aria-valuetext',
  'alt',
  'label',
  'more',
  'placeholder',
  'title',
]);
const spokenProperties = new Set(['body', 'buttons', 'detail', 'label', 'message', 'sublabel', 'title']);

export function readWords(folder: string, also: readonly string[] = []): WordsInCode {
  const found = {
    asked: new Map<string, string>(),
    patterns: new Map<string, string>(),
    strings: new Set<string>(),
    made: new Set<string>(),
    early: [] as string[],
    hardCoded: [] as string[],
  };
  for (const file of sourceFiles(root, [folder])) readFile(file, true);
  for (const file of sourceFiles(root, also)) readFile(file, false);
  return found;

  function readFile(file: string, isOwn: boolean): void {
    const source = parse(file, readFileSync(join(root, file), 'utf8'));
    const visit = (node: ts.Node): void => {
      if (ts.isStringLiteralLike(node) || ts.isIdentifier(node)) found.strings.add(node.text);
      if (ts.isTemplateExpression(node)) found.made.add(partsOf(node));
      if (isOwn && ts.isCallExpression(node) && ts.isIdentifier(node.expression) && node.expression.text === 't') {
        const place = placeOf(source, node);
        if (node.arguments[0] !== undefined) readKey(node.arguments[0], place);
        if (!isInFunction(node)) found.early.push(place);
      }
      ts.forEachChild(node, visit);
    };
    visit(source);
    if (isOwn) found.hardCoded.push(...hardCodedWords(file, source));
  }

  function readKey(node: ts.Expression, place: string): void {
    if (ts.isStringLiteralLike(node)) found.asked.set(node.text, place);
    else if (ts.isParenthesizedExpression(node)) readKey(node.expression, place);
    else if (ts.isTemplateExpression(node)) {
      found.patterns.set(partsOf(node), place);
    } else if (ts.isConditionalExpression(node)) {
      readKey(node.whenTrue, place);
      readKey(node.whenFalse, place);
    }
  }
}

export function parse(file: string, text: string): ts.SourceFile {
  return ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true, file.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS);
}

/** In the window: text and spoken attributes of elements. In the main process: what menus, dialogs and notifications say. */
export function hardCodedWords(file: string, source: ts.SourceFile): readonly string[] {
  const words: string[] = [];
  const isMain = file.startsWith('electron/');
  const visit = (node: ts.Node): void => {
    if (ts.isJsxText(node) && isWording(node.text)) words.push(`${placeOf(source, node)} ${node.text.trim()}`);
    if (ts.isJsxAttribute(node) && node.initializer !== undefined && spokenAttributes.has(node.name.getText(source)))
      readValue(node.initializer);
    if (ts.isJsxExpression(node) && node.expression !== undefined && !ts.isJsxAttribute(node.parent)) readValue(node.expression);
    if (isMain && ts.isPropertyAssignment(node) && spokenProperties.has(node.name.getText(source))) readValue(node.initializer);
    ts.forEachChild(node, visit);
  };
  const readValue = (node: ts.Node): void => {
    if (ts.isStringLiteralLike(node) && isWording(node.text)) words.push(`${placeOf(source, node)} ${node.text}`);
    else if (ts.isTemplateExpression(node)) {
      const text = [node.head.text, ...node.templateSpans.map(({ literal }) => literal.text)].join(' ');
      if (isWording(text)) words.push(`${placeOf(source, node)} ${text}`);
    } else if (ts.isConditionalExpression(node)) [node.whenTrue, node.whenFalse].forEach(readValue);
    else if (ts.isBinaryExpression(node)) readValue(node.right);
    else if (ts.isJsxExpression(node) && node.expression !== undefined) readValue(node.expression);
    else if (ts.isParenthesizedExpression(node)) readValue(node.expression);
    else if (ts.isArrayLiteralExpression(node)) node.elements.forEach(readValue);
  };
  visit(source);
  return words;
}

function partsOf(node: ts.TemplateExpression): string {
  return node.head.text + node.templateSpans.map(({ literal }) => `\0${literal.text}`).join('');
}

/** Written so in every language: names, examples of what is typed. */
const notWords = /\b(?:Freshet|OPML)\b|https?:\/\/\S+|^npm start$|^X-Name: value$/g;

function isWording(text: string): boolean {
  return /\p{L}{2}/u.test(text.trim().replace(notWords, ''));
}

function isInFunction(node: ts.Node): boolean {
  for (let at = node.parent; at !== undefined; at = at.parent) if (ts.isFunctionLike(at)) return true;
  return false;
}

function placeOf(source: ts.SourceFile, node: ts.Node): string {
  return `${source.fileName}:${source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1}`;
}
