import type { FeedId } from '../../worker/protocol/ids.ts';
import type { Params } from '../../worker/protocol/methods.ts';
import type { FeedAccess } from '../../worker/protocol/subscriptions.ts';
import { RequestError, request } from '../client/request.ts';
import { t } from '../words.ts';
import { refresh } from './refresh.ts';

export type AccessChange = Omit<Params<'feeds.setAccess'>, 'feedId'>;
export type AccessAnswer = { readonly access: FeedAccess } | { readonly problem: string };

/** How a feed is asked beyond its address. */
export function readAccess(feedId: FeedId): Promise<AccessAnswer> {
  return answer(() => request('feeds.access', { feedId }));
}

export function writeAccess(feedId: FeedId, change: AccessChange): Promise<AccessAnswer> {
  return answer(() => request('feeds.setAccess', { feedId, ...change }));
}

/** A login that was just given is tried at once. */
export function tryLogin(feedId: FeedId): Promise<void> {
  return refresh({ kind: 'feed', feedId });
}

async function answer(ask: () => Promise<FeedAccess>): Promise<AccessAnswer> {
  try {
    return { access: await ask() };
  } catch (error) {
    return { problem: error instanceof RequestError ? error.message : t('notice.unexpected') };
  }
}
