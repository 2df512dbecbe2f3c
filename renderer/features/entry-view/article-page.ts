import type { Enclosure } from '../../../worker/protocol/entries.ts';
import type { EntryId } from '../../../worker/protocol/ids.ts';
import { readingMinutes } from '../../format/reading-time.ts';
import { createInlinePictures } from '../../sanitize/inline-pictures.ts';
import type { ArticleContext } from '../../sanitize/sanitize-article.ts';
import { direction, language, t } from '../../words.ts';
import { type Filling, fillBody, replacePicture } from './article-body.ts';
import { type FootFile, renderFoot } from './article-foot.ts';
import { type ArticleHead, renderHead } from './article-head.ts';
import { articleWords } from './article-words.ts';
import { markFound } from './mark-found.ts';
import { pageElement } from './page-element.ts';

export interface ArticleContent {
  readonly id: EntryId;
  readonly html: string;
  /** It came with a title, or with words that it can be called by. */
  readonly isNamed: boolean;
  readonly language: string | null;
  /** Against which relative addresses in `html` are resolved. */
  readonly baseUrl: string | null;
  readonly showPictures: boolean;
  /** Shown above a text that has no picture of its own; absolute. */
  readonly leadImageUrl: string | null;
  readonly url: string | null;
  readonly enclosures: readonly Enclosure[];
  readonly episodeFiles: readonly FootFile[];
  readonly commentsUrl: string | null;
}

export interface ArticlePage {
  /** Replaces the article as a whole, and scrolls to its top. */
  show(head: ArticleHead, content: ArticleContent): void;
  /** Writes the head anew: the feed's icon came, or the day is over. */
  setHead(head: ArticleHead): void;
  /** Marks these words in title and text, also in what is still to come of a long article; none: marks nothing. */
  mark(words: readonly string[]): void;
  /** Whether all that comes without being asked for is there. */
  isFilled(): boolean;
  /** Asks for all of a very long article. */
  showAll(): void;
  clear(): void;
}

interface PageNeeds {
  /** Same-origin address under which the host serves a picture of the web for this feed. */
  pictureUrl(feedId: number, url: string): string;
  /** The page may have become taller. */
  onGrown(): void;
  /** Text has come. */
  onText(text: HTMLElement): void;
  /** The article that was here is gone. */
  onCleared(): void;
}

/** The document inside the frame. */
export function createArticlePage(page: Document, { pictureUrl, onGrown, onText, onCleared }: PageNeeds): ArticlePage {
  const main = pageElement(page, 'main', { tabindex: '-1' });
  page.body.replaceChildren(main);
  page.documentElement.lang = language();
  page.documentElement.dir = direction();
  const pictures = createInlinePictures();
  let filling: Filling | null = null;
  let context: ArticleContext | null = null;
  let minutes = 0;
  let marked: readonly string[] = [];

  page.addEventListener('load', onGrown, true);
  page.addEventListener(
    'error',
    event => {
      const image = event.target as HTMLElement;
      if (image.localName !== 'img' || context === null) return;
      if (image.classList.contains('icon') || image.parentElement?.className === 'lead') image.remove();
      else replacePicture(image, context);
    },
    true,
  );

  function withReadingTime(head: ArticleHead): ArticleHead {
    // What counts of a recording is how long it plays.
    return minutes === 0 || head.episode.length > 0 ? head : { ...head, byline: [...head.byline, t('time.minutes', { count: minutes })] };
  }
  function clear(): void {
    filling?.stop();
    pictures.release();
    delete main.dataset['entry'];
    main.replaceChildren();
    onCleared();
  }

  return {
    show(head, content) {
      // Before anything changes: afterwards it would cost a layout.
      page.documentElement.scrollTop = 0;
      clear();
      const text = pageElement(page, 'article', { class: 'text', dir: 'auto', lang: content.language });
      const more = pageElement(page, 'div', { class: 'foot' });
      const articleContext: ArticleContext = {
        baseUrl: content.baseUrl,
        showPictures: content.showPictures,
        pictureUrl: url => pictureUrl(head.feedId, url),
        inlinePictureUrl: pictures.addressOf,
        words: articleWords,
      };
      context = articleContext;
      filling = fillBody(text, more, content.html, articleContext, () => {
        onText(text);
        onGrown();
        if (marked.length > 0 && text.isConnected) markFound(page, marked);
      });
      minutes = estimateMinutes(text, content.html);
      const isEmpty = filling.isWhole && text.textContent.trim() === '' && text.querySelector('img, math') === null;
      main.replaceChildren(
        ...[
          renderHead(page, withReadingTime(head)),
          text.querySelector('img') !== null ? null : leadPicture(page, content.leadImageUrl, articleContext),
          isEmpty ? withoutText(page, content) : text,
          more,
          renderFoot(page, content),
        ].filter(part => part !== null),
      );
      main.dataset['entry'] = String(content.id);
      markFound(page, marked);
    },
    setHead(head) {
      main.querySelector('.head')?.replaceWith(renderHead(page, withReadingTime(head)));
      markFound(page, marked);
    },
    mark(words) {
      marked = words;
      markFound(page, words);
    },
    isFilled: () => filling?.isFilled() ?? true,
    showAll: () => filling?.showAll(),
    clear,
  };
}

/** Of a long article only the first part is there yet. */
function estimateMinutes(text: HTMLElement, html: string): number {
  const sample = text.textContent;
  const shown = text.childElementCount === 0 ? 0 : text.getHTML().length;
  const minutes = readingMinutes(sample);
  return shown > 80_000 && html.length > shown ? Math.round((minutes * html.length) / shown) : minutes;
}

function leadPicture(page: Document, url: string | null, { showPictures, pictureUrl }: ArticleContext): HTMLElement | null {
  if (url === null || !showPictures) return null;
  return pageElement(page, 'figure', { class: 'lead' }, pageElement(page, 'img', { src: pictureUrl(url), alt: '', decoding: 'async' }));
}

function withoutText(page: Document, { isNamed, url }: ArticleContent): HTMLElement {
  const words = t(isNamed ? 'article.onlyTitle' : 'article.nothingGiven');
  const link = url === null ? null : pageElement(page, 'a', { href: url, rel: 'noopener noreferrer external' }, t('article.openOriginal'));
  return pageElement(page, 'div', { class: 'text' }, pageElement(page, 'p', {}, words), link);
}
