import { renameSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { isBuilt, sourceHash, stampFile } from '../../build/source-hash.mjs';
import { tempFolder } from './temp-folder.ts';

function builtTree(): string {
  const root = tempFolder({
    'worker/main.ts': 'main',
    'renderer/ui/button.tsx': 'button',
    'test/a.test.ts': '',
    [`dist/${stampFile}`]: '',
  });
  writeFileSync(join(root, 'dist', stampFile), JSON.stringify({ sources: sourceHash(root) }));
  return root;
}

it('calls a tree built until something that goes into it changes', () => {
  const root = builtTree();
  utimesSync(join(root, 'worker/main.ts'), 0, 0);
  writeFileSync(join(root, 'test/a.test.ts'), 'changed');
  expect(isBuilt(root)).toBe(true);
  writeFileSync(join(root, 'worker/main.ts'), 'changed');
  expect(isBuilt(root)).toBe(false);
});

it('notices a file that has moved, come or gone', () => {
  const root = builtTree();
  renameSync(join(root, 'worker/main.ts'), join(root, 'worker/entry.ts'));
  expect(isBuilt(root)).toBe(false);
});

it('does not take a tree without a stamp, or with a broken one, for built', () => {
  expect(isBuilt(tempFolder({ 'worker/main.ts': '' }))).toBe(false);
  expect(isBuilt(tempFolder({ [`dist/${stampFile}`]: '{' }))).toBe(false);
});
