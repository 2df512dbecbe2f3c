import { FeedError } from '../errors.ts';
import type { Credentials } from './credentials.ts';
import type { RequestAccess } from './request.ts';

/** A 401 in the words that fit: no login was there, it was wrong, the keyring keeps it back, or a redirect led to where it does not go. */
export function loginFailure(refused: FeedError, url: URL, { url: asked, at }: Credentials, access: RequestAccess | null): FeedError {
  const { detail = '' } = refused.extras;
  if (url.origin !== asked.origin) {
    const message = `${asked.host} sent Freshet on to ${url.host}, which wants a user name and password (401). Freshet gives a login only to the server it is for: add the feed by its address at ${url.host}.`;
    return new FeedError('unauthorized', message, { detail });
  }
  const extras = { detail, origin: url.origin };
  if (at(url).authorization !== null) {
    return new FeedError(
      'unauthorized',
      `${url.host} does not accept this user name and password (401). Check both, and log in again.`,
      extras,
    );
  }
  if (access?.isLocked === true) {
    const message = `${url.host} wants a user name and password (401). They are in the system's keyring, which does not give them to Freshet here. Unlock it, or log in again.`;
    return new FeedError('unauthorized', message, extras);
  }
  return new FeedError('unauthorized', refused.message, extras);
}
