import type { EntryId } from '../../protocol/ids.ts';

/** One of the states of an entry that the user sets. */
export type State = 'read' | 'star' | 'later';

export interface Touched {
  readonly state: State;
  readonly ids: readonly EntryId[];
}

export interface Progress {
  readonly done: number;
  readonly total: number;
}

/** Long work of the user's (mark-all, undo of it), done in slices with short actions let in between. */
export interface LongJob<Result> {
  /** Does the next slice inside the caller's transaction; the result when it was the last one. */
  readonly step: () => { readonly isDone: false } | { readonly isDone: true; readonly result: Result };
  /** The user has set this state of these entries since the job began: it is no more the job's. */
  readonly leaveAlone: (touched: Touched) => void;
  /** How far it is; a total of 0: not known yet. */
  readonly progress?: () => Progress;
}

const sliceMs = 5;

/** How many rows the next slice takes, so that one lasts about 5 ms. */
export function createPace(now: () => number): { readonly size: () => number; readonly measure: <T>(work: () => T) => T } {
  let size = 500;
  return {
    size: () => size,
    measure(work) {
      const started = now();
      const result = work();
      const tookMs = Math.max(now() - started, 0.1);
      size = Math.round(Math.min(5000, Math.max(100, size * Math.min(2, Math.max(0.5, sliceMs / tookMs)))));
      return result;
    },
  };
}
