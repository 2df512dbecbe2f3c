/** The text of some elements as one string, with the way back from any place in it to the document. */
export interface TextPlaces {
  readonly text: string;
  range(from: number, to: number): Range;
}

/** @param breakBetween what stands between blocks that no match may cross; null for text that is one anyway */
export function textPlaces(page: Document, roots: readonly Element[], breakBetween: string | null): TextPlaces {
  const nodes: Text[] = [];
  const starts: number[] = [];
  let text = '';
  let block: Element | null = null;
  for (const root of roots) {
    const walker = page.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode() as Text | null; node !== null; node = walker.nextNode() as Text | null) {
      const itsBlock = breakBetween === null ? null : blockOf(node);
      if (itsBlock !== block && text !== '') text += breakBetween ?? '';
      block = itsBlock;
      nodes.push(node);
      starts.push(text.length);
      text += node.data;
    }
  }

  function locate(at: number, isEnd: boolean): { readonly node: Text; readonly offset: number } | null {
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      const start = starts[middle] ?? 0;
      if (isEnd ? start < at : start <= at) low = middle;
      else high = middle - 1;
    }
    const node = nodes[low];
    return node === undefined ? null : { node, offset: Math.min(node.length, Math.max(0, at - (starts[low] ?? 0))) };
  }

  return {
    text,
    range(from, to) {
      const range = page.createRange();
      const first = locate(from, false);
      const last = locate(to, true);
      if (first !== null) range.setStart(first.node, first.offset);
      if (last !== null) range.setEnd(last.node, last.offset);
      return range;
    },
  };
}

const blocks =
  'p, li, h1, h2, h3, h4, h5, h6, td, th, dd, dt, pre, blockquote, figcaption, caption, summary, div, article, section, header, footer, main, aside, figure, ul, ol';

function blockOf(node: Text): Element | null {
  return node.parentElement?.closest(blocks) ?? null;
}
