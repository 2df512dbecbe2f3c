import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, it, vi } from 'vitest';
import { holdsAll, installPackages, packagesAreInstalled, whyNpmFailed } from '../../../build/launcher/packages.mjs';
import { tempFolder } from '../temp-folder.ts';

beforeEach(() => {
  vi.spyOn(process.stderr, 'write').mockReturnValue(true);
});

const manifest = JSON.stringify({ name: 'clone', version: '1.0.0' });
const lock = (packages: object) => JSON.stringify({ name: 'clone', version: '1.0.0', lockfileVersion: 3, requires: true, packages });
const emptyLock = lock({ '': { name: 'clone', version: '1.0.0' } });

it('installs with npm, and knows afterwards that nothing is to be done', async () => {
  const root = tempFolder({ 'package.json': manifest, 'package-lock.json': emptyLock, 'node_modules/left-over.txt': '' });
  expect(packagesAreInstalled(root)).toBe(false);
  await installPackages(root);
  expect(packagesAreInstalled(root)).toBe(true);
  expect(existsSync(join(root, 'node_modules/left-over.txt'))).toBe(false);
});

it('installs again when package-lock.json has changed', async () => {
  const root = tempFolder({ 'package.json': manifest, 'package-lock.json': emptyLock, 'node_modules/.keep': '' });
  await installPackages(root);
  writeFileSync(join(root, 'package-lock.json'), lock({ '': { name: 'clone' }, 'node_modules/a': { version: '1.0.0' } }));
  expect(packagesAreInstalled(root)).toBe(false);
});

it('accepts what an `npm ci` by hand has installed', () => {
  const packages = { 'node_modules/a': { version: '1.0.0', integrity: 'sha512-a' } };
  const root = tempFolder({
    'package.json': manifest,
    'package-lock.json': lock({ '': {}, ...packages }),
    'node_modules/.package-lock.json': lock(packages),
  });
  expect(packagesAreInstalled(root)).toBe(true);
});

it('says that the registry was not reached when it was not', async () => {
  const wanted = { '': { name: 'clone', version: '1.0.0', dependencies: { a: '1.0.0' } }, 'node_modules/a': { version: '1.0.0' } };
  const root = tempFolder({
    'package.json': JSON.stringify({ name: 'clone', version: '1.0.0', dependencies: { a: '1.0.0' } }),
    'package-lock.json': lock(wanted),
    '.npmrc': 'registry=http://127.0.0.1:9/\nfetch-retries=0\ncache=.npm-cache\n',
  });
  await expect(installPackages(root)).rejects.toThrow(/^The packages could not be fetched: the npm registry was not reached\./);
  expect(packagesAreInstalled(root)).toBe(false);
});

it('installs nothing when there is no Node to go on with', async () => {
  const root = tempFolder({ 'package.json': manifest, 'package-lock.json': emptyLock });
  await expect(installPackages(root, '20.0.0')).rejects.toThrow(/^Freshet needs Node\.js 24\.15 or newer/);
  expect(existsSync(join(root, 'node_modules'))).toBe(false);
});

it('names the other causes of a failed installation', () => {
  expect(whyNpmFailed(228, 'npm error code ENOSPC')).toBe('The packages could not be installed: the disk is full.');
  expect(whyNpmFailed(243, 'npm error code EACCES')).toMatch(/may not be written to/);
  expect(whyNpmFailed(1, 'npm error code EINTEGRITY')).toMatch(/checksum differs/);
  expect(whyNpmFailed(1, 'npm error code EUSAGE')).toMatch(/npm ended with code 1/);
});

it('misses a package of another version, and an optional one only when it is for this system', () => {
  const own = { version: '1.0.0', optional: true, os: [process.platform], cpu: [process.arch] };
  const foreign = { version: '1.0.0', optional: true, os: ['aix'], cpu: ['ppc64'] };
  expect(holdsAll({ 'node_modules/a': { version: '1.0.0' } }, { 'node_modules/a': { version: '1.0.1' } })).toBe(false);
  expect(holdsAll({ 'node_modules/a': own }, {})).toBe(false);
  expect(holdsAll({ 'node_modules/a': foreign }, {})).toBe(true);
  expect(holdsAll({}, null)).toBe(false);
});

it('has a lock file that names the packages of every system', () => {
  interface Locked {
    readonly version?: string;
    readonly optionalDependencies?: Readonly<Record<string, string>>;
  }
  const file = readFileSync(join(import.meta.dirname, '../../../package-lock.json'), 'utf8');
  const { packages } = JSON.parse(file) as { packages: Record<string, Locked> };
  const missing = Object.entries(packages).flatMap(([path, { optionalDependencies }]) =>
    Object.keys(optionalDependencies ?? {}).filter(name => {
      const nested = path === '' ? undefined : packages[`${path}/node_modules/${name}`];
      return (nested ?? packages[`node_modules/${name}`])?.version === undefined;
    }),
  );
  expect(missing).toEqual([]);
});
