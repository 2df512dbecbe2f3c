import { afterEach, describe, expect, it } from 'vitest';
import { steadyThreads } from '../../worker/host/steady-threads.ts';
import { isAlive } from '../../worker/port/is-alive.ts';
import { hostOf, type ScriptedHost } from '../helpers/scripted-host.ts';

const opened: ScriptedHost[] = [];
function open(options: Parameters<typeof hostOf>[0] = {}): ScriptedHost {
  const scripted = hostOf(options);
  opened.push(scripted);
  return scripted;
}

afterEach(async () => {
  await Promise.all(opened.splice(0).map(({ host }) => host.stop()));
});

describe('a host and its really forked worker', () => {
  it('keeps calls until the worker is ready, and answers them in order', async () => {
    const { host, ask } = open({ how: 'http://slow/' });
    expect(host.health().state).toBe('starting');
    const answers: unknown[] = [];
    await Promise.all([1, 2, 3].map(async number => answers.push(await ask('entries.get', { number }))));
    expect(answers).toEqual([1, 2, 3].map(number => ({ ok: true, result: { number } })));
    expect(host.health()).toMatchObject({ state: 'ready', restarts: 0 });
  });

  it('tells the worker who its parent is, and gives it no secrets of the environment', async () => {
    process.env['FRESHET_SECRET'] = 'planted';
    process.env['NODE_OPTIONS'] = '--no-deprecation';
    const { ask } = open();
    const told = await ask('entries.get', { do: 'tell' });
    delete process.env['FRESHET_SECRET'];
    delete process.env['NODE_OPTIONS'];
    expect(told).toMatchObject({
      ok: true,
      result: { start: { parentPid: process.pid, protocol: 1, restarts: 0, version: '0.0.1' }, execArgv: steadyThreads },
    });
    expect(JSON.stringify(told)).not.toContain('planted');
    expect(JSON.stringify(told)).not.toContain('NODE_OPTIONS');
  });

  it('settles every call when the worker crashes under it: actions fail, reads are asked once more', async () => {
    const { host, ask, reaches } = open();
    await reaches('ready');
    const action = ask('entries.setRead', { do: 'hang' });
    const read = ask('entries.page', { number: 1 });
    const hanging = ask('entries.get', { do: 'exit in the first life' });
    expect(await action).toMatchObject({ ok: false, error: { code: 'worker-stopped', detail: 'it ended with exit code 1' } });
    expect(await read).toEqual({ ok: true, result: { number: 1 } });
    expect(await hanging).toEqual({ ok: true, result: 'life 1' });
    expect(host.health()).toMatchObject({ state: 'ready', restarts: 1 });
  });

  it('gives a read up that kills the worker a second time', async () => {
    const { ask, reaches, healths } = open({ times: { crashLimit: Number.POSITIVE_INFINITY } });
    expect(await ask('entries.get', { do: 'exit 1' })).toMatchObject({ ok: false, error: { code: 'worker-stopped' } });
    await reaches('ready');
    expect(healths.filter(health => health.state === 'restarting')).toHaveLength(2);
  });

  it('takes an exit that it did not ask for as a crash, also with code 0', async () => {
    const { ask, reaches } = open();
    expect(await ask('entries.setRead', { do: 'exit 0' })).toMatchObject({ ok: false, error: { code: 'worker-stopped' } });
    expect(await reaches('ready')).toMatchObject({ restarts: 1 });
  });

  it('starts a worker anew that was killed from outside', async () => {
    const { children, reaches } = open();
    await reaches('ready');
    process.kill(children[0]!.pid!, 'SIGKILL');
    expect(await reaches('restarting')).toMatchObject({ reason: 'it was ended by SIGKILL' });
    await reaches('ready');
    expect(children).toHaveLength(2);
  });

  it('kills a worker that is silent, and starts another', async () => {
    const { ask, children, reaches } = open();
    await reaches('ready');
    const pid = children[0]!.pid!;
    expect(await ask('entries.setRead', { do: 'fall silent' })).toMatchObject({
      ok: false,
      error: { code: 'worker-stopped', detail: 'it did not answer for 1.5 s' },
    });
    expect(isAlive(pid)).toBe(false);
    await reaches('ready');
  });

  it('kills a worker that never says hello', async () => {
    const { reaches } = open({ file: 'silent.ts', times: { startSilentMs: 500 } });
    expect(await reaches('restarting')).toMatchObject({ reason: 'it did not answer for 0.5 s' });
  });

  it('ends a crash loop in a clear state with reason and log, and tries again when asked', async () => {
    const { host, ask, reaches, children } = open({ how: 'http://crashes/' });
    const waiting = ask('entries.get', {});
    const health = await reaches('failed');
    expect(health).toMatchObject({ error: { code: 'worker-stopped', detail: 'it ended with exit code 7' }, restarts: 2 });
    expect(health.state === 'failed' && health.log).toContain('worker: crashed: it ended with exit code 7');
    expect(await waiting).toMatchObject({ ok: false, error: { code: 'worker-stopped' } });
    expect(await ask('entries.get', {})).toMatchObject({ ok: false, error: { code: 'worker-stopped' } });
    expect(children).toHaveLength(3);
    host.restart();
    expect(host.health().state).toBe('starting');
    await reaches('failed');
    expect(children).toHaveLength(6);
  });

  it('does not try a start again that can never succeed', async () => {
    const { reaches, ask, children } = open({ how: 'http://fails-for-good/' });
    expect(await reaches('failed')).toMatchObject({ error: { code: 'profile-unusable', message: 'This profile cannot be used.' } });
    expect(await ask('entries.get', {})).toMatchObject({ ok: false, error: { code: 'profile-unusable' } });
    expect(children).toHaveLength(1);
  });

  it('tries a start again that failed for now', async () => {
    const { reaches, children } = open({ how: 'http://fails/' });
    expect(await reaches('restarting')).toMatchObject({ reason: 'it could not start: This profile cannot be used.' });
    await reaches('failed');
    expect(children).toHaveLength(3);
  });

  it('refuses a worker of another protocol', async () => {
    const { reaches, children } = open({ file: 'other-version.ts' });
    expect(await reaches('failed')).toMatchObject({ error: { code: 'protocol-mismatch', detail: 'host 1, worker 2' } });
    expect(children).toHaveLength(1);
  });

  it('says why when the program cannot even be started', async () => {
    const { reaches } = open({ file: 'not-there.ts' });
    const health = await reaches('failed');
    expect(health.state === 'failed' && health.log).toContain('not-there.ts');
  });

  it('pings, and acknowledges what it has heard', async () => {
    const { ask, reaches } = open();
    await reaches('ready');
    await expect
      .poll(async () => (await ask('entries.get', { do: 'tell' })) as unknown)
      .toMatchObject({
        ok: true,
        result: { pings: expect.toSatisfy((pings: number) => pings >= 2), acks: expect.toSatisfy((seq: number) => seq >= 3) },
      });
  });

  it('passes cancelling on and settles the call at once', async () => {
    const { ask, log, reaches } = open();
    await reaches('ready');
    const cancel = new AbortController();
    const waiting = ask('refresh.run', { do: 'hang' }, cancel.signal);
    cancel.abort();
    expect(await waiting).toMatchObject({ ok: false, error: { code: 'cancelled' } });
    await expect.poll(log.recent).toContain('cancelled 1');
    expect(await ask('entries.get', {}, cancel.signal)).toMatchObject({ ok: false, error: { code: 'cancelled' } });
  });

  it('settles a call whose parameters cannot be sent', async () => {
    const { ask, reaches } = open();
    await reaches('ready');
    expect(await ask('entries.get', { run: () => {} })).toMatchObject({ ok: false, error: { code: 'internal' } });
  });

  it('hands events to every listener, also when one of them throws', async () => {
    const { host, ask, log } = open();
    const heard: unknown[] = [];
    host.onEvent(() => {
      throw new Error('a bad listener');
    });
    host.onEvent(event => heard.push(event));
    await ask('entries.get', { do: 'announce' });
    expect(heard).toEqual([{ name: 'subscriptions.changed', payload: { unread: 3, countsOnly: false } }]);
    expect(log.recent()).toContain('a bad listener');
  });

  it('logs what the worker prints, with its pid', async () => {
    const { ask, children, log } = open();
    await ask('entries.get', { do: 'print' });
    await expect.poll(log.recent).toContain(`worker ${children[0]!.pid}: first line`);
  });

  it('tells the worker of sleep and waking', async () => {
    const { host, log, reaches } = open();
    await reaches('ready');
    host.power('suspend');
    await expect.poll(log.recent).toContain('power suspend');
  });
});

