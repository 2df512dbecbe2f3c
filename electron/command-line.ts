import { resolve } from 'node:path';
import type { StartFields } from '../worker/host/worker-host.ts';

export interface LaunchOptions {
  /** Null: the system's usual place. */
  readonly profileDir: string | null;
  readonly isSelfTest: boolean;
  /** For tests: another pace for feeds of this computer. */
  readonly start: Partial<StartFields>;
}

/**
 * Reads the few words that Freshet understands; everything else (Chromium's switches, addresses of a `feed:` link) is data and is left alone (L4).
 * @param args without the program itself
 */
export function readLaunchOptions(args: readonly string[], cwd: string): LaunchOptions {
  let profileDir: string | null = null;
  let intervalMs: number | null = null;
  for (const [index, arg] of args.entries()) {
    if (arg.startsWith('--profile=')) profileDir = resolve(cwd, arg.slice('--profile='.length));
    const next = args[index + 1];
    if (arg === '--profile' && next !== undefined && !next.startsWith('-')) profileDir = resolve(cwd, next);
    if (arg === '--test-interval-ms' && next !== undefined && /^\d{1,9}$/.test(next)) intervalMs = Number(next);
  }
  return {
    profileDir,
    isSelfTest: args.includes('--self-test'),
    start: { intervalMs, liftLimitsForLoopback: args.includes('--test-lift-loopback') },
  };
}
