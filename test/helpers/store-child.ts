// A process with a store under load, to be killed at any moment. Forked by the tests of the store.
import { openStore } from '../../worker/store/open-store.ts';
import type { Store } from '../../worker/store/store.ts';
import type { CheckOutcome } from '../../worker/store/write-store.ts';
import { changed, namedEntry, planAt } from './feed-document.ts';

/** What the child tells: an intent before each of the user's actions, and the same once it was acknowledged. */
export type FromStoreChild =
  | { readonly kind: 'opened' }
  | { readonly kind: 'refused'; readonly code: string; readonly message: string }
  | { readonly kind: 'intent' | 'acknowledged'; readonly step: number; readonly action: Action }
  | { readonly kind: 'refreshed'; readonly rounds: number };

export type Action =
  | { readonly name: 'read' | 'star'; readonly id: number; readonly isOn: boolean }
  | { readonly name: 'subscribe'; readonly feedUrl: string }
  | { readonly name: 'minutes'; readonly minutes: number };

const [profileDir = '', task = '', number = '0'] = process.argv.slice(2);

function tell(message: FromStoreChild): void {
  process.send?.(message);
}

async function act(store: Store): Promise<void> {
  const random = randomFrom(Number(number));
  const ids = store.read.openView({ scope: { kind: 'all' }, onlyUnread: false, order: 'newest' }, null, 50).rows.map(row => row.id);
  for (let step = 0; ; step += 1) {
    const action = chooseAction(random, ids, `${number}-${step}`);
    tell({ kind: 'intent', step, action });
    await perform(store, action);
    tell({ kind: 'acknowledged', step, action });
  }
}

function chooseAction(random: () => number, ids: readonly number[], name: string): Action {
  const kind = random();
  if (kind < 0.05) return { name: 'subscribe', feedUrl: `https://example.org/added/${name}` };
  if (kind < 0.1) return { name: 'minutes', minutes: 60 + Math.floor(random() * 1000) };
  const id = ids[Math.floor(random() * ids.length)] ?? 0;
  return { name: kind < 0.6 ? 'read' : 'star', id, isOn: random() < 0.5 };
}

async function perform(store: Store, action: Action): Promise<void> {
  switch (action.name) {
    case 'read':
      await store.write.setRead([action.id], action.isOn, 'command', Date.now());
      return;
    case 'star':
      await store.write.setStarred([action.id], action.isOn, Date.now());
      return;
    case 'subscribe':
      await store.write.addSubscription({
        feedUrl: action.feedUrl,
        folder: null,
        firstUnread: 'all',
        outcome: null,
        at: 0,
        plan: planAt(0),
      });
      return;
    case 'minutes':
      await store.write.setSettings({ pace: { kind: 'every', minutes: action.minutes } });
  }
}

/** Each round adds three entries to every feed, and gives the feed its number as validator. */
async function refresh(store: Store, rounds: number): Promise<void> {
  const feeds = store.read.feedsIn({ kind: 'all' }).filter(feed => feed.feedUrl.includes('/load/'));
  for (let more = 1; more <= rounds; more += 1) {
    await Promise.all(
      feeds.map(({ feedId, etag }) => {
        const round = Number(etag ?? 0) + more;
        return store.write.saveCheck(feedId, answer(round), round, planAt(round));
      }),
    );
    tell({ kind: 'refreshed', rounds: more });
  }
}

function answer(round: number): CheckOutcome {
  const entries = [1, 2, 3].map(part =>
    namedEntry(`${round}-${part}`, {
      contentHtml: '<p>text</p>'.repeat(300),
      enclosures: [{ url: 'https://example.org/a.mp3', type: null, length: null }],
    }),
  );
  return changed(entries, { etag: `${round}` });
}

function randomFrom(start: number): () => number {
  let state = start * 2_654_435_761 + 1;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

try {
  const store = await openStore({ profileDir });
  tell({ kind: 'opened' });
  if (task === 'load') await Promise.race([act(store), refresh(store, Number.POSITIVE_INFINITY)]);
  if (task === 'rounds') await refresh(store, Number(number));
  // 'hold', and 'rounds' when done: open until killed.
} catch (error) {
  tell({ kind: 'refused', code: error instanceof Error && 'code' in error ? String(error.code) : String(error), message: String(error) });
  process.disconnect?.();
}
