/** Words of a line of newsboat's `urls` file: parted by blanks, quoted where they hold some, up to a `#` that begins a word. */
export function quotedWords(line: string): readonly string[] {
  const words: string[] = [];
  const pattern = /\s*(?:"((?:[^"\\]|\\.)*)(?:"|$)|([^\s"]+))/gy;
  for (let found = pattern.exec(line); found !== null; found = pattern.exec(line)) {
    const [, quoted, bare] = found;
    if (bare?.startsWith('#')) break;
    words.push(bare ?? (quoted ?? '').replace(/\\(.)/g, '$1'));
  }
  return words;
}
