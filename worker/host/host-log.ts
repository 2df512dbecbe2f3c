import { appendFileSync, existsSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { hideSecrets } from '../hide-secrets.ts';

export type LogLevel = 'info' | 'warn' | 'error';

export interface HostLog {
  /** One entry; several lines become several entries. Never throws. */
  add(level: LogLevel, text: string): void;
  /** The last 200 lines. */
  recent(): string;
}

interface HostLogNeeds {
  /** Null: kept in memory only. Made when something is first said (0600, its folder 0700). */
  readonly file: string | null;
  readonly now?: () => Date;
  /** Bytes after which the file is set aside as `.1`; together they stay under twice as many. */
  readonly rotateBytes?: number;
}

const keptLines = 200;
const longestLine = 2_000;

/** The host's log: what the host and its worker say, with pid and time. */
export function createHostLog({ file, now = () => new Date(), rotateBytes = 5_000_000 }: HostLogNeeds): HostLog {
  const ring: string[] = [];
  let bytes: number | null = null;

  function write(target: string, text: string): void {
    try {
      if (bytes === null) {
        // Not recursive: the profile itself is made by the worker.
        if (!existsSync(dirname(target))) mkdirSync(dirname(target), { mode: 0o700 });
        bytes = statSync(target, { throwIfNoEntry: false })?.size ?? 0;
      }
      if (bytes + text.length > rotateBytes) {
        renameSync(target, `${target}.1`);
        bytes = 0;
      }
      appendFileSync(target, text, { mode: 0o600 });
      bytes += Buffer.byteLength(text);
    } catch {
      // A full disk or a read-only profile: the log goes on in memory, and tries the file again next time.
      bytes = null;
    }
  }

  return {
    add(level, text) {
      const lines = text.split(/\r?\n/u).filter(line => line.trim() !== '');
      if (lines.length === 0) return;
      const written = lines.map(line => `${now().toISOString()} ${level.padEnd(5)} ${hideSecrets(printable(line)).slice(0, longestLine)}`);
      ring.push(...written.slice(-keptLines));
      ring.splice(0, ring.length - keptLines);
      if (file !== null) write(file, `${written.join('\n')}\n`);
    },
    recent: () => ring.join('\n'),
  };
}

/** Control characters would move the cursor of whoever reads the log in a terminal. */
function printable(line: string): string {
  return line.replace(/[^\P{Cc}\t]/gu, '\ufffd');
}
