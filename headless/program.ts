import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The parts of this Freshet, as built (`dist/`) or as sources. */
export interface Program {
  readonly workerEntry: string;
  /** The built window. */
  readonly rendererDir: string;
  readonly version: string;
}

/** @param here the folder of the running command line: `dist/headless` or `headless`. */
export function findProgram(here: string): Program {
  const built = join(here, '../worker/main.js');
  const isBuilt = existsSync(built);
  const root = join(here, isBuilt ? '../..' : '..');
  return {
    workerEntry: isBuilt ? built : join(here, '../worker/main.ts'),
    rendererDir: join(root, 'dist/renderer'),
    version: versionOf(join(root, 'package.json')),
  };
}

function versionOf(packageFile: string): string {
  const { version } = JSON.parse(readFileSync(packageFile, 'utf8')) as { readonly version: string };
  return version;
}
