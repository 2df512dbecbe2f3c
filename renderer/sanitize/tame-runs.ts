/** More marks on one letter than any script has. */
const mostMarks = 16;
/** Longer than a sentence of a script that puts no spaces between its words. */
const longestRun = 500;

/** Marks and invisible signs, and the scripts whose lines are broken by a dictionary. */
const runs = /[\p{M}\p{Cf}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}]+/gu;
const isMark = /[\p{M}\p{Cf}]/u;
const placeToBreak = '\u200b';

/**
 * Keeps text from hanging the window: laying it out takes far longer than linear time where marks are heaped on one letter, and
 * where such a script has thousands of letters without a space. Runs go on over the borders of elements, as they do for the layout.
 */
export function tameRuns(content: DocumentFragment): void {
  let marks = 0;
  let length = 0;

  function tame(text: string): string {
    let end = 0;
    const tamed = text.replace(runs, (run, at: number) => {
      if (at > end) marks = length = 0;
      end = at + run.length;
      return tameRun(run);
    });
    if (end < text.length) marks = length = 0;
    return tamed;
  }
  function tameRun(run: string): string {
    let kept = '';
    for (const sign of run) {
      const isOnLetter = isMark.test(sign);
      marks = isOnLetter ? marks + 1 : 0;
      if (marks > mostMarks) continue;
      if (length >= longestRun && !isOnLetter) kept += placeToBreak;
      length = sign === placeToBreak || (length >= longestRun && !isOnLetter) ? 0 : length + 1;
      kept += sign;
    }
    return kept;
  }

  const walker = content.ownerDocument.createTreeWalker(content, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode() as Text | null; node !== null; node = walker.nextNode() as Text | null) {
    const tamed = tame(node.data);
    if (tamed.length !== node.length) node.data = tamed;
  }
}
