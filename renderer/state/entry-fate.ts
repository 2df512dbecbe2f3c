import type { EntryFate } from '../../worker/protocol/entries.ts';
import type { EntryId } from '../../worker/protocol/ids.ts';
import { RequestError, request } from '../client/request.ts';

const unknown: EntryFate = { kind: 'unknown', feedTitle: '', change: null };

/** What became of an article that is not there any more. */
export async function readFate(id: EntryId): Promise<EntryFate> {
  try {
    return await request('entries.fate', { id });
  } catch (error) {
    if (!(error instanceof RequestError)) throw error;
    return unknown;
  }
}
