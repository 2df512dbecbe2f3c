import type { FeedId } from '../protocol/ids.ts';
import type { ParseRequest } from './parser.ts';

type Subject = Pick<ParseRequest, 'feedId' | 'isSuspect'>;

/** Says who is to blame should the process die now, whenever that changes. */
export function createInWorkNote(tell: (feedIds: readonly FeedId[]) => void): { write(inWork: readonly Subject[]): void } {
  let told = '';
  return {
    write(inWork) {
      // One that was there at the last death already is more likely to blame than those beside it.
      const suspects = inWork.filter(({ isSuspect }) => isSuspect === true);
      const feedIds = (suspects.length > 0 ? suspects : inWork).map(({ feedId = 0 }) => feedId);
      const now = feedIds.join();
      if (now === told) return;
      told = now;
      tell(feedIds);
    },
  };
}
