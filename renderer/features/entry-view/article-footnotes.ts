import { t } from '../../words.ts';
import { pageElement } from './page-element.ts';

export interface ArticleFootnotes {
  /** Shows a note beside its mark. False when the link is no mark, or leads to no note: it is then followed as any other. */
  show(link: Element, target: Element): boolean;
  /** False when none was open. */
  close(): boolean;
}

/** Longer ones are read in their place. */
const longestNote = 2000;
const markForm = /^[[({]?(?:\p{N}{1,4}|\p{L}|[ivxlc]{1,6}|[*†‡§¶#]{1,4}|(?:note|nb|fn)\.?\s*\p{N}{1,3})[\])}]?[.:]?$/iu;
const gap = 8;

/** Footnotes are shown in place: a copy of what was sanitised, over the text and outside of it. */
export function createArticleFootnotes(page: Document): ArticleFootnotes {
  let open: { readonly card: HTMLElement; readonly mark: HTMLElement } | null = null;

  function close(): boolean {
    if (open === null) return false;
    const { card, mark } = open;
    open = null;
    const hadFocus = card.contains(page.activeElement);
    card.remove();
    if (hadFocus) mark.focus({ preventScroll: true });
    return true;
  }

  page.addEventListener(
    'pointerdown',
    event => {
      if (open !== null && !open.card.contains(event.target as Node) && !open.mark.contains(event.target as Node)) close();
    },
    true,
  );
  page.addEventListener('scroll', () => void close(), { passive: true });

  return {
    close,
    show(link, target) {
      const wasOn = open?.mark;
      close();
      // A second press on its mark closes it.
      if (wasOn === link) return true;
      const note = noteOf(link, target);
      if (note === null) return false;
      const goThere = pageElement(page, 'button', { type: 'button' }, t('article.goToNote'));
      const content = pageElement(page, 'div', { class: 'text' }, ...copyOf(note, link));
      const card = pageElement(
        page,
        'aside',
        { class: 'footnote', role: 'note', 'aria-label': t('article.footnote'), tabindex: '-1', popover: 'manual', dir: 'auto' },
        content,
        goThere,
      );
      goThere.addEventListener('click', () => {
        close();
        target.scrollIntoView({ block: 'start' });
      });
      page.body.append(card);
      open = { card, mark: link as HTMLElement };
      card.showPopover();
      place(card, link);
      card.focus({ preventScroll: true });
      return true;
    },
  };
}

/** The note that a mark leads to; null when the two do not look like a mark and its note. */
function noteOf(link: Element, target: Element): Element | null {
  const words = link.textContent.trim();
  if (!markForm.test(words) && link.closest('sup') === null) return null;
  const note = target.closest('li, p, dd, aside, td') ?? target.closest('div');
  if (note === null || note.contains(link) || /^h[1-6]$/.test(target.localName)) return null;
  const isBelow = (link.compareDocumentPosition(note) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0;
  const { length } = note.textContent.trim();
  return isBelow && length > 0 && length <= longestNote ? note : null;
}

/** Without the way back, which would lead to where the reader is, and without names that are there already. */
function copyOf(note: Element, link: Element): Node[] {
  const copy = note.cloneNode(true) as Element;
  const back = link.closest('[id]')?.id ?? '';
  for (const anchor of copy.querySelectorAll('a[href^="#"]')) {
    const words = anchor.textContent.replace(/\s|\uFE0E|\uFE0F/g, '');
    const isBack = anchor.getAttribute('href') === `#${back}` || /^[\^↩↑⤴⏎↵⬆]*$/u.test(words);
    if (isBack) anchor.remove();
  }
  for (const named of [copy, ...copy.querySelectorAll('[id]')]) named.removeAttribute('id');
  return [...copy.childNodes];
}

function place(card: HTMLElement, mark: Element): void {
  const root = card.ownerDocument.documentElement;
  const at = mark.getBoundingClientRect();
  const { width, height } = card.getBoundingClientRect();
  const left = Math.max(gap, Math.min(at.left + at.width / 2 - width / 2, root.clientWidth - width - gap));
  const below = at.bottom + gap;
  const fits = below + height <= root.clientHeight - gap;
  const top = fits ? below : Math.max(gap, at.top - height - gap);
  Object.assign(card.style, { left: `${Math.round(left)}px`, top: `${Math.round(top)}px` });
}
