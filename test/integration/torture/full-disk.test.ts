import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { openStore } from '../../../worker/store/open-store.ts';
import type { FromFullDiskChild } from '../../helpers/full-disk-child.ts';
import { readProfile } from '../../helpers/profile-check.ts';
import { randomFrom } from '../../helpers/seeded-random.ts';
import { namedEntry, now, subscribe, temporaryFolder } from '../../helpers/store.ts';

const points = Number(process.env['FRESHET_TEST_FULL_DISKS'] ?? 5);
const feedUrl = 'https://example.org/feed';
const childFile = fileURLToPath(new URL('../../helpers/full-disk-child.ts', import.meta.url));

/** A store in a process whose files may not grow beyond so many kB, until `prlimit` lifts that: what a full disk is to SQLite. */
function startLimited(profileDir: string, kilobytes: number) {
  const script = `ulimit -S -f ${kilobytes}; exec "$0" "$@"`;
  const child = spawn('bash', ['-c', script, process.execPath, childFile, profileDir], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  const heard: FromFullDiskChild[] = [];
  child.on('message', message => heard.push(message as FromFullDiskChild));
  const exited = once(child, 'exit');
  const next = async (kind: FromFullDiskChild['kind']): Promise<FromFullDiskChild> => {
    for (;;) {
      const found = heard.find(message => message.kind === kind);
      if (found) return found;
      await Promise.race([
        once(child, 'message'),
        exited.then(([code, signal]) => Promise.reject(new Error(`it ended: ${code ?? signal}`))),
      ]);
    }
  };
  return { child, heard, next, exited };
}

it.skipIf(process.platform !== 'linux')(
  `stops with a clear message, reads on and recovers without a restart on ${points} full disks`,
  async () => {
    let rounds = 0;
    for (let point = 0; point < points; point += 1) {
      const random = randomFrom(point + 1);
      const profileDir = temporaryFolder();
      const store = await openStore({ profileDir, now: () => now });
      await subscribe(store, feedUrl, { entries: [namedEntry('first')] });
      await store.close();
      const size = Math.ceil(statSync(join(profileDir, 'freshet.db')).size / 1024);
      const limited = startLimited(profileDir, size + 40 + Math.floor(random() * 1_500));
      try {
        const full = await limited.next('full');
        expect(full).toMatchObject({ kind: 'full', code: 'disk-full' });
        const stored = limited.heard.filter(message => message.kind === 'stored').length;
        expect(full).toMatchObject({ readable: 1 + 3 * stored });
        execFileSync('prlimit', ['--pid', String(limited.child.pid), '--fsize=unlimited:']);
        limited.child.send('go on');
        await limited.next('recovered');
        await limited.exited;
        rounds += stored;
        expect(readProfile(profileDir)).toMatchObject({ integrity: 'ok', entries: new Map([[feedUrl, 1 + 3 * (stored + 1)]]) });
      } finally {
        limited.child.kill('SIGKILL');
      }
    }
    process.stdout.write(`${points} full disks: ${rounds} rounds stored before, none lost, none half\n`);
  },
  60_000 + points * 20_000,
);
