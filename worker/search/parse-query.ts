import type { Milliseconds } from '../protocol/ids.ts';
import type { SearchFault, SearchFaultCode } from '../protocol/search.ts';
import { attachments, type QueryNode, states } from './query-node.ts';
import { type Token, tokensOf } from './query-tokens.ts';
import { piecesOf } from './script-runs.ts';
import { searchFault } from './search-fault.ts';
import { dateSpan, momentOfAge } from './time-span.ts';

const longest = 256;
const mostWords = 16;

export type ParsedQuery = { readonly ok: true; readonly node: QueryNode } | { readonly ok: false; readonly fault: SearchFault };

/** Reads what was typed. Never throws: what it does not understand is a fault in words, with its place. */
export function parseQuery(query: string, now: Milliseconds): ParsedQuery {
  if (query.length > longest) return failed('too-long', longest, query.length, String(longest));
  const tokens = tokensOf(query);
  const terms = tokens.filter(token => token.kind === 'term');
  const words = terms.flatMap(token => token.text.split(/\s+/).map(() => token));
  const tooMany = words[mostWords];
  if (tooMany !== undefined) return failed('too-many-words', tooMany.from, query.length, String(mostWords));
  if (tokens.length === 0) return failed('nothing-typed', 0, query.length);
  const reader = createReader(tokens, query.length, now);
  try {
    return { ok: true, node: reader.whole() };
  } catch (thrown) {
    if (thrown instanceof Fault) return { ok: false, fault: thrown.fault };
    throw thrown;
  }
}

function failed(code: SearchFaultCode, from: number, to: number, of = ''): ParsedQuery {
  return { ok: false, fault: searchFault(code, of, { from, to }) };
}

/** Ends the reading where it stands; it never leaves this file. */
class Fault extends Error {
  readonly fault: SearchFault;

  constructor(code: SearchFaultCode, place: { readonly from: number; readonly to: number }, of = '') {
    super(code);
    this.fault = searchFault(code, of, place);
  }
}

function createReader(tokens: readonly Token[], length: number, now: Milliseconds) {
  let at = 0;

  function whole(): QueryNode {
    const node = either(null);
    const rest = tokens[at];
    if (rest !== undefined) throw new Fault('no-opening', rest);
    return node;
  }

  function either(opened: Token | null): QueryNode {
    const nodes = [all(opened)];
    for (let or = tokens[at]; or?.kind === 'or'; or = tokens[at]) {
      at += 1;
      if (!beginsSomething(tokens[at])) throw new Fault('nothing-after-or', or);
      nodes.push(all(opened));
    }
    return nodes.length === 1 && nodes[0] !== undefined ? nodes[0] : { kind: 'or', nodes };
  }

  function all(opened: Token | null): QueryNode {
    const nodes: QueryNode[] = [];
    for (let token = tokens[at]; token !== undefined && token.kind !== 'or' && token.kind !== 'close'; token = tokens[at]) {
      if (token.kind === 'and') {
        at += 1;
        if (nodes.length === 0 || !beginsSomething(tokens[at])) throw new Fault('and-alone', token);
        continue;
      }
      nodes.push(one());
    }
    const [first] = nodes;
    if (first !== undefined) return nodes.length === 1 ? first : { kind: 'and', nodes };
    const here = tokens[at];
    if (here?.kind === 'or') throw new Fault('nothing-before-or', here);
    if (opened !== null) throw new Fault('empty-parentheses', { from: opened.from, to: here?.to ?? length });
    throw new Fault('no-opening', here ?? { from: 0, to: length });
  }

  function one(): QueryNode {
    const token = tokens[at];
    if (token === undefined) throw new Fault('nothing-typed', { from: length, to: length });
    at += 1;
    if (token.kind === 'not') {
      if (!beginsSomething(tokens[at])) throw new Fault('nothing-after-minus', token);
      return { kind: 'not', node: one() };
    }
    if (token.kind === 'open') {
      const node = either(token);
      if (tokens[at]?.kind !== 'close') throw new Fault('not-closed', token);
      at += 1;
      return node;
    }
    return termOf(token, now);
  }

  return { whole };
}

function beginsSomething(token: Token | undefined): boolean {
  return token !== undefined && token.kind !== 'or' && token.kind !== 'and' && token.kind !== 'close';
}

function termOf(token: Token, now: Milliseconds): QueryNode {
  const { key, text } = token;
  if (token.isUnended) throw new Fault('open-quotation', token);
  if (key !== null && text.trim() === '') throw new Fault('no-value', token, key);
  const value = text.trim().toLowerCase();
  switch (key) {
    case null:
      return textOf(token, 'any');
    case 'title':
    case 'author':
      return textOf(token, key);
    case 'feed':
    case 'folder':
    case 'label':
      return { kind: key, name: text.trim().replace(/\*$/, ''), from: token.from, to: token.to };
    case 'is': {
      const state = states.find(each => each === value);
      if (state === undefined) throw new Fault('no-state', token);
      return { kind: 'is', state };
    }
    case 'has': {
      const what = attachments.find(each => each === value);
      if (what === undefined) throw new Fault('no-attachment', token);
      return { kind: 'has', what };
    }
    case 'date': {
      const span = dateSpan(value);
      if (span === null) throw new Fault('no-date', token);
      return { kind: 'time', ...span };
    }
    case 'newer':
    case 'older': {
      const moment = momentOfAge(value, now);
      if (moment === null) throw new Fault('no-age', token, key);
      return key === 'newer' ? { kind: 'time', since: moment, before: null } : { kind: 'time', since: null, before: moment };
    }
    case 'url':
      return { kind: 'url', part: text.trim() };
    default:
      throw new Fault('unknown-part', token, key);
  }
}

const oneLetterAtTheEnd = /(?:^|[^\p{L}\p{N}\p{M}])[\p{L}\p{N}]\p{M}*[^\p{L}\p{N}]*$/u;

function textOf(token: Token, field: 'any' | 'title' | 'author'): QueryNode {
  const isPrefix = token.text.endsWith('*');
  const text = (isPrefix ? token.text.slice(0, -1) : token.text).replace(/\p{Cc}/gu, ' ').toWellFormed();
  const pieces = piecesOf(text);
  if (pieces.length === 0) throw new Fault('only-signs', token);
  // All words of a letter are merged before the first article is known: seconds in a million articles, which nothing can stop.
  const last = pieces.at(-1);
  if (isPrefix && last?.kind === 'words' && oneLetterAtTheEnd.test(last.text)) {
    throw new Fault('one-letter', token);
  }
  return { kind: 'text', field, text, isPrefix };
}
