import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { connectControl } from '../../worker/host/control-client.ts';
import { ownProfile, startReader } from '../helpers/electron-reader.ts';

describe('the main process', () => {
  test('opens a window without rights, forks the worker by its name and relays calls to it', async () => {
    const { fake, window, ask } = await startReader();
    expect(window.isShown).toBe(true);
    expect(window.options['webPreferences']).toMatchObject({ sandbox: true, contextIsolation: true, nodeIntegration: false });
    expect(fake.workers[0]?.options).toMatchObject({ serviceName: 'Freshet worker', stdio: 'pipe' });
    expect(Object.keys(fake.workers[0]?.options.env ?? {})).not.toContain('NODE_OPTIONS');
    const status = await ask<{ pid: number; name: string }>('worker.status');
    expect(status.pid).toBe(fake.workers[0]?.child.pid);
    expect([...fake.handlers.keys()]).toEqual(['reader:request']);
  });

  test('answers on its socket also when the profile was to be had at the second try only', async () => {
    let release = async () => {};
    const { ask, profileDir } = await startReader(async (_fake, _server, dir) => {
      release = await ownProfile(dir);
    });
    expect(await ask('host.health')).toMatchObject({ state: 'failed', error: { code: 'profile-in-use' } });
    await release();
    await ask('host.restartWorker');
    await expect.poll(async () => (await connectControl(profileDir)).kind, { timeout: 30_000 }).toBe('connected');
  });

  test('goes on with a new worker when the old one is killed, and tells the window', async () => {
    const { fake, ask, heard, window } = await startReader();
    const from = window.webContents.sent.length;
    fake.workers[0]?.child.kill('SIGKILL');
    expect((await heard('host.health', from)).payload.state).toBe('restarting');
    expect(await ask('worker.status')).toMatchObject({ restarts: 1, pid: fake.workers[1]?.child.pid });
  });

  test('takes the last words of a worker that V8 ends as words, not as an error of its own', async () => {
    const { fake, ask, heard, window, profileDir } = await startReader();
    fake.workers[0]?.emit('error', 'FatalError', 'v8::ToLocalChecked', '{}');
    const from = window.webContents.sent.length;
    fake.workers[0]?.child.kill('SIGABRT');
    expect((await heard('host.health', from)).payload.state).toBe('restarting');
    expect(await ask('worker.status')).toMatchObject({ restarts: 1 });
    expect(readFileSync(join(profileDir, 'logs/freshet.log'), 'utf8')).toContain('FatalError at v8::ToLocalChecked');
  });

  test('notes the place of the window when it has moved, so that a kill does not lose it', async () => {
    const { window, profileDir } = await startReader();
    const file = join(profileDir, 'window.json');
    expect(existsSync(file)).toBe(false);
    window.emit('move');
    await expect.poll(() => existsSync(file), { timeout: 15_000 }).toBe(true);
  });

  test('quits in order: windows, then the worker, then the process, with no child left behind', async () => {
    const { fake, window } = await startReader();
    const [worker] = fake.workers;
    fake.app.quit();
    expect(await fake.app.exited).toBe(0);
    expect(window.isDestroyed()).toBe(true);
    expect(fake.log.filter(line => ['will-quit', 'exit 0'].includes(line))).toEqual(['will-quit', 'will-quit', 'exit 0']);
    expect(worker?.child.exitCode).toBe(0);
    expect(fake.trays[0]?.isDestroyed).toBe(true);
  });

  test('the close button ends the process where the user wants that', async () => {
    const { fake, window, ask, heard } = await startReader();
    await ask('settings.set', { change: { closeButton: 'quit' } });
    await heard('settings.changed');
    window.close();
    expect(await fake.app.exited).toBe(0);
    expect(window.isDestroyed()).toBe(true);
  });

  test('the close button asks once, and hides the window into the tray while the worker goes on', async () => {
    const { fake, window, ask, heard } = await startReader();
    window.close();
    await new Promise(resolve => window.once('hide', resolve));
    expect(window.isDestroyed()).toBe(false);
    expect((await heard('settings.changed')).payload.closeButton).toBe('tray');
    window.show();
    window.close();
    expect(window.isShown).toBe(false);
    expect(fake.log.filter(line => line === 'messageBox')).toHaveLength(1);
    expect(await ask('worker.status')).toMatchObject({ restarts: 0 });
  });
});
