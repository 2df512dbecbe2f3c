import * as v from 'valibot';
import type { Method, Params } from '../protocol/methods.ts';
import type { WindowNotes } from '../protocol/settings.ts';

// The window shows hostile HTML, so what it sends is input: strict objects, positive ids, bounded strings and arrays.

const id = v.pipe(v.number(), v.safeInteger(), v.minValue(1));
const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const integer = v.pipe(v.number(), v.safeInteger());
const ids = v.pipe(v.array(id), v.maxLength(10_000));
const limit = v.pipe(v.number(), v.safeInteger(), v.minValue(1), v.maxValue(1_000));
/** What is wrong with one is said in words where it is read (discover/address.ts). */
const address = v.string();
const title = v.pipe(v.string(), v.minLength(1), v.maxLength(1_000));
const empty = v.strictObject({});
const firstUnread = v.picklist(['recent', 'all', 'none']);

const plainScopes = [
  v.strictObject({ kind: v.literal('all') }),
  v.strictObject({ kind: v.literal('unread') }),
  v.strictObject({ kind: v.literal('today'), from: integer }),
  v.strictObject({ kind: v.literal('starred') }),
  v.strictObject({ kind: v.literal('later') }),
  v.strictObject({ kind: v.literal('recent') }),
  v.strictObject({ kind: v.literal('label'), labelId: id }),
  v.strictObject({ kind: v.literal('feed'), feedId: id }),
  v.strictObject({ kind: v.literal('folder'), folderId: id }),
] as const;
const scope = v.variant('kind', [
  ...plainScopes,
  v.strictObject({
    kind: v.literal('search'),
    // What is wrong with one is said in words where it is read (search/parse-query.ts).
    query: v.pipe(v.string(), v.maxLength(10_000)),
    order: v.picklist(['newest', 'relevance']),
    within: v.nullable(v.variant('kind', plainScopes)),
  }),
]);
const viewFields = { scope, onlyUnread: v.boolean(), order: v.picklist(['newest', 'oldest']), byFeed: v.exactOptional(v.boolean()) };
const ownName = v.pipe(v.string(), v.maxLength(100));
const asker = v.exactOptional(ownName);
const query = v.strictObject({
  ...viewFields,
  upToId: count,
  openedAt: integer,
  feeds: v.exactOptional(v.pipe(v.array(id), v.maxLength(100_000))),
});
const cursor = v.strictObject({ sortAt: integer, id });

const labelName = v.pipe(
  v.string(),
  v.maxLength(100),
  v.check(words => words.trim() !== '', 'must not be empty'),
);
const labelColor = v.picklist(['red', 'orange', 'yellow', 'green', 'teal', 'blue', 'purple', 'grey']);
const target = v.union([
  v.strictObject({ ids }),
  v.strictObject({
    query,
    from: v.exactOptional(v.nullable(cursor)),
    to: v.exactOptional(v.nullable(cursor)),
    except: v.exactOptional(ids),
  }),
]);
const chosenLabel = v.union([v.strictObject({ id }), v.strictObject({ name: labelName })]);
const mark = v.variant('kind', [
  v.strictObject({ kind: v.picklist(['read', 'star', 'later']), isOn: v.boolean() }),
  v.strictObject({ kind: v.literal('label'), label: chosenLabel, isOn: v.boolean() }),
  v.strictObject({ kind: v.literal('removed') }),
]);

const refreshScope = v.variant('kind', [
  v.strictObject({ kind: v.literal('all') }),
  v.strictObject({ kind: v.literal('folder'), folderId: id }),
  v.strictObject({ kind: v.literal('feeds'), feedIds: ids }),
  v.strictObject({ kind: v.literal('feed'), feedId: id }),
]);

