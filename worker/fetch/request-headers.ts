import { acceptEncoding } from './content-codings.ts';
import type { FetchRequest } from './request.ts';
import { conditionalHeaders } from './validators.ts';

/** Feed types first (P13); a page is welcome too, because discovery reads its links. */
const acceptFeeds = [
  'application/atom+xml',
  'application/rss+xml',
  'application/feed+json',
  'application/rdf+xml;q=0.9',
  'application/xml;q=0.8',
  'text/xml;q=0.8',
  'application/json;q=0.7',
  'text/html;q=0.6',
  '*/*;q=0.1',
].join(', ');

const acceptArticles = 'text/html, application/xhtml+xml, */*;q=0.1';

const acceptPictures = 'image/avif, image/webp, image/png, image/jpeg, image/gif, image/*;q=0.8, image/svg+xml;q=0, */*;q=0.1';

const acceptOf: Readonly<Record<FetchRequest['purpose'], string>> = {
  feed: acceptFeeds,
  page: acceptFeeds,
  article: acceptArticles,
  media: '*/*',
  icon: acceptPictures,
  picture: acceptPictures,
};

/** All that is ever sent: no cookies, no Referer, nothing that tells one user from another but what that user wants to be told (P13, P14). */
export function requestHeaders(
  request: FetchRequest,
  userAgent: string,
  { authorization, headers }: { readonly authorization: string | null; readonly headers: Readonly<Record<string, string>> },
): Record<string, string> {
  const own = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
  return {
    accept: acceptOf[request.purpose],
    ...own,
    'user-agent': request.access?.userAgent ?? userAgent,
    'accept-encoding': acceptEncoding,
    ...conditionalHeaders(request.validators),
    ...(authorization === null ? {} : { authorization }),
  };
}
