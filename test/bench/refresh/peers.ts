import { spawn } from 'node:child_process';
import { accessSync, constants, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { watchProcess } from './process-use.ts';

/** Wall and CPU in seconds. */
export interface Figures {
  readonly wall: number;
  readonly cpu: number;
  readonly peakMb: number;
  /** It was stopped at the end of our patience. */
  readonly wasStopped?: boolean;
}

/** Another reader with a profile of its own. */
export interface Peer {
  readonly name: string;
  refresh(patienceMs: number): Promise<Figures>;
  /** Before it is measured on feeds that have not changed. */
  prepareUnchanged?(patienceMs: number): Promise<unknown>;
  close(): void;
}

interface PeerKind {
  readonly name: string;
  readonly program: string;
  open(urls: readonly string[]): Promise<Peer>;
}

/** As many at once as Freshet asks. */
const atOnce = 32;

export const peerKinds: readonly PeerKind[] = [
  { name: 'newsboat', program: 'newsboat', open: openNewsboat },
  { name: 'sfeed', program: 'sfeed_update', open: openSfeed },
];

export function isInstalled(program: string): boolean {
  return (process.env['PATH'] ?? '').split(delimiter).some(folder => {
    try {
      accessSync(join(folder, program), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

async function openNewsboat(urls: readonly string[]): Promise<Peer> {
  const folder = mkdtempSync(join(tmpdir(), 'freshet-bench-newsboat-'));
  const file = (name: string) => join(folder, name);
  writeFileSync(file('config'), `reload-threads ${atOnce}\ndownload-retries 1\nmax-items 0\nerror-log ${file('errors')}\n`);
  const args = ['-q', '-C', file('config'), '-u', file('urls'), '-c', file('cache.db'), '-x', 'reload'];
  // A first run makes the cache, so that the index that makes it slow can go: newsboat is to be measured at its best.
  writeFileSync(file('urls'), 'http://127.0.0.1:9/nothing\n');
  await run('newsboat', args, folder, 30_000);
  const cache = new DatabaseSync(file('cache.db'));
  cache.exec('DROP INDEX IF EXISTS idx_deleted');
  cache.close();
  writeFileSync(file('urls'), `${urls.join('\n')}\n`);
  return {
    name: 'newsboat',
    refresh: patienceMs => run('newsboat', args, folder, patienceMs),
    // It keeps the validators of a feed's second answer only.
    prepareUnchanged: patienceMs => run('newsboat', args, folder, patienceMs),
    close: () => rmSync(folder, { recursive: true, force: true }),
  };
}

async function openSfeed(urls: readonly string[]): Promise<Peer> {
  const folder = mkdtempSync(join(tmpdir(), 'freshet-bench-sfeed-'));
  mkdirSync(join(folder, 'feeds'));
  mkdirSync(join(folder, 'etags'));
  const feeds = urls.map((url, index) => `feed '${index}' '${url}'`);
  writeFileSync(
    join(folder, 'sfeedrc'),
    [
      `sfeedpath='${folder}/feeds'`,
      `maxjobs=${atOnce}`,
      `fetch() { curl -f -s -m 15 --compressed --etag-save '${folder}/etags/'"$1" --etag-compare '${folder}/etags/'"$1" "$2"; }`,
      `feeds() {\n${feeds.join('\n')}\n}`,
    ].join('\n'),
  );
  return {
    name: 'sfeed',
    refresh: patienceMs => run('sfeed_update', [join(folder, 'sfeedrc')], folder, patienceMs),
    close: () => rmSync(folder, { recursive: true, force: true }),
  };
}

function run(program: string, args: readonly string[], home: string, patienceMs: number): Promise<Figures> {
  const startedAt = performance.now();
  const child = spawn(program, args, { stdio: 'ignore', env: { ...process.env, HOME: home }, detached: true });
  const watch = watchProcess(child.pid ?? 0);
  let wasStopped = false;
  const patience = setTimeout(() => {
    wasStopped = true;
    // The whole group that was started here: sfeed is a shell with many children.
    if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
  }, patienceMs);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', () => {
      clearTimeout(patience);
      resolve({ wall: (performance.now() - startedAt) / 1_000, ...watch.stop(), wasStopped });
    });
  });
}
