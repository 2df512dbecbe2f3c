import type { Clock } from '../clock.ts';
import type { HandlersOf } from '../dispatch.ts';
import type { FullTexts } from '../refresh/full-texts.ts';
import type { WriteStore } from '../store/write-store.ts';
import { createAskers } from './askers.ts';

export interface FullTextApiNeeds {
  readonly fullTexts: Pick<FullTexts, 'fetch'>;
  readonly write: Pick<WriteStore, 'showFullText'>;
  readonly clock: Clock;
}

export function createFullTextHandlers({
  fullTexts,
  write,
  clock,
}: FullTextApiNeeds): HandlersOf<'entries.fetchFullText' | 'entries.stopFullText' | 'entries.showFullText'> {
  const asking = createAskers();
  return {
    async 'entries.fetchFullText'({ id, asker }, call) {
      const found = await asking(asker, call.signal, signal => fullTexts.fetch(id, signal));
      return { ...found, at: clock.now() };
    },
    async 'entries.stopFullText'({ asker }, { signal }) {
      await asking(asker, signal, () => Promise.resolve(null));
      return null;
    },
    async 'entries.showFullText'({ id, isShown }) {
      await write.showFullText(id, isShown, clock.now());
      return null;
    },
  };
}
