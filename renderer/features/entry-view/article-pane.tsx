import { useEffect, useRef, useState } from 'react';
import type { EntryDetail } from '../../../worker/protocol/model.ts';
import { pictureUrl } from '../../client/host.ts';
import { handleKey } from '../../commands/handle-key.ts';
import { useClock } from '../../state/clock.ts';
import { labelsOf } from '../../state/labels.ts';
import { useLayout } from '../../state/layout.ts';
import { openLink } from '../../state/links.ts';
import { findRow, useList } from '../../state/list.ts';
import { announceReadingScroll, registerReadingPane } from '../../state/reading-pane.ts';
import { useSettings } from '../../state/settings.ts';
import { findFeed, useSubscriptions } from '../../state/subscriptions.ts';
import { t } from '../../words.ts';
import { articleContent, articleHead } from './article-content.ts';
import { createArticleFrame } from './article-frame.ts';
import { takeLinks } from './article-links.ts';
import { type ArticleContent, type ArticlePage, createArticlePage } from './article-page.ts';
import styles from './article-pane.module.css';
import { type ArticleScroll, createArticleScroll } from './article-scroll.ts';
import { LinkStatus } from './link-status.tsx';
import { mirrorLook } from './mirror-look.ts';
import { mirrorTheme } from './mirror-theme.ts';
import { useSame } from './use-same.ts';

interface ArticlePaneProps {
  /** Null while nothing is to be read; the frame then stays, empty. */
  readonly detail: EntryDetail | null;
}

interface Frame {
  readonly article: ArticlePage;
  readonly scroll: ArticleScroll;
  focus(): void;
}

const noWords: readonly string[] = [];

/** The article in its frame, which is made once and outlives every article. */
export function ArticlePane({ detail }: ArticlePaneProps) {
  const place = useRef<HTMLDivElement>(null);
  const shown = useRef<ArticleContent | null>(null);
  const [frame, setFrame] = useState<Frame | null>(null);
  const [linkUrl, setLinkUrl] = useState<string | null>(null);

  useEffect(() => {
    if (place.current === null) return;
    const made = createArticleFrame(place.current, t('article.frame'));
    let letGo = (): void => undefined;
    let isGone = false;
    void made.page.then(page => {
      if (isGone) return;
      const scroll = createArticleScroll(page);
      const article = createArticlePage(page, { pictureUrl, onGrown: scroll.settle });
      const stops = [listen(made.frame, page, () => shown.current, setLinkUrl), mirrorLook(page, scroll.settle)];
      letGo = () => {
        for (const stop of stops) stop();
      };
      setFrame({ article, scroll, focus: () => page.querySelector('main')?.focus({ preventScroll: true }) });
    });
    return () => {
      isGone = true;
      letGo();
      made.frame.remove();
      setFrame(null);
    };
  }, []);

  const subscription = useSubscriptions(state => (detail === null ? undefined : findFeed(state.tree, detail.feedId)));
  const tree = useSubscriptions(state => state.tree);
  const labels = labelsOf(tree, detail?.labelIds ?? []);
  const showPictures = useSettings(state => state.settings?.showPictures ?? true);
  const now = useClock(state => state.now);
  // Same while they say the same: flags of the entry change neither, and the article is not drawn again under the reader.
  const head = useSame(detail === null ? null : articleHead(detail, subscription, labels, now));
  const content = useSame(detail === null ? null : articleContent(detail, subscription, showPictures));
  const newestHead = useRef(head);
  newestHead.current = head;

  useEffect(() => {
    if (frame === null) return;
    const isOther = content?.id !== shown.current?.id;
    shown.current = content;
    setLinkUrl(null);
    if (content === null || newestHead.current === null) return frame.article.clear();
    const top = isOther ? 0 : frame.scroll.get();
    frame.article.show(newestHead.current, content);
    frame.scroll.set(top);
    return undefined;
  }, [frame, content]);

  useEffect(() => {
    if (head !== null) frame?.article.setHead(head);
  }, [frame, head]);

  const words =
    useList(({ view }) => (view.kind === 'search' && detail !== null ? findRow(detail.id)?.row.found?.words : undefined)) ?? noWords;
  useEffect(() => frame?.article.mark(words), [frame, words]);

  const isShown = content !== null;
  useEffect(() => {
    if (frame === null || !isShown) return;
    const { scroll, focus } = frame;
    return registerReadingPane({ scrollPage: scroll.page, getScroll: scroll.get, setScroll: scroll.set, focus });
  }, [frame, isShown]);

  return (
    <>
      <div ref={place} className={styles['place']} data-empty={detail === null} />
      <LinkStatus url={linkUrl} />
    </>
  );
}

/** Takes from outside, in the capture phase, what happens inside. Returns the function that lets go. */
function listen(
  frame: HTMLIFrameElement,
  page: Document,
  article: () => ArticleContent | null,
  showLink: (url: string | null) => void,
): () => void {
  const onKey = (event: KeyboardEvent): void => {
    if (handleKey(event)) event.stopPropagation();
  };
  // A menu that is open outside closes when one presses in here, as anywhere else.
  const onPress = (): void => void frame.dispatchEvent(new PointerEvent('pointerdown', { bubbles: true, pointerType: 'mouse' }));
  const onFocus = (): void => useLayout.setState({ focused: 'article' });
  page.addEventListener('keydown', onKey, true);
  page.addEventListener('pointerdown', onPress, true);
  page.addEventListener('focusin', onFocus, true);
  page.addEventListener('pointerdown', onFocus, true);
  page.addEventListener('scroll', announceReadingScroll, { capture: true, passive: true });
  const stops = [
    mirrorTheme(page),
    takeLinks(page, {
      open: (url, inBackground) => void openLink(url, { inBackground }),
      show: showLink,
      ownAddresses: () => [article()?.url ?? null, article()?.baseUrl ?? null],
    }),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}
