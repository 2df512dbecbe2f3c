import { describe, expect, it } from 'vitest';
import { type Notes, readNotes, writeNotes } from '../../../renderer/state/window-notes.ts';

const notes: Notes = {
  view: { kind: 'folder', folderId: 3 },
  options: { unread: { onlyUnread: false, order: 'oldest', byFeed: true }, 'feed:4': { onlyUnread: true, order: 'newest', byFeed: false } },
  openId: 12,
  selectedId: 13,
  listTop: { anchorId: 9, offset: -24 },
  articleTop: 1840,
  places: [
    [9, { block: 14, part: 0.25 }],
    [12, { block: 0, part: 1 }],
  ],
  shown: 'article',
  folded: [2, 5],
  sidebarWidth: 300,
  listWidth: null,
  recent: ['command:refresh-all', 'feed:7'],
  speed: 1.5,
};

describe("the window's notes", () => {
  it('come back as they were written, also through JSON', () => {
    expect(readNotes(JSON.parse(JSON.stringify(writeNotes(notes))))).toEqual(notes);
  });

  it('start with everything unsaid on a first start', () => {
    expect(readNotes({})).toEqual({
      view: { kind: 'all' },
      options: {},
      openId: null,
      selectedId: null,
      listTop: null,
      articleTop: 0,
      places: [],
      shown: 'list',
      folded: [],
      sidebarWidth: null,
      listWidth: null,
      recent: [],
      speed: 1,
    });
  });

  it.each([
    [{ view: 'feed:0' }],
    [{ view: 'feed:1; DROP' }],
    [{ view: 7 }],
    [{ options: [1, 2], folded: 'x', listTop: { anchorId: 'a', offset: 1 } }],
    [{ places: [[1], [2, -1, 0], [3, 4, 1.5], 'x', [null, 1, 0]] }],
    [{ speed: 40 }],
    [{ speed: '2' }],
    [{ openId: -4, articleTop: Number.NaN, listWidth: -1, sidebarWidth: '300' }],
  ])('never fail on what is damaged: %j', damaged => {
    expect(readNotes(damaged)).toEqual(readNotes({}));
  });

  it('stay far below 64 kB whatever was set', () => {
    const options = Object.fromEntries(
      Array.from({ length: 5000 }, (_, id) => [`feed:${id + 1}`, { onlyUnread: true, order: 'oldest' as const, byFeed: true }]),
    );
    const folded = Array.from({ length: 5000 }, (_, id) => id + 1);
    const places = Array.from({ length: 500 }, (_, id) => [1_000_000_000 + id, { block: 12_345, part: 1 / 3 }] as const);
    expect(JSON.stringify(writeNotes({ ...notes, options, folded, places })).length).toBeLessThan(60_000);
  });
});
