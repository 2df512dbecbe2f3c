import type { Milliseconds } from '../protocol/ids.ts';
import type { SearchFault } from '../protocol/search.ts';
import { attachments, type QueryNode, states } from './query-node.ts';
import { type Token, tokensOf } from './query-tokens.ts';
import { piecesOf } from './script-runs.ts';
import { dateSpan, momentOfAge } from './time-span.ts';

const longest = 256;
const mostWords = 16;

export type ParsedQuery = { readonly ok: true; readonly node: QueryNode } | { readonly ok: false; readonly fault: SearchFault };

/** Reads what was typed. Never throws: what it does not understand is a fault in words, with its place. */
export function parseQuery(query: string, now: Milliseconds): ParsedQuery {
  if (query.length > longest)
    return failed(`A search has at most ${longest} characters. Leave out what comes after.`, longest, query.length);
  const tokens = tokensOf(query);
  const terms = tokens.filter(token => token.kind === 'term');
  const words = terms.flatMap(token => token.text.split(/\s+/).map(() => token));
  const tooMany = words[mostWords];
  if (tooMany !== undefined) return failed(`A search has at most ${mostWords} words. Leave some out.`, tooMany.from, query.length);
  if (tokens.length === 0) return failed('Type what to look for.', 0, query.length);
  const reader = createReader(tokens, query.length, now);
  try {
    return { ok: true, node: reader.whole() };
  } catch (thrown) {
    if (thrown instanceof Fault) return { ok: false, fault: thrown.fault };
    throw thrown;
  }
}

function failed(message: string, from: number, to: number): ParsedQuery {
  return { ok: false, fault: { message, from, to } };
}

/** Ends the reading where it stands; it never leaves this file. */
class Fault extends Error {
  readonly fault: SearchFault;

  constructor(message: string, { from, to }: { readonly from: number; readonly to: number }) {
    super(message);
    this.fault = { message, from, to };
  }
}

function createReader(tokens: readonly Token[], length: number, now: Milliseconds) {
  let at = 0;

  function whole(): QueryNode {
    const node = either(null);
    const rest = tokens[at];
    if (rest !== undefined) throw new Fault('This closing parenthesis has no opening one.', rest);
    return node;
  }

  function either(opened: Token | null): QueryNode {
    const nodes = [all(opened)];
    for (let or = tokens[at]; or?.kind === 'or'; or = tokens[at]) {
      at += 1;
      if (!beginsSomething(tokens[at])) throw new Fault('OR stands between two things. Type what may be found instead.', or);
      nodes.push(all(opened));
    }
    return nodes.length === 1 && nodes[0] !== undefined ? nodes[0] : { kind: 'or', nodes };
  }

  function all(opened: Token | null): QueryNode {
    const nodes: QueryNode[] = [];
    for (let token = tokens[at]; token !== undefined && token.kind !== 'or' && token.kind !== 'close'; token = tokens[at]) {
      if (token.kind === 'and') {
        at += 1;
        if (nodes.length === 0 || !beginsSomething(tokens[at]))
          throw new Fault('AND stands between two things, and may be left out.', token);
        continue;
      }
      nodes.push(one());
    }
    const [first] = nodes;
    if (first !== undefined) return nodes.length === 1 ? first : { kind: 'and', nodes };
    const here = tokens[at];
    if (here?.kind === 'or') throw new Fault('OR stands between two things. Type something before it.', here);
    if (opened !== null) throw new Fault('There is nothing between these parentheses.', { from: opened.from, to: here?.to ?? length });
    throw new Fault('This closing parenthesis has no opening one.', here ?? { from: 0, to: length });
  }

  function one(): QueryNode {
    const token = tokens[at];
    if (token === undefined) throw new Fault('Type what to look for.', { from: length, to: length });
    at += 1;
    if (token.kind === 'not') {
      if (!beginsSomething(tokens[at])) throw new Fault('Type what is not to be found after the minus.', token);
      return { kind: 'not', node: one() };
    }
    if (token.kind === 'open') {
      const node = either(token);
      if (tokens[at]?.kind !== 'close') throw new Fault('This parenthesis is not closed.', token);
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
  if (token.isUnended) throw new Fault('This quotation has no end. Close it with ".', token);
  if (key !== null && text.trim() === '') throw new Fault(`Type what ${key}: should be, right after the colon.`, token);
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
      if (state === undefined) throw new Fault('is: can be is:unread, is:read, is:starred or is:later.', token);
      return { kind: 'is', state };
    }
    case 'has': {
      const what = attachments.find(each => each === value);
      if (what === undefined) throw new Fault('has: can be has:audio, has:video or has:image.', token);
      return { kind: 'has', what };
    }
    case 'date': {
      const span = dateSpan(value);
      if (span === null) throw new Fault('This is no date. Write date:2026-01-15, date:2026-01, or date:2026-01..2026-03.', token);
      return { kind: 'time', ...span };
    }
    case 'newer':
    case 'older': {
      const moment = momentOfAge(value, now);
      if (moment === null)
        throw new Fault(
          `This is no age. Write ${key}:7d for seven days; h, d, w, m and y are hours, days, weeks, months and years.`,
          token,
        );
      return key === 'newer' ? { kind: 'time', since: moment, before: null } : { kind: 'time', since: null, before: moment };
    }
    case 'url':
      return { kind: 'url', part: text.trim() };
    default:
      throw new Fault(`${key}: is no part of a search here.`, token);
  }
}

const oneLetterAtTheEnd = /(?:^|[^\p{L}\p{N}\p{M}])[\p{L}\p{N}]\p{M}*[^\p{L}\p{N}]*$/u;

function textOf(token: Token, field: 'any' | 'title' | 'author'): QueryNode {
  const isPrefix = token.text.endsWith('*');
  const text = (isPrefix ? token.text.slice(0, -1) : token.text).replace(/\p{Cc}/gu, ' ').toWellFormed();
  const pieces = piecesOf(text);
  if (pieces.length === 0) throw new Fault('A search needs a letter or a number here: signs alone are not in the index.', token);
  // All words of a letter are merged before the first article is known: seconds in a million articles, which nothing can stop.
  const last = pieces.at(-1);
  if (isPrefix && last?.kind === 'words' && oneLetterAtTheEnd.test(last.text)) {
    throw new Fault('One letter before * would find nearly everything. Write at least two.', token);
  }
  return { kind: 'text', field, text, isPrefix };
}
