/** Line (from 1) of an offset in `text`; offsets must not decrease from call to call, so that all calls together read the text once. */
export function createLineCounter(text: string): (offset: number) => number {
  let line = 1;
  let nextBreak = text.indexOf('\n');
  return offset => {
    while (nextBreak >= 0 && nextBreak < offset) {
      line += 1;
      nextBreak = text.indexOf('\n', nextBreak + 1);
    }
    return line;
  };
}
