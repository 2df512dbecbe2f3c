import type { Outcome, WireError } from '../protocol/errors.ts';
import type { ToWorker } from '../protocol/messages.ts';
import type { Method } from '../protocol/methods.ts';
import { methodKind } from './method-kinds.ts';
import { callCancelled, failed, hostFault } from './wire-errors.ts';

interface OpenCall {
  readonly id: number;
  readonly method: Method;
  readonly params: unknown;
  readonly settle: (outcome: Outcome) => void;
  isPosted: boolean;
  wasRetried: boolean;
}

/** The calls that have no answer yet. They outlive the worker they were sent to; each settles exactly once. */
export function createOpenCalls(post: (message: ToWorker) => boolean) {
  const open = new Map<number, OpenCall>();
  let nextId = 1;
  let isReady = false;

  function settle(call: OpenCall, outcome: Outcome): void {
    if (open.delete(call.id)) call.settle(outcome);
  }

  function send(call: OpenCall): void {
    try {
      // False: the process has just gone. The call stays queued and goes to the next one.
      call.isPosted = post({ kind: 'call', id: call.id, method: call.method, params: call.params });
    } catch (thrown) {
      // Parameters that cannot be cloned.
      settle(call, failed(hostFault(thrown)));
    }
  }

  return {
    size: () => open.size,

    ask(method: Method, params: unknown, signal: AbortSignal | undefined): Promise<Outcome> {
      if (signal?.aborted) return Promise.resolve(failed(callCancelled()));
      return new Promise(resolve => {
        const cancel = () => {
          if (call.isPosted && isReady) post({ kind: 'cancel', id: call.id });
          settle(call, failed(callCancelled()));
        };
        const call: OpenCall = {
          id: nextId++,
          method,
          params,
          isPosted: false,
          wasRetried: false,
          settle(outcome) {
            signal?.removeEventListener('abort', cancel);
            resolve(outcome);
          },
        };
        signal?.addEventListener('abort', cancel, { once: true });
        open.set(call.id, call);
        if (isReady) send(call);
      });
    },

    workerReady(): void {
      isReady = true;
      for (const call of [...open.values()]) {
        if (!call.isPosted) send(call);
      }
    },

    answered(id: number, outcome: Outcome): void {
      const call = open.get(id);
      if (call) settle(call, outcome);
    },

    /** The worker is gone: reads wait for the next one, once, or oftener when it is known what else killed it. What it was doing otherwise is unknown. */
    workerLost(error: WireError, isExplained: boolean): void {
      isReady = false;
      for (const call of [...open.values()]) {
        if (!call.isPosted) continue;
        if (methodKind(call.method) === 'action' || (call.wasRetried && !isExplained)) {
          settle(call, failed(error));
        } else {
          call.isPosted = false;
          call.wasRetried = true;
        }
      }
    },

    /** There will be no next worker. */
    settleAll(error: WireError, which: 'all' | 'queued' = 'all'): void {
      if (which === 'all') isReady = false;
      for (const call of [...open.values()]) {
        if (which === 'all' || !call.isPosted) settle(call, failed(error));
      }
    },
  };
}
