import { isInBrowserTab } from '../../client/host.ts';
import { handleKey } from '../../commands/handle-key.ts';
import { useDialogs } from '../../state/dialogs.ts';
import { takeDrops } from '../../state/dropped-files.ts';
import { takePastes } from '../../state/given-feeds.ts';
import { useLayout } from '../../state/layout.ts';
import { openLink } from '../../state/links.ts';
import { announceReadingScroll } from '../../state/reading-pane.ts';
import type { MenuEntry } from '../../ui/menu.tsx';
import type { ArticleFootnotes } from './article-footnotes.ts';
import { takeLinks } from './article-links.ts';
import { articleMenu } from './article-menu.ts';
import { pictureAt, picturesOf } from './article-pictures.ts';
import { mirrorTheme } from './mirror-theme.ts';

interface ArticleNeeds {
  readonly notes: ArticleFootnotes;
  /** Of the article itself. */
  addresses(): readonly (string | null)[];
  showLink(url: string | null): void;
  /** At a point of the window. */
  showMenu(items: readonly MenuEntry[], at: { readonly x: number; readonly y: number }): void;
}

/** Takes from outside, in the capture phase, what happens inside. Returns the function that lets go. */
export function listenToArticle(
  frame: HTMLIFrameElement,
  page: Document,
  { notes, addresses, showLink, showMenu }: ArticleNeeds,
): () => void {
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
  // In Electron the system's menu knows the same, and how to save a picture.
  const onMenu = (event: MouseEvent): void => {
    const items = isInBrowserTab() ? articleMenu(page, event.target) : [];
    if (items.length === 0) return;
    event.preventDefault();
    const { left, top } = frame.getBoundingClientRect();
    showMenu(items, { x: left + event.clientX, y: top + event.clientY });
  };
  page.addEventListener('contextmenu', onMenu, true);
  page.addEventListener('keydown', onKey, true);
  page.addEventListener('pointerdown', onPress, true);
  page.addEventListener('focusin', onFocus, true);
  page.addEventListener('pointerdown', onFocus, true);
  page.addEventListener('click', onClick, true);
  page.addEventListener('scroll', announceReadingScroll, { capture: true, passive: true });
  const stops = [
    // A window of one article is for reading it.
    ...(useLayout.getState().isOwnWindow ? [] : [takeDrops(page), takePastes(page)]),
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
