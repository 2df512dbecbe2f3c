/**
 * An object whose JSON is damaged or ends too early, with every element of its top-level list `listName` that is whole;
 * null when none is. Fields behind the list are not looked for. One pass over the text, one more over the elements.
 */
export function parseDamagedJson(text: string, listName: string): Record<string, unknown> | null {
  const list = text.indexOf(`"${listName}"`);
  const start = list < 0 ? -1 : text.indexOf('[', list);
  if (start < 0) return null;
  const elements = wholeElements(text, start + 1).flatMap(element => parsed(element) ?? []);
  if (elements.length === 0) return null;
  const head = parsed(`${text.slice(0, start)}[]}`);
  return { ...head, [listName]: elements };
}

function parsed(json: string): Record<string, unknown> | null {
  try {
    return JSON.parse(json);
  } catch {
    return null;
  }
}

/** Texts of the objects in the list that begins at `start`. */
function wholeElements(text: string, start: number): string[] {
  const elements: string[] = [];
  const token = /["{}[\]]/g;
  token.lastIndex = start;
  let depth = 0;
  let begin = start;
  for (let found = token.exec(text); found !== null; found = token.exec(text)) {
    const [character] = found;
    if (character === '"') {
      const close = endOfString(text, found.index + 1);
      if (close < 0) break;
      token.lastIndex = close;
    } else if (character === '{' || character === '[') {
      if (depth === 0) begin = found.index;
      depth += 1;
    } else {
      depth -= 1;
      if (depth < 0) break;
      if (depth === 0) elements.push(text.slice(begin, found.index + 1));
    }
  }
  return elements;
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
