import type { Enclosure } from '../../../worker/protocol/entries.ts';
import { enclosureName, fileSize } from '../../format/enclosure.ts';
import { isolate } from '../../format/isolate.ts';
import { direction, t } from '../../words.ts';
import { pageElement } from './page-element.ts';

export interface FootFile {
  readonly name: string;
  readonly url: string;
  readonly facts: readonly string[];
}

export interface ArticleFoot {
  /** What the article brings along; pictures that it shows anyway left out. */
  readonly enclosures: readonly Enclosure[];
  readonly episodeFiles: readonly FootFile[];
  readonly commentsUrl: string | null;
}

const linkAttributes = { rel: 'noopener noreferrer' };

/** What stands below an article: its files and its comments as links. Null when there is nothing. */
export function renderFoot(page: Document, { enclosures, episodeFiles, commentsUrl }: ArticleFoot): HTMLElement | null {
  const files = [...enclosures.map(toFile), ...episodeFiles].map(({ name, url, facts }) => {
    const link = pageElement(page, 'a', { ...linkAttributes, href: url, dir: 'auto' }, name);
    return pageElement(
      page,
      'li',
      {},
      link,
      ' ',
      pageElement(page, 'small', {}, facts.map(fact => isolate(fact, direction())).join(' · ')),
    );
  });
  if (files.length === 0 && commentsUrl === null) return null;
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

function toFile({ url, type, length }: Enclosure): FootFile {
  const size = length === null ? '' : fileSize(length);
  return { name: enclosureName(url), url, facts: [type ?? '', size].filter(fact => fact !== '') };
}
