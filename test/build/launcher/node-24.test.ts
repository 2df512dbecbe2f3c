import { copyFileSync, mkdirSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { findNode, isAtLeast, passes, probeNode } from '../../../build/launcher/node-24.mjs';
import { tempFolder } from '../temp-folder.ts';

const isWindows = process.platform === 'win32';
const packagedPath = join(
  'node_modules',
  `node-${isWindows ? 'win' : process.platform}-${process.arch}`,
  'bin',
  isWindows ? 'node.exe' : 'node',
);

/** A clone whose packages hold this very Node. */
function cloneWithNode(): string {
  const root = tempFolder();
  mkdirSync(dirname(join(root, packagedPath)), { recursive: true });
  if (isWindows) copyFileSync(process.execPath, join(root, packagedPath));
  else symlinkSync(process.execPath, join(root, packagedPath));
  return root;
}

it('compares versions by number, not by letter', () => {
  expect(isAtLeast('24.15.0', '24.15.0')).toBe(true);
  expect(isAtLeast('24.9.1', '24.15.0')).toBe(false);
  expect(isAtLeast('26.0.0-nightly', '24.15.0')).toBe(true);
  expect(isAtLeast('3.51', '3.51.3')).toBe(false);
});

it('refuses a Node or an SQLite that is too old', () => {
  expect(passes({ node: '24.15.0', sqlite: '3.51.3' })).toBe(true);
  expect(passes({ node: '24.14.9', sqlite: '3.51.3' })).toBe(false);
  expect(passes({ node: '24.15.0', sqlite: '3.51.2' })).toBe(false);
});

it('learns from this Node what its store can do', () => {
  expect(probeNode(process.execPath)).toEqual({ node: process.versions.node, sqlite: process.versions['sqlite'] });
});

it('learns nothing from what is no Node', () => {
  const root = tempFolder({ 'not-a-program': 'text' });
  expect(probeNode(join(root, 'not-a-program'))).toBeNull();
  expect(probeNode(join(root, 'missing'))).toBeNull();
});

it('takes the host’s own Node when it will do', () => {
  expect(findNode(cloneWithNode())).toBe(process.execPath);
});

it('takes the packaged Node when the host’s is too old', () => {
  const root = cloneWithNode();
  expect(findNode(root, { own: process.execPath, ownVersion: '20.0.0' })).toBe(join(root, packagedPath));
});

it('says in one sentence what to install when no Node will do', () => {
  const broken = tempFolder({ [packagedPath]: 'not a program' });
  for (const root of [tempFolder(), broken]) {
    expect(() => findNode(root, { own: process.execPath, ownVersion: '20.0.0' })).toThrow(
      /^Freshet needs Node\.js 24\.15 or newer .*this one is 20\.0\.0.*https:\/\/nodejs\.org/,
    );
  }
});
