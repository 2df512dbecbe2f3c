/** A piece of what was typed, and where it stands. */
export interface Token {
  readonly kind: 'open' | 'close' | 'or' | 'and' | 'not' | 'term';
  readonly from: number;
  readonly to: number;
  /** `title` of `title:word`, in small letters; null for a plain word. */
  readonly key: string | null;
  readonly text: string;
  readonly isQuoted: boolean;
  /** A quotation without its end. */
  readonly isUnended: boolean;
}

const operators = ['title', 'author', 'feed', 'folder', 'label', 'is', 'has', 'date', 'newer', 'older', 'url'] as const;

const quotes: Readonly<Record<string, string>> = { '"': '"', '“': '”', '„': '“”', '«': '»', '「': '」' };
const key = new RegExp(`^(${operators.join('|')})[:：]`, 'i');
const plain = { key: null, text: '', isQuoted: false, isUnended: false };

/** Never throws: whatever was typed is some tokens. */
export function tokensOf(query: string): readonly Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (at < query.length) {
    const character = query.charAt(at);
    if (/[\s\p{Cc}]/u.test(character)) {
      at += 1;
    } else if (character === '(' || character === ')') {
      tokens.push({ ...plain, kind: character === '(' ? 'open' : 'close', from: at, to: at + 1 });
      at += 1;
    } else if (character === '-' && /[^\s)]/.test(query.charAt(at + 1))) {
      tokens.push({ ...plain, kind: 'not', from: at, to: at + 1 });
      at += 1;
    } else {
      const token = termAt(query, at);
      tokens.push(token);
      at = token.to;
    }
  }
  return tokens;
}

function termAt(query: string, from: number): Token {
  const named = key.exec(query.slice(from, from + 16));
  const start = from + (named?.[0].length ?? 0);
  const name = named?.[1]?.toLowerCase() ?? null;
  const closing = quotes[query.charAt(start)];
  if (closing !== undefined) return quotedAt(query, from, start, name, closing);
  let to = start;
  while (to < query.length && !/[\s()\p{Cc}]/u.test(query.charAt(to)) && query.charAt(to) !== '"') to += 1;
  // Always forward, whatever stands there.
  if (to === from) to += 1;
  const text = query.slice(start, to);
  const word = name === null ? { OR: 'or', AND: 'and', NOT: 'not' }[text] : undefined;
  return { ...plain, kind: (word as Token['kind'] | undefined) ?? 'term', from, to, key: name, text };
}

function quotedAt(query: string, from: number, start: number, name: string | null, closing: string): Token {
  let end = start + 1;
  while (end < query.length && !closing.includes(query.charAt(end))) end += 1;
  const isUnended = end >= query.length;
  // A star right behind it: the last word of the phrase is only begun.
  const hasStar = !isUnended && query.charAt(end + 1) === '*';
  const text = query.slice(start + 1, end) + (hasStar ? '*' : '');
  return { kind: 'term', from, to: isUnended ? query.length : end + (hasStar ? 2 : 1), key: name, text, isQuoted: true, isUnended };
}
