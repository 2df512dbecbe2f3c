import { globSync } from 'node:fs';
import { sep } from 'node:path';

export const productFolders = ['electron', 'headless', 'renderer', 'worker'] as const;

/** TypeScript sources under the named folders of `root`, as paths with `/` relative to it. */
export function sourceFiles(root: string, folders: readonly string[]): string[] {
  const patterns = folders.map(folder => `${folder}/**/*.{ts,tsx}`);
  return globSync(patterns, { cwd: root, exclude: ['**/fixtures/**', '**/*.d.ts'] })
    .map(path => path.replaceAll(sep, '/'))
    .sort();
}
