import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { productFolders, sourceFiles } from './source-files.ts';

interface WordRule {
  readonly name: string;
  readonly where: RegExp;
  readonly exceptIn?: RegExp;
  readonly word: RegExp;
  readonly why: string;
}

export interface WordFinding {
  readonly rule: string;
  readonly file: string;
  readonly line: number;
  readonly text: string;
  readonly why: string;
}

/** What neither the formatter's lint rules nor the import rules can see. The codes are those of docs/rules.md. */
export const wordRules: readonly WordRule[] = [
  {
    name: 'one-way-into-a-document',
    where: /^(renderer|electron|headless|worker)\//,
    exceptIn: /^renderer\/features\/entry-view\/article-frame\.tsx?$/,
    word: /\b(innerHTML|outerHTML|dangerouslySetInnerHTML|insertAdjacentHTML|createContextualFragment|setHTMLUnsafe|parseHTMLUnsafe|(?<!about:)srcdoc|srcDoc)\b|\bdocument\s*\.\s*write(ln)?\b/,
    why: 'Untrusted HTML reaches a document by one function, as sanitiser output (H1).',
  },
  {
    name: 'no-code-from-text',
    where: /./,
    word: /(?<![.\w])eval\s*\(|\bnew\s+Function\s*\(/,
    why: 'Text never becomes code.',
  },
  {
    name: 'no-shell',
    where: /./,
    word: /(?<![.\w])exec(Sync)?\s*\((?!\s*\w+\s*:)|\bshell\s*:\s*(true|['"`])|\bopenPath\b|\bimport\s*\{[^}]*\bexec(Sync)?\b[^}]*\}\s*from\s*'node:child_process'/,
    why: 'Programs are started with an argument array, never through a shell (L6).',
  },
  {
    name: 'no-fetching-parser',
    where: /^(renderer|electron|headless|worker)\//,
    word: /\bparseURL\b/,
    why: 'rss-parser would fetch by itself, past the guard of the one fetch function (N1).',
  },
  {
    name: 'safe-web-preferences',
    where: /^(electron|headless)\//,
    word: /\b(nodeIntegration\w*|allowRunningInsecureContent|experimentalFeatures|webviewTag|bypassCSP)\s*:(?!\s*false\b)|\b(contextIsolation|webSecurity)\s*:(?!\s*true\b)|\bsandbox\s*:\s*false\b|\benableBlinkFeatures\b|\bno-sandbox\b/,
    why: 'The window is sandboxed and has no Node (E1).',
  },
  {
    name: 'ipc-in-two-files',
    where: /^electron\//,
    exceptIn: /^electron\/(relay|preload)\.ts$/,
    // The name alone is how main.ts hands it to the relay.
    word: /\bipcMain\s*[.[]|\bipcRenderer\b/,
    why: 'Every channel passes the sender check of relay.ts (E10).',
  },
  {
    name: 'no-synchronous-messages',
    where: /^(electron|renderer)\//,
    word: /\bsendSync\b|\bsendToHost\b/,
    why: 'A synchronous message blocks both processes (E10).',
  },
  {
    name: 'bridge-only-in-client',
    where: /^renderer\//,
    exceptIn: /^renderer\/(client\/|main\.tsx$)/,
    word: /\bwindow\s*\.\s*reader\b/,
    why: 'Components ask through renderer/client.',
  },
  {
    name: 'one-way-to-the-network',
    where: /^worker\//,
    exceptIn: /^worker\/fetch\//,
    word: /\bglobalThis\s*\.\s*fetch\b|\bnew\s+(WebSocket|EventSource|XMLHttpRequest)\b|\bimport\s*\(\s*'(node:)?(https?|http2|net|tls|dgram)'/,
    why: 'Every request passes the guard of worker/fetch (N1).',
  },
];

/** Applies the rules to one file's text; comments do not count, string literals do. */
export function wordFindings(file: string, text: string): WordFinding[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true, file.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS);
  const code = withoutComments(source);
  const findings: WordFinding[] = [];
  const add = (name: string, why: string, index: number) => {
    const line = source.getLineAndCharacterOfPosition(index).line;
    findings.push({ rule: name, file, line: line + 1, text: (text.split('\n')[line] ?? '').trim(), why });
  };
  for (const rule of wordRules) {
    if (!rule.where.test(file) || rule.exceptIn?.test(file)) continue;
    for (const match of code.matchAll(new RegExp(rule.word, 'g'))) add(rule.name, rule.why, match.index);
  }
  if (/^worker\/(?!fetch\/)/.test(file)) {
    for (const index of globalCalls(source, 'fetch'))
      add('one-way-to-the-network', 'Every request passes the guard of worker/fetch (N1).', index);
  }
  return findings;
}

/** Positions where `name` is called without having been declared in the file: a parameter of that name is another thing. */
function globalCalls(source: ts.SourceFile, name: string): number[] {
  const calls: number[] = [];
  let isDeclared = false;
  const visit = (node: ts.Node): void => {
    const isBinding = ts.isParameter(node) || ts.isVariableDeclaration(node) || ts.isBindingElement(node) || ts.isImportSpecifier(node);
    if ((isBinding || ts.isFunctionDeclaration(node)) && node.name !== undefined && ts.isIdentifier(node.name) && node.name.text === name) {
      isDeclared = true;
    }
    if (ts.isCallExpression(node) && ts.isIdentifier(node.expression) && node.expression.text === name) calls.push(node.getStart(source));
    ts.forEachChild(node, visit);
  };
  visit(source);
  return isDeclared ? [] : calls;
}

function withoutComments(source: ts.SourceFile): string {
  let code = source.text;
  const blank = (range: ts.CommentRange) => {
    code = code.slice(0, range.pos) + code.slice(range.pos, range.end).replace(/[^\n]/g, ' ') + code.slice(range.end);
  };
  const visit = (node: ts.Node): void => {
    if (node.kind !== ts.SyntaxKind.JsxText) {
      for (const range of ts.getLeadingCommentRanges(source.text, node.getFullStart()) ?? []) blank(range);
      for (const range of ts.getTrailingCommentRanges(source.text, node.getEnd()) ?? []) blank(range);
    }
    for (const child of node.getChildren(source)) visit(child);
  };
  visit(source);
  return code;
}

if (import.meta.main) {
  const root = join(import.meta.dirname, '..');
  const files = sourceFiles(root, productFolders);
  const findings = files.flatMap(file => wordFindings(file, readFileSync(join(root, file), 'utf8')));
  for (const finding of findings) console.error(`${finding.file}:${finding.line} ${finding.rule}: ${finding.why}\n    ${finding.text}`);
  console.log(`${files.length} files read, ${findings.length} banned words`);
  process.exitCode = findings.length === 0 ? 0 : 1;
}
