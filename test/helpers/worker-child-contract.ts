import { afterEach, describe, expect, it } from 'vitest';
import type { WorkerChild } from '../../worker/host/worker-child.ts';
import type { FromWorker } from '../../worker/protocol/messages.ts';

/** What both wires must keep, told to a child that runs `scripted-worker.ts`. */
export function describeWorkerChild(name: string, fork: () => WorkerChild): void {
  describe(`worker child over ${name}`, () => {
    const started: WorkerChild[] = [];

    afterEach(async () => {
      await Promise.all(
        started.splice(0).map(
          child =>
            new Promise<void>(resolve => {
              child.onExit(() => resolve());
              if (!child.post({ kind: 'stop' })) resolve();
            }),
        ),
      );
    });

    function forkAndHear(): { child: WorkerChild; next: (kind: FromWorker['kind']) => Promise<FromWorker> } {
      const child = fork();
      started.push(child);
      const heard: FromWorker[] = [];
      let wake = () => {};
      child.onMessage(message => {
        heard.push(message);
        wake();
      });
      return {
        child,
        async next(kind) {
          for (;;) {
            const index = heard.findIndex(message => message.kind === kind);
            if (index !== -1) return heard.splice(index, 1)[0]!;
            await new Promise<void>(resolve => {
              wake = resolve;
            });
          }
        },
      };
    }

    async function echo(value: unknown): Promise<unknown> {
      const { child, next } = forkAndHear();
      await next('hello');
      child.post({ kind: 'call', id: 1, method: 'echo', params: { value } });
      const reply = await next('reply');
      return reply.kind === 'reply' && reply.outcome.ok ? (reply.outcome.result as { value: unknown }).value : reply;
    }

    it.each([
      [
        'a Map',
        new Map<unknown, unknown>([
          ['a', 1],
          [2, new Map([['b', null]])],
        ]),
      ],
      ['a Date', new Date(1_795_423_643_000)],
      ['a bigint', 2n ** 70n],
      ['bytes', Uint8Array.from([0, 127, 128, 255])],
      ['undefined inside', { a: undefined, b: [undefined, null] }],
      ['text of every plane', 'ä\u0000\ud83d\ude00\u2028\ufeff'],
    ])('carries %s there and back', async (_name, value) => {
      expect(await echo(value)).toStrictEqual(value);
    });

    it('carries ten megabytes there and back', async () => {
      const bytes = new Uint8Array(10_000_000).map((_, index) => index % 251);
      const back = (await echo(bytes)) as Uint8Array;
      expect(Buffer.compare(Buffer.from(back), Buffer.from(bytes))).toBe(0);
    });

    it('keeps a thousand messages in order', async () => {
      const { child, next } = forkAndHear();
      await next('hello');
      const ids = Array.from({ length: 1_000 }, (_, index) => index);
      for (const id of ids) child.post({ kind: 'call', id, method: 'echo', params: {} });
      const replies: number[] = [];
      for (const _ of ids) {
        const reply = await next('reply');
        if (reply.kind === 'reply') replies.push(reply.id);
      }
      expect(replies).toEqual(ids);
    });

    it('refuses what cannot be cloned without sending anything of it', async () => {
      const { child, next } = forkAndHear();
      await next('hello');
      expect(() => child.post({ kind: 'call', id: 1, method: 'echo', params: { run: () => {} } })).toThrow();
      child.post({ kind: 'call', id: 2, method: 'echo', params: {} });
      expect(await next('reply')).toMatchObject({ id: 2 });
    });

    it('tells the output of the process', async () => {
      const { child, next } = forkAndHear();
      let output = '';
      const both = new Promise<void>(resolve => {
        child.onOutput(text => {
          output += text;
          if (output.includes('second line')) resolve();
        });
      });
      await next('hello');
      child.post({ kind: 'call', id: 1, method: 'any', params: { do: 'print' } });
      await both;
      expect(output).toBe('first line\nsecond line\n');
    });

    it('tells the end once, with its code, and posts nothing afterwards', async () => {
      const { child, next } = forkAndHear();
      await next('hello');
      const ends: (number | null)[] = [];
      const ended = new Promise<void>(resolve => {
        child.onExit(code => {
          ends.push(code);
          resolve();
        });
      });
      child.post({ kind: 'call', id: 1, method: 'any', params: { do: 'exit 1' } });
      await ended;
      expect(child.post({ kind: 'ping', id: 1 })).toBe(false);
      child.kill(true);
      expect(ends).toEqual([1]);
      started.splice(0);
    });
  });
}