describe('stopping', () => {
  it('is orderly: no kill, no restart, and every open call settles', async () => {
    const { host, ask, children, log, reaches } = open();
    await reaches('ready');
    const open1 = ask('entries.get', { do: 'hang' });
    await host.stop();
    expect(await open1).toMatchObject({ ok: false, error: { code: 'worker-stopped' } });
    expect(await ask('entries.get', {})).toMatchObject({ ok: false, error: { code: 'worker-stopped' } });
    expect(host.health()).toEqual({ state: 'stopped' });
    expect(log.recent()).not.toContain('did not stop');
    expect(isAlive(children[0]!.pid!)).toBe(false);
    expect(children).toHaveLength(1);
  });

  it('ends a worker that refuses to stop and to be terminated', async () => {
    const { host, children, log, reaches } = open({ how: 'http://stubborn/' });
    await reaches('ready');
    await host.stop();
    expect(log.recent()).toContain('did not stop within 0.4 s');
    expect(log.recent()).toContain('killed, because it did not stop');
    expect(isAlive(children[0]!.pid!)).toBe(false);
  });

  it('does not start a worker anew that was waiting for its next try', async () => {
    const { host, children, reaches } = open({ how: 'http://crashes/', times: { restartDelaysMs: [60_000] } });
    await reaches('restarting');
    await Promise.all([host.stop(), host.stop()]);
    host.restart();
    expect(host.health()).toEqual({ state: 'stopped' });
    expect(children).toHaveLength(1);
  });

  it('starts at once instead of waiting when the user asks to try again', async () => {
    const { host, children, reaches } = open({ how: 'http://crashes/', times: { restartDelaysMs: [60_000], crashLimit: 2 } });
    await reaches('restarting');
    host.restart();
    expect(children).toHaveLength(2);
  });
});
