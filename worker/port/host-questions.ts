import * as v from 'valibot';
import type { Clock } from '../clock.ts';
import type { HostQuestion } from '../protocol/messages.ts';
import type { ParentPort } from './parent-port.ts';

/** What the host answers to each kind of question. */
interface HostAnswers {
  readonly 'can-seal': boolean;
  readonly seal: Uint8Array;
  readonly unseal: string;
  readonly 'resolve-proxy': string;
  readonly remember: boolean;
}

/** Never rejects. Null: the host cannot, or did not answer in time. */
export type AskHost = <K extends HostQuestion['kind']>(question: Extract<HostQuestion, { kind: K }>) => Promise<HostAnswers[K] | null>;

const shapes: { readonly [K in HostQuestion['kind']]: v.GenericSchema<unknown, HostAnswers[K]> } = {
  'can-seal': v.boolean(),
  seal: v.custom<Uint8Array>(answer => answer instanceof Uint8Array && answer.length <= 64 * 1_024),
  unseal: v.pipe(v.string(), v.maxLength(16_384)),
  'resolve-proxy': v.pipe(v.string(), v.maxLength(4_096)),
  remember: v.boolean(),
};

/** A keyring may ask the user for its password first. */
const patienceMs: { readonly [K in HostQuestion['kind']]: number } = {
  'can-seal': 10_000,
  seal: 120_000,
  unseal: 120_000,
  'resolve-proxy': 5_000,
  remember: 5_000,
};

/** Questions to the host over the worker's own channel. */
export function createHostQuestions(port: Pick<ParentPort, 'post' | 'onMessage'>, clock: Pick<Clock, 'after'>): AskHost {
  const open = new Map<number, (answer: unknown) => void>();
  let lastId = 0;
  port.onMessage(message => {
    const { kind, id, answer } = Object(message) as { readonly kind?: unknown; readonly id?: unknown; readonly answer?: unknown };
    if (kind === 'answer' && typeof id === 'number') open.get(id)?.(answer);
  });

  return <K extends HostQuestion['kind']>(question: Extract<HostQuestion, { kind: K }>) => {
    const kind: K = question.kind as K;
    const shape = shapes[kind] as v.GenericSchema<unknown, HostAnswers[K]>;
    lastId += 1;
    const id = lastId;
    return new Promise<HostAnswers[K] | null>(resolve => {
      const settle = (answer: unknown) => {
        open.delete(id);
        cancelLimit();
        const read = v.safeParse(shape, answer);
        resolve(read.success ? read.output : null);
      };
      const cancelLimit = clock.after(patienceMs[kind], () => settle(null));
      open.set(id, settle);
      port.post({ kind: 'ask', id, question });
    });
  };
}
