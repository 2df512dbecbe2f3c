import type { Enclosure } from '../../../worker/protocol/model.ts';
import { enclosureName, fileSize } from '../../format/enclosure.ts';
import { t } from '../../words.ts';
import { pageElement } from './page-element.ts';

export interface ArticleFoot {
  /** What the article brings along; pictures that it shows anyway left out. */
  readonly enclosures: readonly Enclosure[];
  readonly commentsUrl: string | null;
}

const linkAttributes = { rel: 'noopener noreferrer' };

/** What stands below an article: its files and its comments as links. Null when there is nothing. */
export function renderFoot(page: Document, { enclosures, commentsUrl }: ArticleFoot): HTMLElement | null {
  if (enclosures.length === 0 && commentsUrl === null) return null;
  const files = enclosures.map(enclosure => {
    const facts = [enclosure.type, enclosure.length === null ? null : fileSize(enclosure.length)].filter(
      fact => fact !== null && fact !== '',
    );
    const name = pageElement(page, 'a', { ...linkAttributes, href: enclosure.url, dir: 'auto' }, enclosureName(enclosure.url));
    return pageElement(page, 'li', {}, name, ' ', pageElement(page, 'small', {}, facts.join(' · ')));
  });
  const list =
    files.length === 0
      ? null
      : pageElement(
          page,
          'section',
          {},
          pageElement(page, 'h2', {}, t('article.files', { count: files.length })),
          pageElement(page, 'ul', {}, ...files),
        );
  const comments =
    commentsUrl === null
      ? null
      : pageElement(page, 'p', { class: 'note' }, pageElement(page, 'a', { ...linkAttributes, href: commentsUrl }, t('article.comments')));
  return pageElement(page, 'footer', { class: 'foot' }, list, comments);
}
