import type { Label } from '../../../worker/protocol/labels.ts';
import { feedLetter, letterHue } from '../../format/feed-letter.ts';
import { textDirection } from '../../format/text-direction.ts';
import { t } from '../../words.ts';
import { pageElement } from './page-element.ts';

/** What stands above an article. All of it is plain text. */
export interface ArticleHead {
  readonly feedId: number;
  readonly feedTitle: string;
  readonly feedLanguage: string | null;
  /** The article is kept, its feed is not asked any more. */
  readonly isUnsubscribed: boolean;
  readonly iconUrl: string | null;
  readonly title: string;
  /** False for a name that we gave: it is not shown above a text that begins with it. */
  readonly isTitled: boolean;
  readonly url: string | null;
  readonly language: string | null;
  /** Author, date, reading time: what there is of them. */
  readonly byline: readonly string[];
  /** Of an episode: its number, its length. */
  readonly episode: readonly string[];
  /** The user's own. */
  readonly labels: readonly Pick<Label, 'name' | 'color'>[];
  /** The feed that this one took the article from. */
  readonly source: { readonly title: string; readonly url: string | null } | null;
}

export function renderHead(page: Document, head: ArticleHead): HTMLElement {
  const link = head.url === null ? {} : { href: head.url, rel: 'noopener noreferrer' };
  const title = pageElement(page, head.url === null ? 'span' : 'a', link, head.title);
  return pageElement(
    page,
    'header',
    { class: 'head', dir: textDirection(head.title) },
    pageElement(
      page,
      'div',
      { class: 'source' },
      renderIcon(page, head),
      pageElement(page, 'span', { dir: 'auto', lang: head.feedLanguage }, head.feedTitle),
      head.isUnsubscribed ? pageElement(page, 'em', {}, t('article.unsubscribed')) : null,
    ),
    pageElement(page, 'h1', { class: head.isTitled ? null : 'unseen', dir: 'auto', lang: head.language }, title),
    facts(page, head.byline),
    head.episode.length === 0 ? null : facts(page, head.episode),
    renderSource(page, head),
    renderLabels(page, head),
  );
}

function facts(page: Document, texts: readonly string[]): HTMLElement {
  return pageElement(page, 'div', { class: 'by' }, ...texts.map(text => pageElement(page, 'span', {}, pageElement(page, 'bdi', {}, text))));
}

function renderSource(page: Document, { source }: ArticleHead): HTMLElement | null {
  if (source === null) return null;
  const link = source.url === null ? {} : { href: source.url, rel: 'noopener noreferrer' };
  const name = pageElement(page, source.url === null ? 'span' : 'a', { ...link, dir: 'auto' }, source.title);
  return pageElement(page, 'div', { class: 'by' }, pageElement(page, 'span', {}, t('article.from'), ' ', name));
}

function renderLabels(page: Document, { labels }: ArticleHead): HTMLElement | null {
  if (labels.length === 0) return null;
  const items = labels.map(({ name, color }) =>
    pageElement(
      page,
      'li',
      { class: 'label' },
      pageElement(page, 'span', { class: `dot ${color}`, 'aria-hidden': 'true' }),
      pageElement(page, 'bdi', {}, name),
    ),
  );
  return pageElement(page, 'ul', { class: 'labels', 'aria-label': t('article.labels') }, ...items);
}

function renderIcon(page: Document, { feedId, feedTitle, iconUrl }: ArticleHead): HTMLElement {
  if (iconUrl !== null) return pageElement(page, 'img', { class: 'icon', src: iconUrl, alt: '' });
  const letter = pageElement(page, 'span', { class: 'letter', 'aria-hidden': 'true' }, feedLetter(feedTitle));
  letter.style.background = `oklch(0.5 0.11 ${letterHue(feedId)})`;
  return letter;
}
