import type { Clock } from '../clock.ts';
import type { FeedId } from '../protocol/ids.ts';
import type { NetworkTrouble } from '../protocol/refresh.ts';

/**
 * Tells a network that answers for everybody (the login page of a hotel), or that reaches nobody, from servers in trouble (R11):
 * several hosts with the same symptom, and none in between that answers as it should.
 */
export interface NetworkWatch {
  /** Whether a feed may be asked. While the network is in trouble only a few find out whether it is back. Each yes is followed by one `done`. */
  mayAsk(isUrgent: boolean): boolean;
  done(): void;
  /** A feed has come, or its server has said that it is unchanged. */
  heardWell(): void;
  /** Whether this failure is the network's. The first witnesses are not believed yet; they are forgiven when others say the same. */
  isToBlame(symptom: Symptom): boolean;
  /** The operating system says that something has changed: ask and see. */
  forget(): void;
  trouble(): NetworkTrouble | null;
}

export interface Symptom {
  readonly feedId: FeedId;
  readonly host: string;
  /** What hosts in the same trouble have in common. */
  readonly key: string;
  readonly kind: NetworkTrouble;
  /** The feed worked until now: one that failed already is no witness. */
  readonly isFresh: boolean;
}

export interface NetworkWatchNeeds {
  readonly clock: Pick<Clock, 'monotonic'>;
  readonly onChange: (trouble: NetworkTrouble | null) => void;
  /** What these feeds failed with was the network's fault after all. */
  readonly onForgiven: (feedIds: readonly FeedId[]) => void;
}

interface Witness {
  readonly host: string;
  readonly feedId: FeedId;
  readonly at: number;
}

const hostsThatAgree = 3;
const mostProbes = 3;
/** After a look at a network in trouble, nobody looks again for so long. */
const restMs = 60_000;
/** Witnesses are of the same trouble only when they are of the same time. */
const rememberedMs = 10 * 60_000;
/** A network that has worked this short a time ago works. */
const wellForMs = 10_000;

export function createNetworkWatch({ clock, onChange, onForgiven }: NetworkWatchNeeds): NetworkWatch {
  const witnesses = new Map<string, readonly Witness[]>();
  let inWork = 0;
  let trouble: NetworkTrouble | null = null;
  let lookedAt = Number.NEGATIVE_INFINITY;
  let wellAt = Number.NEGATIVE_INFINITY;

  function change(to: NetworkTrouble | null): void {
    witnesses.clear();
    if (trouble === to) return;
    trouble = to;
    onChange(to);
  }

  return {
    mayAsk(isUrgent) {
      const isResting = clock.monotonic() - lookedAt < restMs;
      if (trouble !== null && !isUrgent && (isResting || inWork >= mostProbes)) return false;
      inWork += 1;
      return true;
    },
    done() {
      inWork -= 1;
    },
    heardWell() {
      wellAt = clock.monotonic();
      change(null);
    },
    isToBlame({ feedId, host, key, kind, isFresh }) {
      const at = clock.monotonic();
      if (trouble !== null) {
        lookedAt = at;
        return true;
      }
      if (!isFresh || at - wellAt < wellForMs) return false;
      const before = (witnesses.get(key) ?? []).filter(witness => at - witness.at < rememberedMs);
      witnesses.set(key, [...before, { host, feedId, at }]);
      const hosts = new Set([host, ...before.map(witness => witness.host)]).size;
      // Three dead feeds among two hundred say nothing of the network.
      if (hosts < hostsThatAgree || hosts * 2 < inWork) return false;
      lookedAt = at;
      onForgiven(before.map(witness => witness.feedId));
      change(kind);
      return true;
    },
    forget() {
      lookedAt = Number.NEGATIVE_INFINITY;
      change(null);
    },
    trouble: () => trouble,
  };
}
