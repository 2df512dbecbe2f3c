import { type ArticleContext, pictureSource, sanitizeArticle } from '../../sanitize/sanitize-article.ts';
import { splitHtml } from '../../sanitize/split-html.ts';
import { t } from '../../words.ts';
import { pageElement } from './page-element.ts';

/** One part opens at once, the rest up to `firstSize` follows between frames, and what is beyond on a click (H9). */
const partSize = { maxChars: 96 * 1024, maxTags: 1500 };
const firstSize = { chars: 512 * 1024, tags: 10_000 };

export interface Filling {
  /** Whether the first part was all of it. */
  readonly isWhole: boolean;
  /** Whether all that comes without being asked for is there. */
  isFilled(): boolean;
  /** Asks for all of a very long article, as its button does. */
  showAll(): void;
  /** Another article takes its place. */
  stop(): void;
}

/** Fills `text` with an article, part by part; the button for the rest appears in `more`. */
export function fillBody(text: HTMLElement, more: HTMLElement, html: string, context: ArticleContext, onGrown: () => void): Filling {
  const page = text.ownerDocument;
  const parts = splitHtml(html, partSize);
  let upcoming = parts.next();
  let shown = { chars: 0, tags: 0 };
  let limit: typeof firstSize | null = firstSize;
  let isStopped = false;

  function addPart(): void {
    if (upcoming.done === true) return;
    const part = upcoming.value;
    upcoming = parts.next();
    text.append(page.adoptNode(sanitizeArticle(part.html, context)));
    shown = { chars: shown.chars + part.html.length, tags: shown.tags + part.tags };
    onGrown();
  }
  function isEnough(): boolean {
    return limit !== null && (shown.chars >= limit.chars || shown.tags >= limit.tags);
  }
  function next(): void {
    if (isStopped || upcoming.done === true) return;
    if (isEnough()) {
      more.replaceChildren(showAllButton());
      onGrown();
    } else {
      addPart();
      afterNextFrame(next);
    }
  }
  function showAllButton(): HTMLElement {
    const button = pageElement(page, 'button', { type: 'button' }, t('article.showAll'));
    button.addEventListener('click', showAll);
    return button;
  }
  function showAll(): void {
    if (limit === null) return;
    const wasHalted = isEnough();
    limit = null;
    more.replaceChildren();
    if (wasHalted) next();
  }

  addPart();
  const isWhole = upcoming.done === true;
  if (!isWhole) afterNextFrame(next);
  return {
    isWhole,
    isFilled: () => upcoming.done === true || isEnough(),
    showAll,
    stop: () => {
      isStopped = true;
    },
  };
}

/** Lets the window draw and answer keys in between. */
function afterNextFrame(run: () => void): void {
  requestAnimationFrame(() => setTimeout(run));
}

/** A picture that could not be loaded gives way to its words and a link to it (H4). */
export function replacePicture(image: HTMLElement, context: ArticleContext): void {
  const source = pictureSource(image);
  if (source === null) return;
  const page = image.ownerDocument;
  const text = context.words.picture(image.getAttribute('alt') ?? '');
  const isLinked = image.closest('a') === null && /^https?:/.test(source);
  image.replaceWith(pageElement(page, isLinked ? 'a' : 'i', isLinked ? { href: source, rel: 'noopener noreferrer external' } : {}, text));
}
