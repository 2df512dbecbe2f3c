import type { EntryDetail } from '../../../worker/protocol/entries.ts';
import type { Label } from '../../../worker/protocol/labels.ts';
import type { KeptFeed, Subscription } from '../../../worker/protocol/subscriptions.ts';
import { iconUrl } from '../../client/host.ts';
import { textLanguage } from '../../format/text-language.ts';
import { articleDate } from '../../format/time.ts';
import { webAddress } from '../../sanitize/addresses.ts';
import { shownFullText } from '../../state/full-text.ts';
import { t } from '../../words.ts';
import type { ArticleHead } from './article-head.ts';
import type { ArticleContent } from './article-page.ts';
import { episodeFacts, episodeFiles } from './episode.ts';

export function articleHead(
  detail: EntryDetail,
  subscription: Subscription | KeptFeed | undefined,
  labels: readonly Label[],
  now: number,
): ArticleHead {
  const { feedId, author, publishedAt } = detail;
  const version = subscription?.iconVersion ?? null;
  return {
    feedId,
    feedTitle: subscription?.title ?? '',
    isUnsubscribed: subscription !== undefined && 'unsubscribedAt' in subscription,
    iconUrl: version === null ? null : iconUrl(feedId, version),
    title: detail.title || firstSentence(detail.snippet) || t('article.untitled'),
    isTitled: detail.title !== '' || detail.contentHtml === '',
    url: webAddress(detail.url, null),
    language: languageOf(detail, subscription),
    feedLanguage: subscription === undefined ? null : textLanguage(subscription.title, subscription.language),
    byline: [author, publishedAt === null ? '' : articleDate(publishedAt, now)].filter(part => part !== ''),
    episode: detail.podcast === null ? [] : episodeFacts(detail.podcast),
    labels: labels.map(({ name, color }) => ({ name, color })),
    source: articleSource(detail, subscription),
  };
}

export function articleContent(
  detail: EntryDetail,
  subscription: Subscription | KeptFeed | undefined,
  showPictures: boolean,
): ArticleContent {
  const full = shownFullText(detail);
  return {
    id: detail.id,
    html: full?.html ?? detail.contentHtml,
    isNamed: detail.title !== '' || detail.snippet !== '',
    language: full?.language ?? languageOf(detail, subscription),
    baseUrl: full?.baseUrl ?? detail.baseUrl ?? detail.url ?? subscription?.siteUrl ?? null,
    showPictures,
    leadImageUrl: webAddress(detail.imageUrl, null),
    url: webAddress(detail.url, null),
    commentsUrl: webAddress(detail.commentsUrl, null),
    episodeFiles: detail.podcast === null ? [] : episodeFiles(detail.podcast),
    enclosures: detail.enclosures.filter(({ url, type }) => webAddress(url, null) !== null && type?.startsWith('image/') !== true),
  };
}

/** An entry seldom says it for itself, and a planet's feed cannot say it for all. */
function languageOf({ title, snippet, language }: EntryDetail, subscription: Subscription | KeptFeed | undefined): string | null {
  return textLanguage(`${title} ${snippet}`, language ?? subscription?.language ?? null);
}

/** A planet's or a digest's word on where it has the article from; a feed that names itself says nothing new. */
function articleSource({ source }: EntryDetail, subscription: Subscription | KeptFeed | undefined): ArticleHead['source'] {
  if (source === null || source.title === subscription?.title) return null;
  const url = webAddress(source.url ?? source.feedUrl, null);
  const title = source.title || (url === null ? '' : (URL.parse(url)?.hostname ?? ''));
  return title === '' ? null : { title, url };
}

const titleLength = 120;

/** An article without a title is called by how it begins. */
function firstSentence(snippet: string): string {
  const sentence = /^.{8,}?[.!?。！？…](?=\s|$|[^\x20-\x7e])/u.exec(snippet)?.[0] ?? snippet;
  if (sentence.length <= titleLength) return sentence;
  const cut = sentence.slice(0, titleLength);
  return `${cut.slice(0, Math.max(cut.lastIndexOf(' '), titleLength / 2))}…`;
}
