import { codeLanguage } from '../../sanitize/sanitize-article.ts';
import type { CodeKind } from './code-tokens.ts';
import { textPlaces } from './text-places.ts';

export interface ArticleCode {
  /** Colours the code that has come since the last time, block by block between frames. */
  colour(text: Element): void;
  clear(): void;
}

/** Longer ones are data rather than code. The time for one of them may grow with the square of its length, whoever wrote it. */
const longestBlock = 12_000;
const mostBlocks = 200;
/** Of one article, in pieces between which the window answers. */
const mostTimeMs = 600;

/** Colours code by the highlight registry of the frame's page: the article itself stays as it was sanitised (H3). */
export function createArticleCode(page: Document): ArticleCode {
  const view = page.defaultView;
  let seen = new WeakSet<Element>();
  let waiting: Element[] = [];
  let isRunning = false;
  let count = 0;
  let spentMs = 0;

  async function run(): Promise<void> {
    isRunning = true;
    const { codeTokens } = await import('./code-tokens.ts');
    for (let block = waiting.shift(); block !== undefined; block = waiting.shift()) {
      await new Promise(resolve => requestAnimationFrame(() => setTimeout(resolve)));
      // Another article took its place meanwhile.
      if (!block.isConnected || view === null) continue;
      const startedAt = performance.now();
      const { text, range } = textPlaces(page, [block], null);
      for (const { from, to, kind } of codeTokens(text, codeLanguage(block))) highlightOf(view, kind).add(range(from, to));
      spentMs += performance.now() - startedAt;
      if (spentMs > mostTimeMs) waiting = [];
    }
    isRunning = false;
  }

  return {
    colour(text) {
      for (const block of text.querySelectorAll('pre')) {
        if (spentMs > mostTimeMs || count >= mostBlocks) break;
        if (seen.has(block) || block.textContent.length > longestBlock) continue;
        seen.add(block);
        count += 1;
        waiting.push(block);
      }
      if (waiting.length > 0 && !isRunning) void run();
    },
    clear() {
      waiting = [];
      count = 0;
      spentMs = 0;
      seen = new WeakSet();
      for (const name of [...(view?.CSS.highlights.keys() ?? [])]) if (name.startsWith('code-')) view?.CSS.highlights.delete(name);
    },
  };
}

function highlightOf(view: Window & typeof globalThis, kind: CodeKind): Highlight {
  const name = `code-${kind}`;
  const known = view.CSS.highlights.get(name);
  if (known !== undefined) return known;
  const made = new view.Highlight();
  view.CSS.highlights.set(name, made);
  return made;
}