const pace = v.variant('kind', [
  v.strictObject({ kind: v.literal('adaptive') }),
  v.strictObject({ kind: v.literal('every'), minutes: v.pipe(integer, v.minValue(10), v.maxValue(1_440)) }),
  v.strictObject({ kind: v.literal('by-hand') }),
]);
const retention = v.variant('kind', [
  v.strictObject({ kind: v.literal('all') }),
  v.strictObject({
    kind: v.literal('age'),
    days: v.pipe(integer, v.minValue(1), v.maxValue(36_500)),
    least: v.pipe(integer, v.minValue(0), v.maxValue(1_000_000)),
  }),
  v.strictObject({ kind: v.literal('number'), most: v.pipe(integer, v.minValue(1), v.maxValue(1_000_000)) }),
]);
const folderTitle = v.pipe(
  title,
  v.check(words => words.trim() !== '', 'must not be empty'),
);
const chosenFolder = v.nullable(v.union([v.strictObject({ id }), v.strictObject({ title })]));
const feedChange = v.strictObject({
  pace: v.exactOptional(v.nullable(pace)),
  isPaused: v.exactOptional(v.boolean()),
  folder: v.exactOptional(chosenFolder),
  title: v.exactOptional(v.nullable(title)),
  retention: v.exactOptional(v.nullable(retention)),
  fullText: v.exactOptional(v.nullable(v.boolean())),
  isApart: v.exactOptional(v.boolean()),
});
const folderChange = v.strictObject({
  title: v.exactOptional(folderTitle),
  pace: v.exactOptional(v.nullable(pace)),
  isPaused: v.exactOptional(v.boolean()),
  retention: v.exactOptional(v.nullable(retention)),
  fullText: v.exactOptional(v.nullable(v.boolean())),
});
/** RFC 7617: no colon in a user name. */
const login = v.strictObject({
  username: v.pipe(v.string(), v.maxLength(500), v.regex(/^[^:\p{Cc}]*$/u)),
  password: v.pipe(v.string(), v.maxLength(2_000), v.regex(/^\P{Cc}*$/u)),
});
const headers = v.pipe(
  v.record(v.pipe(v.string(), v.maxLength(200)), v.pipe(v.string(), v.maxLength(4_096))),
  v.check(all => Object.keys(all).length <= 30, 'must be at most 30 headers'),
);
const proxy = v.variant('kind', [
  v.strictObject({ kind: v.literal('system') }),
  v.strictObject({ kind: v.literal('none') }),
  v.strictObject({
    kind: v.literal('manual'),
    url: v.pipe(v.string(), v.maxLength(500)),
    username: v.nullable(v.pipe(v.string(), v.maxLength(500))),
  }),
]);

const keyChanges = v.pipe(
  v.record(
    v.pipe(v.string(), v.regex(/^[a-z0-9-]{1,60}$/)),
    v.pipe(v.array(v.pipe(v.string(), v.minLength(1), v.maxLength(60))), v.maxLength(8)),
  ),
  v.check(all => Object.keys(all).length <= 200, 'must be at most 200 commands'),
);

const settings = v.strictObject({
  theme: v.exactOptional(v.picklist(['system', 'light', 'dark'])),
  language: v.exactOptional(v.picklist(['system', 'en', 'ar'])),
  notifications: v.exactOptional(v.nullable(v.boolean())),
  showPictures: v.exactOptional(v.boolean()),
  refreshPaused: v.exactOptional(v.boolean()),
  pace: v.exactOptional(pace),
  proxy: v.exactOptional(proxy),
  retention: v.exactOptional(retention),
  retentionTold: v.exactOptional(v.boolean()),
  proposeNotBefore: v.exactOptional(count),
  closeButton: v.exactOptional(v.nullable(v.picklist(['quit', 'tray']))),
  articleFace: v.exactOptional(v.picklist(['serif', 'sans', 'mono', 'hyperlegible', 'system'])),
  articleSize: v.exactOptional(count),
  articleWidth: v.exactOptional(count),
  articleLeading: v.exactOptional(count),
  articleHyphens: v.exactOptional(v.boolean()),
  articlePage: v.exactOptional(v.picklist(['paper', 'sepia', 'black'])),
  keepOnUnsubscribe: v.exactOptional(v.picklist(['ask', 'keep', 'remove'])),
  markRead: v.exactOptional(v.picklist(['opening', 'delay', 'scrolling', 'hand'])),
  markReadSeconds: v.exactOptional(count),
  listDensity: v.exactOptional(v.picklist(['comfortable', 'compact'])),
  feedOrder: v.exactOptional(v.picklist(['hand', 'title', 'unread'])),
  hideReadFeeds: v.exactOptional(v.boolean()),
  showFeedCounts: v.exactOptional(v.boolean()),
  keyPreset: v.exactOptional(v.picklist(['freshet', 'netnewswire', 'vim', 'miniflux'])),
  keyChanges: v.exactOptional(keyChanges),
});

