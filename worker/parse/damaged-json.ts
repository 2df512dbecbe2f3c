/**
 * JSON that ends too early, with every whole element of its top-level list `listName`; null when there is none to keep.
 * One pass over the text.
 */
export function parseDamagedJson(text: string, listName: string): unknown {
  const list = text.indexOf(`"${listName}"`);
  const start = list < 0 ? -1 : text.indexOf('[', list);
  if (start < 0) return null;
  const end = endOfLastElement(text, start + 1);
  if (end === null) return null;
  try {
    return JSON.parse(`${text.slice(0, end)}]}`);
  } catch {
    return null;
  }
}

/** Offset behind the last object that is complete inside the list that begins at `start`. */
function endOfLastElement(text: string, start: number): number | null {
  const token = /["{}[\]]/g;
  token.lastIndex = start;
  let depth = 0;
  let end: number | null = null;
  for (let found = token.exec(text); found !== null; found = token.exec(text)) {
    const [character] = found;
    if (character === '"') {
      const close = endOfString(text, found.index + 1);
      if (close < 0) return end;
      token.lastIndex = close;
    } else if (character === '{' || character === '[') {
      depth += 1;
    } else {
      depth -= 1;
      if (depth < 0) return end;
      if (depth === 0) end = found.index + 1;
    }
  }
  return end;
}

/** Offset behind the closing quote, or -1. */
function endOfString(text: string, start: number): number {
  const token = /["\\]/g;
  token.lastIndex = start;
  for (let found = token.exec(text); found !== null; found = token.exec(text)) {
    if (found[0] === '"') return found.index + 1;
    token.lastIndex = found.index + 2;
  }
  return -1;
}
