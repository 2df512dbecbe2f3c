import type { Cursor } from '../protocol/entry-lists.ts';
import type { EntryId, FeedId, Milliseconds } from '../protocol/ids.ts';

/** A row's place in the order of a list. */
export interface Key {
  readonly id: EntryId;
  readonly sortAt: Milliseconds;
  readonly feedId: FeedId;
}

/** A place as the window names it; its feed is known where it was read from the store. */
export type Place = Cursor & { readonly feedId?: FeedId };
