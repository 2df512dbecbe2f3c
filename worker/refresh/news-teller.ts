import type { Clock } from '../clock.ts';
import type { Events } from '../protocol/events.ts';
import type { NewsGatherer } from './news.ts';

/** Tells what has come together at the end of a refresh, at most once a minute: what comes before waits, and is told in one (R17). */
export interface NewsTeller {
  tell(): void;
  /** What still waits is not told any more: the store may be closed. */
  close(): void;
}

const smallestGapMs = 60_000;

export function createNewsTeller(needs: {
  readonly clock: Pick<Clock, 'monotonic' | 'after'>;
  readonly news: Pick<NewsGatherer, 'take'>;
  readonly emit: (news: Events['refresh.news']) => void;
}): NewsTeller {
  const { clock, news, emit } = needs;
  let toldAt = Number.NEGATIVE_INFINITY;
  let isClosed = false;
  let cancelTimer: (() => void) | null = null;

  function tell(): void {
    if (isClosed || cancelTimer !== null) return;
    const waitMs = toldAt + smallestGapMs - clock.monotonic();
    if (waitMs > 0) {
      cancelTimer = clock.after(waitMs, () => {
        cancelTimer = null;
        tell();
      });
      return;
    }
    const gathered = news.take();
    if (gathered === null) return;
    toldAt = clock.monotonic();
    emit(gathered);
  }

  return {
    tell,
    close() {
      isClosed = true;
      cancelTimer?.();
    },
  };
}
