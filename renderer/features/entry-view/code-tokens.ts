import { common, createLowlight } from 'lowlight';

export const codeKinds = ['keyword', 'string', 'number', 'comment', 'name', 'added', 'removed'] as const;
export type CodeKind = (typeof codeKinds)[number];

export interface CodeToken {
  /** Offsets in the text. */
  readonly from: number;
  readonly to: number;
  readonly kind: CodeKind;
}

const lowlight = createLowlight(common);

/** What a text may be taken for when nobody says what it is: languages that are told apart well. */
const guessed = [
  'bash',
  'c',
  'cpp',
  'css',
  'diff',
  'go',
  'java',
  'javascript',
  'json',
  'python',
  'ruby',
  'rust',
  'sql',
  'typescript',
  'xml',
  'yaml',
];
const mostGuessed = 6000;
const sureEnough = 7;

const kinds: Readonly<Record<string, CodeKind>> = {
  keyword: 'keyword',
  built_in: 'keyword',
  type: 'keyword',
  meta: 'keyword',
  'selector-tag': 'keyword',
  string: 'string',
  regexp: 'string',
  char: 'string',
  symbol: 'string',
  number: 'number',
  literal: 'number',
  comment: 'comment',
  quote: 'comment',
  title: 'name',
  name: 'name',
  section: 'name',
  attr: 'name',
  attribute: 'name',
  property: 'name',
  'selector-class': 'name',
  'selector-id': 'name',
  addition: 'added',
  deletion: 'removed',
};

/** Which parts of a text stand out in its language. Empty when the language is not known and cannot be guessed. */
export function codeTokens(text: string, language: string | null): readonly CodeToken[] {
  const tree = treeOf(text, language);
  if (tree === null) return [];
  const tokens: CodeToken[] = [];
  let at = 0;
  function walk(nodes: Tree['children'], kind: CodeKind | null): void {
    for (const node of nodes) {
      if (node.type === 'text') {
        if (kind !== null) tokens.push({ from: at, to: at + node.value.length, kind });
        at += node.value.length;
      } else if (node.type === 'element') {
        walk(node.children, kindOf(node.properties['className']) ?? kind);
      }
    }
  }
  walk(tree.children, null);
  return tokens;
}

type Tree = ReturnType<typeof lowlight.highlight>;

function treeOf(text: string, language: string | null): Tree | null {
  if (language !== null && lowlight.registered(language)) return lowlight.highlight(language, text);
  if (text.length > mostGuessed) return null;
  const tree = lowlight.highlightAuto(text, { subset: guessed });
  return (tree.data?.relevance ?? 0) >= sureEnough ? tree : null;
}

function kindOf(names: unknown): CodeKind | null {
  for (const name of Array.isArray(names) ? names : []) {
    const kind = kinds[String(name).replace(/^hljs-/, '')];
    if (kind !== undefined) return kind;
  }
  return null;
}
