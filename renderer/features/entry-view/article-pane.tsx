import { useEffect, useRef, useState } from 'react';
import type { EntryDetail } from '../../../worker/protocol/entries.ts';
import { pictureUrl } from '../../client/host.ts';
import { useClock } from '../../state/clock.ts';
import { useDialogs } from '../../state/dialogs.ts';
import { copyText } from '../../state/feeds.ts';
import { labelsOf } from '../../state/labels.ts';
import { findRow, useList } from '../../state/list.ts';
import { registerReadingPane } from '../../state/reading-pane.ts';
import { noteReadingPlace, readingPlaceOf } from '../../state/reading-places.ts';
import { useSettings } from '../../state/settings.ts';
import { findFeed, useSubscriptions } from '../../state/subscriptions.ts';
import { type MenuEntry, PointMenu } from '../../ui/menu.tsx';
import { t } from '../../words.ts';
import { createArticleCode } from './article-code.ts';
import { articleContent, articleHead } from './article-content.ts';
import { type CodeCopy, createCodeCopy } from './article-copy.ts';
import { type ArticleFind, createArticleFind } from './article-find.ts';
import { createArticleFootnotes } from './article-footnotes.ts';
import { createArticleFrame } from './article-frame.ts';
import type { ArticleHead } from './article-head.ts';
import { listenToArticle } from './article-listen.ts';
import { type ArticleContent, type ArticlePage, createArticlePage } from './article-page.ts';
import styles from './article-pane.module.css';
import { picturesOf } from './article-pictures.ts';
import { type ArticleScroll, createArticleScroll } from './article-scroll.ts';
import { FindBar } from './find-bar.tsx';
import { LinkStatus } from './link-status.tsx';
import { mirrorLook } from './mirror-look.ts';
import { printArticle } from './print-article.ts';
import { useSame } from './use-same.ts';

interface ArticlePaneProps {
  /** Null while nothing is to be read; the frame then stays, empty. */
  readonly detail: EntryDetail | null;
}

interface Frame {
  readonly page: Document;
  readonly article: ArticlePage;
  readonly scroll: ArticleScroll;
  readonly find: ArticleFind;
  readonly code: CodeCopy;
  focus(): void;
}

/** A right click's. */
interface PointedMenu {
  readonly items: readonly MenuEntry[];
  readonly at: { readonly x: number; readonly y: number };
}

/** The bar is open: with which words, and how often it was asked for. */
interface Finding {
  readonly begin: string;
  readonly asked: number;
}

const noWords: readonly string[] = [];

/** The article in its frame, which is made once and outlives every article. */
export function ArticlePane({ detail }: ArticlePaneProps) {
  const place = useRef<HTMLDivElement>(null);
  const shown = useRef<ArticleContent | null>(null);
  const [frame, setFrame] = useState<Frame | null>(null);
  const [linkUrl, setLinkUrl] = useState<string | null>(null);
  const [finding, setFinding] = useState<Finding | null>(null);
  const [version, setVersion] = useState(0);
  const [menu, setMenu] = useState<PointedMenu | null>(null);

  useEffect(() => {
    if (place.current === null) return;
    const made = createArticleFrame(place.current, t('article.frame'));
    let letGo = (): void => undefined;
    let isGone = false;
    void made.page.then(page => {
      if (isGone) return;
      const find = createArticleFind(page);
      const colours = createArticleCode(page);
      const notes = createArticleFootnotes(page);
      const code = createCodeCopy(page, text => void copyText(text, t('notice.codeCopied')));
      const article: ArticlePage = createArticlePage(page, {
        pictureUrl,
        onGrown: () => scroll.settle(),
        onText: text => {
          colours.colour(text);
          find.renew();
          setVersion(before => before + 1);
        },
        onCleared: () => {
          notes.close();
          colours.clear();
          code.clear();
          find.renew();
        },
      });
      const scroll = createArticleScroll(page, article.isFilled);
      const stops = [
        mirrorLook(page, scroll.settle),
        listenToArticle(made.frame, page, {
          notes,
          addresses: () => [shown.current?.url ?? null, shown.current?.baseUrl ?? null],
          showLink: setLinkUrl,
          showMenu: (items, at) => setMenu({ items, at }),
        }),
      ];
      letGo = () => {
        for (const stop of stops) stop();
      };
      setFrame({ page, article, scroll, find, code, focus: () => page.querySelector('main')?.focus({ preventScroll: true }) });
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
  const shownHead = useRef<ArticleHead | null>(null);

  useEffect(() => {
    if (frame === null) return;
    const before = shown.current;
    const isOther = content?.id !== before?.id;
    if (before !== null && isOther) noteReadingPlace(before.id, frame.scroll.place());
    shown.current = content;
    setLinkUrl(null);
    if (isOther) setFinding(null);
    if (content === null || newestHead.current === null) return frame.article.clear();
    const top = isOther ? 0 : frame.scroll.get();
    frame.article.show(newestHead.current, content);
    shownHead.current = newestHead.current;
    const place = isOther ? readingPlaceOf(content.id) : null;
    if (place !== null) frame.scroll.setPlace(place);
    else if (isOther) frame.scroll.begin();
    else frame.scroll.set(top);
    return undefined;
  }, [frame, content]);

  useEffect(() => {
    if (head === null || head === shownHead.current) return;
    frame?.article.setHead(head);
    shownHead.current = head;
  }, [frame, head]);

  const words =
    useList(({ view }) => (view.kind === 'search' && detail !== null ? findRow(detail.id)?.row.found?.words : undefined)) ?? noWords;
  useEffect(() => frame?.article.mark(words), [frame, words]);

  const isShown = content !== null;
  useEffect(() => {
    if (frame === null || !isShown) return;
    const { page, article, scroll, code, focus } = frame;
    return registerReadingPane({
      scrollPage: scroll.page,
      getScroll: scroll.get,
      setScroll: scroll.set,
      place: scroll.place,
      focus,
      selection: () => page.getSelection()?.toString().trim() ?? '',
      find() {
        article.showAll();
        const selected = page.getSelection()?.toString().trim() ?? '';
        const begin = selected.length > 80 || selected.includes('\n') ? '' : selected;
        setFinding(last => ({ begin, asked: (last?.asked ?? 0) + 1 }));
      },
      print: () => void printArticle(page, shown.current?.url ?? null),
      copyCode: code.copyInSight,
      showPictures() {
        const { pictures, index } = picturesOf(page, null);
        if (pictures.length > 0) useDialogs.getState().show({ kind: 'pictures', pictures, index });
        return pictures.length > 0;
      },
    });
  }, [frame, isShown]);

  return (
    <>
      <div ref={place} className={styles['place']} data-empty={detail === null} />
      {finding !== null && frame !== null && isShown && (
        <FindBar
          find={frame.find}
          begin={finding.begin}
          asked={finding.asked}
          version={version}
          onClose={() => {
            setFinding(null);
            frame.focus();
          }}
        />
      )}
      {menu !== null && (
        <PointMenu
          items={menu.items}
          at={menu.at}
          onClose={() => {
            setMenu(null);
            // What the menu opened has the keys by then.
            if (useDialogs.getState().open === null) frame?.focus();
          }}
        />
      )}
      <LinkStatus url={linkUrl} />
    </>
  );
}
