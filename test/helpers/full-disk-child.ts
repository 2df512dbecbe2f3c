// A process with a store that may not write files beyond a size. Forked by the test of full disks.
import { FeedError } from '../../worker/errors.ts';
import { openStore } from '../../worker/store/open-store.ts';
import { changed, namedEntry, planAt } from './feed-document.ts';

export type FromFullDiskChild =
  | { readonly kind: 'stored'; readonly round: number }
  /** `readable`: articles that can still be read at that moment. */
  | { readonly kind: 'full'; readonly code: string; readonly detail: string; readonly readable: number }
  | { readonly kind: 'recovered'; readonly round: number };

const [profileDir = ''] = process.argv.slice(2);
const tell = (message: FromFullDiskChild) => process.send?.(message);
const view = { scope: { kind: 'all' }, onlyUnread: false, order: 'newest' } as const;

const store = await openStore({ profileDir });
const [feed] = store.read.feedsIn({ kind: 'all' });
const feedId = feed?.feedId ?? 0;
let isFull = false;

for (let round = 1; ; ) {
  try {
    const entries = [1, 2, 3].map(part => namedEntry(`${round}-${part}`, { contentHtml: '<p>text</p>'.repeat(400) }));
    await store.write.saveCheck(feedId, changed(entries, { etag: String(round) }), round, planAt(round));
    if (isFull) {
      tell({ kind: 'recovered', round });
      break;
    }
    tell({ kind: 'stored', round });
    round += 1;
  } catch (error) {
    if (!isFull) {
      const code = error instanceof FeedError ? error.code : String(error);
      const detail = error instanceof FeedError ? (error.extras.detail ?? '') : '';
      tell({ kind: 'full', code, detail, readable: store.read.openView(view, null, 1_000).rows.length });
    }
    isFull = true;
    await new Promise(resolve => process.once('message', resolve));
  }
}
await store.close();
process.disconnect?.();