const longestNotes = 64 * 1_024;
const notes = v.pipe(v.record(v.string(), v.unknown()), v.check(isShortJson, 'must be at most 64 kB of JSON'));

const opmlScope = v.variant('kind', [
  v.strictObject({ kind: v.literal('all') }),
  v.strictObject({ kind: v.literal('folder'), folderId: id }),
  v.strictObject({ kind: v.literal('feeds'), feedIds: ids }),
]);

const mediaUrl = v.pipe(v.string(), v.minLength(1), v.maxLength(8_192));

/** JSON of more than this many characters is not an OPML file that anybody has (O3). */
const listText = v.pipe(v.string(), v.maxLength(32 * 1_024 * 1_024));

export const paramSchemas: { readonly [M in Method]: v.GenericSchema<unknown, Params<M>> } = {
  'subscriptions.list': empty,
  'subscriptions.counts': empty,
  'feeds.find': v.strictObject({
    address,
    confirmLocal: v.exactOptional(v.boolean()),
    deeper: v.exactOptional(v.boolean()),
    login: v.exactOptional(login),
  }),
  'feeds.preview': v.strictObject({ feedUrl: address, confirmLocal: v.exactOptional(v.boolean()), login: v.exactOptional(login) }),
  'feeds.fetch': v.strictObject({ address, confirmLocal: v.exactOptional(v.boolean()) }),
  'feeds.statistics': v.strictObject({ feedId: id }),
  'feeds.volumes': empty,
  'feeds.access': v.strictObject({ feedId: id }),
  'feeds.setAccess': v.strictObject({
    feedId: id,
    login: v.exactOptional(v.nullable(login)),
    headers: v.exactOptional(headers),
    userAgent: v.exactOptional(v.nullable(v.pipe(v.string(), v.maxLength(500)))),
  }),
  'feeds.stopFinding': v.strictObject({ address }),
  'subscriptions.add': v.strictObject({
    feedUrl: address,
    folder: chosenFolder,
    firstUnread,
    confirmLocal: v.exactOptional(v.boolean()),
    login: v.exactOptional(login),
    joins: v.exactOptional(id),
  }),
  'subscriptions.change': v.strictObject({ feedIds: ids, change: feedChange }),
  'tree.move': v.strictObject({
    feedIds: ids,
    folderIds: ids,
    into: v.nullable(v.union([v.strictObject({ id }), v.strictObject({ title: folderTitle, parentId: v.nullable(id) })])),
    beforeFeedId: v.nullable(id),
    beforeFolderId: v.nullable(id),
  }),
  'folders.change': v.strictObject({ folderId: id, change: folderChange }),
  'feeds.diagnose': v.strictObject({ feedId: id, search: v.exactOptional(v.boolean()) }),
  'subscriptions.changeAddress': v.strictObject({ feedId: id, feedUrl: address, confirmLocal: v.exactOptional(v.boolean()) }),
  'subscriptions.remove': v.strictObject({ feedIds: ids, folderIds: v.exactOptional(ids), keep: v.exactOptional(v.boolean()) }),
  'subscriptions.marked': v.strictObject({ feedIds: ids }),
  'folders.remove': v.strictObject({ folderId: id }),
  'entries.open': v.strictObject({
    view: v.strictObject(viewFields),
    anchorId: v.nullable(id),
    limit,
    asker,
  }),
  'entries.page': v.strictObject({ query, index: count, limit, after: v.nullable(cursor), before: v.nullable(cursor) }),
  'entries.countAll': v.strictObject({ query, asker }),
  'entries.countNew': v.strictObject({ query }),
  'entries.findUnread': v.strictObject({ query, index: v.pipe(integer, v.minValue(-1)), direction: v.picklist([1, -1]) }),
  'entries.place': v.strictObject({ query, id }),
  'entries.get': v.strictObject({ id }),
  'entries.fate': v.strictObject({ id }),
  'entries.fetchFullText': v.strictObject({ id, asker: ownName }),
  'entries.stopFullText': v.strictObject({ asker: ownName }),
  'entries.showFullText': v.strictObject({ id, isShown: v.boolean() }),
  'entries.setRead': v.strictObject({ ids, isRead: v.boolean(), cause: v.picklist(['command', 'opening']) }),
  'entries.setStarred': v.strictObject({ ids, isStarred: v.boolean() }),
  'entries.setLater': v.strictObject({ ids, isLater: v.boolean() }),
  'entries.setLabel': v.strictObject({
    target,
    label: chosenLabel,
    isOn: v.boolean(),
  }),
  'entries.changeMany': v.strictObject({ target, mark }),
  'entries.markAllRead': v.strictObject({ query, also: v.exactOptional(v.pipe(v.array(query), v.maxLength(10_000))) }),
  'entries.remove': v.strictObject({ ids }),
  'retention.preview': v.strictObject({ retention: v.exactOptional(retention) }),
  'retention.proposal': empty,
  'retention.run': empty,
  'changes.list': v.strictObject({ before: v.nullable(id), limit }),
  'labels.add': v.strictObject({ name: labelName, color: v.exactOptional(labelColor) }),
  'labels.change': v.strictObject({
    labelId: id,
    change: v.strictObject({ name: v.exactOptional(labelName), color: v.exactOptional(labelColor) }),
  }),
  'labels.merge': v.strictObject({ labelId: id, intoId: id }),
  'labels.remove': v.strictObject({ labelId: id }),
  'searches.list': empty,
  'searches.counts': empty,
  'searches.save': v.strictObject({
    id: v.nullable(id),
    name: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(200)),
    query: v.pipe(v.string(), v.minLength(1), v.maxLength(256)),
    order: v.picklist(['newest', 'relevance']),
    within: v.nullable(v.variant('kind', plainScopes)),
  }),
  'searches.remove': v.strictObject({ id }),
  'changes.undo': v.strictObject({ changeId: v.nullable(id) }),
  'changes.redo': v.strictObject({ changeId: v.nullable(id) }),
  'opml.preview': v.strictObject({ text: listText }),
  'opml.import': v.strictObject({
    text: listText,
    firstUnread,
    chosen: v.exactOptional(v.nullable(v.pipe(v.array(count), v.maxLength(20_000)))),
  }),
  'opml.export': v.strictObject({ scope: v.exactOptional(opmlScope), withSecrets: v.exactOptional(v.boolean()) }),
  'refresh.run': v.strictObject({ scope: refreshScope, force: v.exactOptional(v.boolean()) }),
  'refresh.cancel': empty,
  'refresh.state': empty,
  'settings.get': empty,
  'settings.defaults': empty,
  'settings.set': v.strictObject({ change: settings }),
  'network.status': empty,
  'network.setProxyLogin': v.strictObject({ login: v.nullable(login) }),
  'window.notes': empty,
  'window.setNotes': v.strictObject({ notes }),
  'worker.status': empty,
  'worker.resumeTimer': empty,
  'backups.list': empty,
  'backups.make': empty,
  'backups.restore': v.strictObject({ name: v.pipe(v.string(), v.minLength(1), v.maxLength(200)) }),
  'rescue.salvage': empty,
  'rescue.startEmpty': empty,
  'rescue.tryAgain': empty,
  'archive.page': v.strictObject({ after: count, withTexts: v.boolean() }),
  'archive.estimate': empty,
  'archive.look': v.strictObject({ lines: listText, firstLine: count }),
  'archive.add': v.strictObject({ lines: listText, firstLine: count, joins: v.nullable(id), takeSettings: v.boolean() }),
  'storage.sizes': empty,
  'storage.compact': empty,
  'media.locate': v.strictObject({ entryId: id, url: mediaUrl }),
  'media.chapters': v.strictObject({ entryId: id }),
  'media.setPlayed': v.strictObject({ entryId: id, url: mediaUrl, atMs: count }),
  'pictures.get': v.strictObject({ feedId: id, url: v.pipe(v.string(), v.minLength(1), v.maxLength(8_192)) }),
  'icons.get': v.strictObject({ feedId: id }),
};

function isShortJson(notes: WindowNotes): boolean {
  try {
    return Buffer.byteLength(JSON.stringify(notes)) <= longestNotes;
  } catch {
    return false;
  }
}
