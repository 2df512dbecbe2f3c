import type { ReaderBridge } from '../../../electron/bridge.ts';
import type { Outcome } from '../../../worker/protocol/errors.ts';
import type { ReaderEvent } from '../../../worker/protocol/host.ts';
import type { Method, Params, Result } from '../../../worker/protocol/methods.ts';

type Answers = { [M in Method]?: (params: Params<M>) => Result<M> | Promise<Result<M>> };

export interface FakeBridge {
  /** Every call so far, in order. */
  readonly calls: { readonly method: string; readonly params: unknown }[];
  /** What methods answer; any other fails, as does one that throws. */
  answers: Answers;
  emit(event: ReaderEvent): void;
}

/** Puts a bridge in place of the host's. Import the stores after calling it: they read `window` when they are used. */
export function installFakeBridge(host: ReaderBridge['host'] = 'web'): FakeBridge {
  const listeners = new Set<(event: ReaderEvent) => void>();
  const fake: FakeBridge = {
    calls: [],
    answers: {},
    emit: event => {
      for (const listener of listeners) listener(event);
    },
  };
  const reader: ReaderBridge = {
    host,
    platform: 'linux',
    async request(method, params): Promise<Outcome> {
      fake.calls.push({ method, params });
      const answer = fake.answers[method as Method] as ((params: unknown) => unknown) | undefined;
      try {
        if (answer !== undefined) return { ok: true, result: await answer(params) };
      } catch {
        // As if the worker had died under the call.
      }
      return { ok: false, error: { code: 'worker-stopped', message: 'The background worker has stopped.', detail: '' } };
    },
    onEvent: listener => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    pictureUrl: (feedId, url) => `/picture/${feedId}/${url}`,
    iconUrl: (feedId, version) => `/icon/${feedId}/${version}`,
  };
  Object.assign(globalThis, { window: { reader, innerWidth: 1280 } });
  return fake;
}
