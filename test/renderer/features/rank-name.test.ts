import { describe, expect, it } from 'vitest';
import { findItems } from '../../../renderer/features/palette/find-items.ts';
import type { PaletteItem } from '../../../renderer/features/palette/palette-item.ts';
import { rankName } from '../../../renderer/features/palette/rank-name.ts';
import { titleQuery } from '../../../renderer/state/title-search.ts';

const item = (name: string, kind: PaletteItem['kind'] = 'feed'): PaletteItem => ({
  key: name,
  kind,
  name,
  more: '',
  icon: null,
  run: () => undefined,
});
const names = (typed: string, all: readonly PaletteItem[], recent: readonly string[] = []) =>
  findItems(all, typed, recent).flatMap(({ items }) => items.map(({ name }) => name));

describe('the rank of a name', () => {
  it('falls from all of it to letters within it', () => {
    const ranks = ['River', 'River notes', 'The river in May', 'May: a river', 'Driver', 'Remote island verse', 'Stone'].map(name =>
      rankName(name, name.startsWith('May') ? 'river may' : 'river'),
    );
    expect(ranks).toEqual([6, 5, 4, 3, 2, 1, 0]);
  });

  it('passes over case, accents and the forms of letters', () => {
    expect(rankName('Ölpreise für Ｆreunde', 'olpreise fur freunde')).toBe(6);
  });

  it('spells only from the beginnings of words', () => {
    expect(rankName('Go to Unread', 'gtu')).toBe(1);
    expect(rankName('Go to Unread', 'gnr')).toBe(0);
  });

  it('is soon there for a name that repeats one letter without end', () => {
    expect(rankName('a '.repeat(2_000), 'aaaaaaaaaaab')).toBe(0);
  });
});

describe('what the palette offers', () => {
  it('has the better fit first, and of two the one that was used', () => {
    const all = [item('Old river'), item('River B'), item('River A'), item('Delta')];
    expect(names('river', all)).toEqual(['River B', 'River A', 'Old river']);
    expect(names('river', all, ['River A'])).toEqual(['River A', 'River B', 'Old river']);
  });

  it('has what was used last and all commands where nothing is typed', () => {
    const all = [item('Refresh', 'command'), item('Undo', 'command'), item('Delta')];
    expect(findItems(all, ' ', ['Delta', 'gone', 'Undo']).map(({ kind, items }) => [kind, items.map(({ name }) => name)])).toEqual([
      ['recent', ['Delta', 'Undo']],
      ['commands', ['Refresh']],
    ]);
  });
});

describe('the search for titles', () => {
  it.each([
    ['weir in May', 'title:weir* title:in* title:May*'],
    ['is:read -"x" (y', 'title:is* title:read* title:x title:y'],
    ['行', 'title:行*'],
    ['a', null],
    ['—!', null],
  ])('asks for %s', (typed, query) => expect(titleQuery(typed)).toBe(query));

  it('stays within what a search may have', () => {
    expect(titleQuery('wordwordwordwordwordwordword '.repeat(20))?.length).toBeLessThanOrEqual(256);
  });
});
