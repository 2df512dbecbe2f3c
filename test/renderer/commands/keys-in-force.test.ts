import { describe, expect, it } from 'vitest';
import { installFakeBridge } from '../state/fake-bridge.ts';

installFakeBridge();
const { allCommands } = await import('../../../renderer/commands/command-table.ts');
const { keyPresets, presetKeys } = await import('../../../renderer/commands/key-presets.ts');
const { clash, keptByBrowsers } = await import('../../../renderer/commands/keys.ts');
const { keysInForce, noChanges, ownBeside, ownersOf, withKey, withoutKey, withReset } = await import(
  '../../../renderer/commands/keys-in-force.ts'
);

const inForce = (changes: Parameters<typeof keysInForce>[2] = noChanges, preset: Parameters<typeof keysInForce>[1] = 'freshet') =>
  keysInForce(allCommands, preset, changes);

describe.each(keyPresets)('the keys of %s', preset => {
  const keys = [...inForce(noChanges, preset)].flatMap(([id, own]) => own.map(key => ({ id, key })));

  it('have one meaning each, but for those that find and delete in what has the keys', () => {
    const clashes = keys.flatMap(one =>
      keys.filter(other => one.id < other.id && clash(one.key, other.key)).map(other => `${one.key}: ${one.id}, ${other.id}`),
    );
    expect(clashes).toEqual(['Delete: delete, delete-row', '#: delete, delete-row', 'Mod+F: find-in-article, search-list']);
  });

  it('are of commands that there are', () => {
    const known: readonly string[] = allCommands.map(({ id }) => id);
    expect(Object.keys(presetKeys[preset]).filter(id => !known.includes(id))).toEqual([]);
  });

  it('leave every command a key that a browser does not keep', () => {
    const lost = [...inForce(noChanges, preset)].filter(([, own]) => own.length > 0 && own.every(key => keptByBrowsers.includes(key)));
    expect(lost).toEqual([]);
  });
});

describe('keys of the user', () => {
  it('come before those of the preset, also by their first stroke', () => {
    const keys = inForce({ 'toggle-star': ['g'] });
    expect(keys.get('toggle-star')).toEqual(['g']);
    expect(keys.get('go-all')).toEqual([]);
    expect(ownersOf(inForce(), 'g', 'toggle-star')).toEqual(expect.arrayContaining(['go-all', 'go-unread', 'history']));
  });

  it('are taken from whoever had them, and go back there by a reset', () => {
    const changes = withKey({}, inForce(), { id: 'toggle-star', key: 'l', swap: false });
    expect(inForce(changes).get('toggle-star')).toEqual(['s', 'l']);
    expect(inForce(changes).get('toggle-later')).toEqual([]);
    const reset = withReset(changes, 'toggle-star');
    expect(reset).toEqual({});
    expect(inForce(reset).get('toggle-later')).toEqual(['l']);
  });

  it('are not swapped with several, which would all get the same one', () => {
    const keys = inForce(withKey({}, inForce(), { id: 'toggle-star', key: 'g', swap: true }));
    expect(keys.get('toggle-star')).toEqual(['s', 'g']);
    expect([keys.get('go-all'), keys.get('go-unread')]).toEqual([[], []]);
  });

  it('are swapped', () => {
    const changes = withKey({}, inForce(), { id: 'toggle-star', key: 'l', swap: true });
    expect(inForce(changes).get('toggle-star')).toEqual(['l']);
    expect(inForce(changes).get('toggle-later')).toEqual(['s']);
  });

  it('are taken from one that has keys of its own as well', () => {
    const before = { 'toggle-later': ['l', 'w'] };
    const changes = withKey(before, inForce(before), { id: 'toggle-star', key: 'w', swap: false });
    expect(inForce(changes).get('toggle-later')).toEqual(['l']);
    expect(inForce(changes).get('toggle-star')).toEqual(['s', 'w']);
  });

  it('are never one the first stroke of the other, also of one command', () => {
    expect(ownBeside(['g a', 'z', 'g'], 'g')).toEqual(['g a']);
    const changes = withKey({ 'toggle-star': ['w a'] }, inForce({ 'toggle-star': ['w a'] }), { id: 'toggle-star', key: 'w', swap: false });
    expect(inForce(changes).get('toggle-star')).toEqual(['w']);
  });

  it('leave its key to what it means elsewhere', () => {
    const changes = withKey({}, inForce(), { id: 'delete', key: 'z', swap: false });
    expect(inForce(changes).get('delete')).toEqual(['Delete', '#', 'z']);
    expect(inForce(changes).get('delete-row')).toEqual(['Delete', '#']);
    expect(ownersOf(inForce(changes), 'Delete', 'delete-row')).toEqual([]);
  });

  it('can be none', () => {
    expect(inForce(withoutKey({}, inForce(), 'toggle-star', 's')).get('toggle-star')).toEqual([]);
  });
});
