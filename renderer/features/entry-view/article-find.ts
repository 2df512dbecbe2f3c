import { type Folded, foldText } from '../../format/fold-text.ts';
import { type TextPlaces, textPlaces } from './text-places.ts';

export interface ArticleFind {
  /** Marks all places of a text, and returns how many there are. */
  find(wanted: string): number;
  /** Marks one of them as the one, and brings it into sight. */
  show(index: number): void;
  /** Where to begin: the first place at or below what is in sight. */
  firstInSight(): number;
  /** Takes the marks away; what was shown last is then selected. */
  end(): void;
  /** The article has grown or is another. */
  renew(): void;
}

const most = 5000;
/** No text has it, so that nothing is found across two blocks. */
const blockBreak = '\0';

/** Finds in the article by the highlight registry of its page, so that nothing in it changes (H3). */
export function createArticleFind(page: Document): ArticleFind {
  const view = page.defaultView;
  let index: { readonly places: TextPlaces; readonly folded: Folded } | null = null;
  let ranges: Range[] = [];
  let shown: Range | null = null;

  function look(): NonNullable<typeof index> {
    if (index === null) {
      const places = textPlaces(page, [...page.querySelectorAll('.head h1:not(.unseen), .text')], blockBreak);
      index = { places, folded: foldText(places.text) };
    }
    return index;
  }
  function mark(name: string, marked: readonly Range[], priority: number): void {
    if (view === null) return;
    if (marked.length === 0) return void view.CSS.highlights.delete(name);
    const highlight = new view.Highlight(...marked);
    highlight.priority = priority;
    view.CSS.highlights.set(name, highlight);
  }

  return {
    find(wanted) {
      ranges = [];
      shown = null;
      const words = foldText(wanted).text;
      if (words !== '') {
        const { places, folded } = look();
        for (let at = folded.text.indexOf(words); at !== -1 && ranges.length < most; at = folded.text.indexOf(words, at + words.length)) {
          ranges.push(places.range(folded.origin(at), folded.origin(at + words.length - 1) + 1));
        }
      }
      mark('find', ranges, 1);
      mark('find-now', [], 2);
      return ranges.length;
    },
    show(at) {
      const range = ranges[at];
      if (range === undefined) return;
      shown = range;
      mark('find-now', [range], 2);
      const parent = range.startContainer.parentElement;
      const fold = parent?.closest<HTMLDetailsElement>('details:not([open])');
      if (fold != null) fold.open = true;
      const root = page.documentElement;
      const { top, bottom } = range.getBoundingClientRect();
      if (top < 60 || bottom > root.clientHeight - 40) root.scrollTop += top - root.clientHeight / 3;
      // Code and tables scroll by themselves.
      parent?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    },
    firstInSight() {
      return Math.max(
        0,
        ranges.findIndex(range => range.getBoundingClientRect().bottom > 0),
      );
    },
    end() {
      if (shown !== null) {
        const selection = page.getSelection();
        selection?.removeAllRanges();
        selection?.addRange(shown);
      }
      ranges = [];
      shown = null;
      mark('find', [], 1);
      mark('find-now', [], 2);
    },
    renew() {
      index = null;
    },
  };
}
