import { createHash, randomBytes } from 'node:crypto';
import { lstatSync, mkdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** sockaddr_un holds 108 bytes with its closing zero on Linux, 104 on macOS. */
const longestPath = 103;
const pipeFile = 'control-pipe';

/** Where the owner of this profile listens; null when it cannot be known (no owner has ever listened, on Windows). */
export function controlPath(profileDir: string, platform: string = process.platform): string | null {
  if (platform === 'win32') {
    try {
      return readFileSync(join(profileDir, pipeFile), 'utf8');
    } catch {
      return null;
    }
  }
  const beside = join(profileDir, 'control.sock');
  if (Buffer.byteLength(beside) <= longestPath) return beside;
  return join(fallbackDir(), `${createHash('sha256').update(realOr(profileDir)).digest('hex').slice(0, 32)}.sock`);
}

/** The path to listen on; removes what an earlier owner left there. Only whoever owns the profile may call this. */
export function claimControlPath(profileDir: string, platform: string = process.platform): string {
  if (platform === 'win32') {
    // Pipe names are open to everybody on the machine: a random one, told in a file of the profile, can be neither guessed nor taken beforehand.
    const name = `\\\\.\\pipe\\freshet-${randomBytes(16).toString('hex')}`;
    writeFileSync(join(profileDir, pipeFile), name, { mode: 0o600 });
    return name;
  }
  const path = controlPath(profileDir, platform) ?? '';
  if (!path.startsWith(join(profileDir, '/'))) makePrivateDir(fallbackDir());
  if (lstatSync(path, { throwIfNoEntry: false })?.isSocket()) rmSync(path);
  return path;
}

function fallbackDir(): string {
  return join(tmpdir(), `freshet-${process.getuid?.() ?? 0}`);
}

/** @throws Error when somebody else made the folder first: whoever owns it could listen in our place. */
function makePrivateDir(dir: string): void {
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  if (!isPrivateDir(dir)) throw new Error(`${dir} is not a folder of this user alone`);
}

/** Of this user, and of nobody else: also asked by the client, before it says anything into a socket there. */
export function isPrivateDir(dir: string): boolean {
  const found = lstatSync(dir, { throwIfNoEntry: false });
  if (!found?.isDirectory()) return false;
  return (found.mode & 0o077) === 0 && found.uid === (process.getuid?.() ?? found.uid);
}

function realOr(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}
