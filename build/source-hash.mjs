import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** What ends up in dist/, or decides how it is made. */
const inputs = [
  'electron',
  'headless',
  'renderer',
  'worker',
  'build/bundle.ts',
  'build/licences.ts',
  'build/icons',
  'package.json',
  'package-lock.json',
  'tsconfig.json',
];

export const stampFile = 'stamp.json';

/**
 * One hash over the contents of all that is built; the names count too, the times do not.
 * @param {string} root
 */
export function sourceHash(root) {
  const hash = createHash('sha256');
  for (const input of inputs) {
    for (const file of filesUnder(root, input))
      hash
        .update(`${file}\0`)
        .update(readFileSync(join(root, file)))
        .update('\0');
  }
  return hash.digest('hex');
}

/**
 * @param {string} root
 * @param {string} path
 * @returns {string[]}
 */
function filesUnder(root, path) {
  const stat = statSync(join(root, path), { throwIfNoEntry: false });
  if (stat === undefined) return [];
  if (!stat.isDirectory()) return [path];
  return readdirSync(join(root, path))
    .sort()
    .flatMap(name => filesUnder(root, `${path}/${name}`));
}

/**
 * Whether dist/ was built from what is there now.
 * @param {string} root
 */
export function isBuilt(root) {
  try {
    return JSON.parse(readFileSync(join(root, 'dist', stampFile), 'utf8')).sources === sourceHash(root);
  } catch {
    return false;
  }
}
