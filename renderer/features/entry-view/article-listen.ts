import { handleKey } from '../../commands/handle-key.ts';
import { useDialogs } from '../../state/dialogs.ts';
import { useLayout } from '../../state/layout.ts';
import { openLink } from '../../state/links.ts';
import { announceReadingScroll } from '../../state/reading-pane.ts';
import type { ArticleFootnotes } from './article-footnotes.ts';
import { takeLinks } from './article-links.ts';
import { pictureAt, picturesOf } from './article-pictures.ts';
import { mirrorTheme } from './mirror-theme.ts';

interface ArticleNeeds {
  readonly notes: ArticleFootnotes;
  /** Of the article itself. */
  addresses(): readonly (string | null)[];
  showLink(url: string | null): void;
}

/** Takes from outside, in the capture phase, what happens inside. Returns the function that lets go. */
export function listenToArticle(frame: HTMLIFrameElement, page: Document, { notes, addresses, showLink }: ArticleNeeds): () => void {
  const onKey = (event: KeyboardEvent): void => {
    if (event.key === 'Escape' && notes.close()) {
      event.preventDefault();
      event.stopPropagation();
    } else if (handleKey(event)) event.stopPropagation();
  };
  // A menu that is open outside closes when one presses in here, as anywhere else.
  const onPress = (): void => void frame.dispatchEvent(new PointerEvent('pointerdown', { bubbles: true, pointerType: 'mouse' }));
  const onFocus = (): void => useLayout.setState({ focused: 'article' });
  const onClick = (event: MouseEvent): void => {
    const image = event.isTrusted && event.button === 0 ? pictureAt(event.target) : null;
    if (image === null || image.closest('a[href]') !== null) return;
    useDialogs.getState().show({ kind: 'pictures', ...picturesOf(page, image) });
  };
  page.addEventListener('keydown', onKey, true);
  page.addEventListener('pointerdown', onPress, true);
  page.addEventListener('focusin', onFocus, true);
  page.addEventListener('pointerdown', onFocus, true);
  page.addEventListener('click', onClick, true);
  page.addEventListener('scroll', announceReadingScroll, { capture: true, passive: true });
  const stops = [
    mirrorTheme(page),
    takeLinks(page, {
      open: (url, inBackground) => void openLink(url, { inBackground }),
      show: showLink,
      showNote: notes.show,
      ownAddresses: addresses,
    }),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}
