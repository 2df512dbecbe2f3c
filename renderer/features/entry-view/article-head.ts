import { feedLetter, letterHue } from '../../format/feed-letter.ts';
import { textDirection } from '../../format/text-direction.ts';
import { pageElement } from './page-element.ts';

/** What stands above an article. All of it is plain text. */
export interface ArticleHead {
  readonly feedId: number;
  readonly feedTitle: string;
  readonly iconUrl: string | null;
  readonly title: string;
  /** False for a name that we gave: it is not shown above a text that begins with it. */
  readonly isTitled: boolean;
  readonly url: string | null;
  readonly language: string | null;
  /** Author, date, reading time: what there is of them. */
  readonly byline: readonly string[];
}

export function renderHead(page: Document, head: ArticleHead): HTMLElement {
  const link = head.url === null ? {} : { href: head.url, rel: 'noopener noreferrer' };
  const title = pageElement(page, head.url === null ? 'span' : 'a', link, head.title);
  return pageElement(
    page,
    'header',
    { class: 'head', dir: textDirection(head.title) },
    pageElement(page, 'div', { class: 'source' }, renderIcon(page, head), pageElement(page, 'span', { dir: 'auto' }, head.feedTitle)),
    pageElement(page, 'h1', { class: head.isTitled ? null : 'unseen', dir: 'auto', lang: head.language }, title),
    pageElement(
      page,
      'div',
      { class: 'by' },
      ...head.byline.map(text => pageElement(page, 'span', {}, pageElement(page, 'bdi', {}, text))),
    ),
  );
}

function renderIcon(page: Document, { feedId, feedTitle, iconUrl }: ArticleHead): HTMLElement {
  if (iconUrl !== null) return pageElement(page, 'img', { class: 'icon', src: iconUrl, alt: '' });
  const letter = pageElement(page, 'span', { class: 'letter', 'aria-hidden': 'true' }, feedLetter(feedTitle));
  letter.style.background = `oklch(0.5 0.11 ${letterHue(feedId)})`;
  return letter;
}
