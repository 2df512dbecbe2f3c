import type { QueryNode, TextNode } from './query-node.ts';
import { piecesOf, searchedPairs } from './script-runs.ts';

const wordColumns = { any: '{title author body}', title: '{title}', author: '{author}' } as const;
const pairColumns = { any: '{title_pairs author_pairs body_pairs}', title: '{title_pairs}', author: '{author_pairs}' } as const;

/** The node as an expression of FTS5; null where the index alone cannot answer it. What was typed stands in it as quoted strings only (X7). */
export function fullTextOf(node: QueryNode): string | null {
  switch (node.kind) {
    case 'text':
      return expressionOf(node);
    case 'or': {
      const parts = node.nodes.map(fullTextOf);
      return parts.every(part => part !== null) ? parts.map(inParentheses).join(' OR ') : null;
    }
    case 'and': {
      const wanted = node.nodes.flatMap(each => (each.kind === 'not' ? [] : [fullTextOf(each)]));
      const unwanted = node.nodes.flatMap(each => (each.kind === 'not' ? [fullTextOf(each.node)] : []));
      if (wanted.length === 0 || wanted.includes(null) || unwanted.includes(null)) return null;
      return butNot(
        wanted.map(part => inParentheses(part ?? '')).join(' AND '),
        unwanted.map(part => part ?? ''),
      );
    }
    default:
      return null;
  }
}

function butNot(wanted: string, unwanted: readonly string[]): string {
  return unwanted.length === 0 ? wanted : `(${wanted}) NOT (${unwanted.map(inParentheses).join(' OR ')})`;
}

function expressionOf({ text, field, isPrefix }: TextNode): string {
  const pieces = piecesOf(text);
  return pieces
    .map((piece, index) => {
      const isLast = index === pieces.length - 1;
      if (piece.kind === 'words') return `${wordColumns[field]} : ${quoted(piece.text)}${isPrefix && isLast ? ' *' : ''}`;
      const { tokens, isOpen } = searchedPairs(piece.text);
      return `${pairColumns[field]} : ${quoted(tokens.join(' '))}${isOpen ? ' *' : ''}`;
    })
    .map(inParentheses)
    .join(' AND ');
}

/** A string of FTS5: nothing in it has a meaning but the quote, which is doubled. */
function quoted(text: string): string {
  return `"${text.replaceAll('\0', ' ').replaceAll('"', '""')}"`;
}

function inParentheses(part: string): string {
  return `(${part})`;
}
