import type { ReaderBridge } from '../../../electron/bridge.ts';
import type { Outcome } from '../../../worker/protocol/errors.ts';
import type { ReaderEvent } from '../../../worker/protocol/host.ts';

/** A bridge whose other end is the test: answers by method, and a record of what was asked. */
export interface ScriptedBridge extends ReaderBridge {
  readonly asked: { readonly method: string; readonly params: unknown }[];
  /** What a method answers from now on; a list of answers is used up one by one, its last stays. */
  answer(method: string, ...outcomes: Outcome[]): void;
  announce(event: ReaderEvent): void;
}

export function scriptedBridge(host: 'electron' | 'web'): ScriptedBridge {
  const answers = new Map<string, Outcome[]>();
  const listeners = new Set<(event: ReaderEvent) => void>();
  const asked: { readonly method: string; readonly params: unknown }[] = [];
  return {
    host,
    platform: 'linux',
    asked,
    answer: (method, ...outcomes) => void answers.set(method, outcomes),
    announce: event => {
      for (const listener of listeners) listener(event);
    },
    request: (method, params) => {
      asked.push({ method, params });
      const waiting = answers.get(method) ?? [];
      const outcome = waiting.length > 1 ? waiting.shift() : waiting[0];
      // What no test has prepared never settles, like a worker that is busy.
      return outcome === undefined ? new Promise(() => undefined) : Promise.resolve(outcome);
    },
    onEvent: listener => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    pictureUrl: (feedId, url) => `/picture/${feedId}?url=${encodeURIComponent(url)}`,
    iconUrl: (feedId, version) => `/icon/${feedId}/${version}`,
  };
}
