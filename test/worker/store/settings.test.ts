import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openStore } from '../../../worker/store/open-store.ts';
import { openConnection } from '../../../worker/store/sqlite.ts';
import { openTestStore, temporaryFolder } from '../../helpers/store.ts';

it('has the defaults of a new profile', async () => {
  const store = await openTestStore();
  expect(store.read.settings()).toEqual({
    theme: 'system',
    language: 'system',
    notifications: null,
    showPictures: true,
    refreshPaused: false,
    pace: { kind: 'adaptive' },
    proxy: { kind: 'system' },
    retention: { kind: 'age', days: 180, least: 50 },
    retentionTold: false,
    proposeNotBefore: 0,
    closeButton: null,
    articleFace: 'serif',
    articleSize: 18,
    articleWidth: 660,
    articleLeading: 168,
    articleHyphens: false,
    articlePage: 'paper',
    keepOnUnsubscribe: 'ask',
    markRead: 'opening',
    markReadSeconds: 5,
    listDensity: 'comfortable',
    feedOrder: 'hand',
    hideReadFeeds: false,
    showFeedCounts: true,
    keyPreset: 'freshet',
    keyChanges: {},
  });
  expect([store.read.windowNotes(), store.read.confirmedLocalHosts()]).toEqual([{}, new Set()]);
});

it('keeps settings, window notes and confirmed hosts over a restart', async () => {
  const profileDir = temporaryFolder();
  const store = await openStore({ profileDir });
  expect(await store.write.setSettings({ theme: 'dark', closeButton: 'tray' })).toMatchObject({
    theme: 'dark',
    closeButton: 'tray',
    pace: { kind: 'adaptive' },
    proxy: { kind: 'system' },
  });
  await store.write.setSettings({ notifications: false });
  await store.write.setWindowNotes({ panes: [200, 400], scope: { kind: 'all' } });
  await store.write.confirmLocalHost('127.0.0.1:8080', 1);
  await store.write.confirmLocalHost('127.0.0.1:8080', 2);
  await store.close();
  const again = await openTestStore({ profileDir });
  expect(again.read.settings()).toMatchObject({ theme: 'dark', closeButton: 'tray', notifications: false });
  expect(again.read.windowNotes()).toEqual({ panes: [200, 400], scope: { kind: 'all' } });
  expect(again.read.confirmedLocalHosts()).toEqual(new Set(['127.0.0.1:8080']));
});

it.each<Record<string, unknown>>([
  { theme: 'pink' },
  { language: 'xx' },
  { keyPreset: 'emacs' },
  { keyChanges: { 'next-article': 'j' } },
  { keyChanges: { 'next article': ['j'] } },
  { keyChanges: { open: ['x'.repeat(61)] } },
  { keyChanges: { open: Array.from({ length: 9 }, () => 'x') } },
  { pace: { kind: 'every', minutes: 9 } },
  { pace: { kind: 'every', minutes: 1441 } },
  { pace: { kind: 'every', minutes: 61.5 } },
  { pace: { kind: 'adaptive', minutes: 60 } },
  { pace: 'by-hand' },
  { pace: null },
  { notifications: 'yes' },
  { showPictures: null },
  { closeButton: 'hide' },
  { articleFace: 'fantasy' },
  { articleSize: 11 },
  { articleSize: 18.5 },
  { articleWidth: 1001 },
  { articleLeading: null },
  { articlePage: 'green' },
  { markRead: 'never' },
  { markReadSeconds: 0 },
  { markReadSeconds: 61 },
  { listDensity: 'dense' },
  { constructor: 1 },
])('refuses %o, names the setting, and stores none of the change', async change => {
  const store = await openTestStore();
  const [field] = Object.keys(change);
  await expect(store.write.setSettings({ refreshPaused: true, ...change })).rejects.toMatchObject({
    code: 'bad-request',
    extras: { field },
  });
  expect(store.read.settings().refreshPaused).toBe(false);
});

it.each([
  [60, { kind: 'adaptive' }],
  [240, { kind: 'every', minutes: 240 }],
  ['x', { kind: 'adaptive' }],
])('reads the older setting of %s minutes as %o, until another pace is set', async (minutes, pace) => {
  const profileDir = temporaryFolder();
  await (await openStore({ profileDir })).close();
  const connection = openConnection(join(profileDir, 'freshet.db'), { readOnly: false });
  connection.run("INSERT INTO setting (key, value) VALUES ('refreshMinutes', :value)", { value: JSON.stringify(minutes) });
  connection.close();
  const store = await openTestStore({ profileDir });
  expect(store.read.settings().pace).toEqual(pace);
  expect(await store.write.setSettings({ pace: { kind: 'by-hand' } })).toMatchObject({ pace: { kind: 'by-hand' } });
  expect(store.read.settings().pace).toEqual({ kind: 'by-hand' });
});

it('refuses window notes over 64 kB', async () => {
  const store = await openTestStore();
  await expect(store.write.setWindowNotes({ text: 'x'.repeat(65_536) })).rejects.toMatchObject({ code: 'bad-request' });
  expect(store.read.windowNotes()).toEqual({});
});
