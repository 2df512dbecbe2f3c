import type { EntryRow } from '../../worker/protocol/entry-lists.ts';
import { isInBrowserTab } from '../client/host.ts';
import { resizeText } from '../state/article-look.ts';
import { deleteChosen, markBeyond, markChosen, showChosenLabels } from '../state/bulk.ts';
import { chooseAll, extendChoice, toggleSelected, useChoice } from '../state/choice.ts';
import { useDialogs } from '../state/dialogs.ts';
import { useEntry } from '../state/entry.ts';
import { openExport } from '../state/export-archive.ts';
import { exportList } from '../state/export-list.ts';
import { toggleFullScreen } from '../state/full-screen.ts';
import { canShowFullText, toggleFullText } from '../state/full-text.ts';
import { openImport } from '../state/import-list.ts';
import { showLabels, showListLabels } from '../state/labels.ts';
import { useLayout } from '../state/layout.ts';
import { openLink } from '../state/links.ts';
import { findRow, useList } from '../state/list.ts';
import { toggleDensity } from '../state/list-density.ts';
import { goToNextFeed, goToView, showNew } from '../state/navigation.ts';
import { hint } from '../state/notices.ts';
import { openInOwnWindow } from '../state/own-window.ts';
import { closePlayer, play, recordingsOf, seekBack, seekOn, stepChapter, stepSpeed, togglePlaying, usePlayer } from '../state/player.ts';
import {
  markListRead,
  moveSelection,
  openNextUnread,
  redo,
  targetEntry,
  toggleLater,
  toggleRead,
  toggleStar,
  undo,
} from '../state/reading.ts';
import { readingPane } from '../state/reading-pane.ts';
import { refresh, refreshOpenView } from '../state/refresh.ts';
import { deleteArticle } from '../state/removal.ts';
import { openSearch } from '../state/searching.ts';
import { useSelection } from '../state/selection.ts';
import { useSettings } from '../state/settings.ts';
import { copyLink, copyMarkdown, copyQuote, copyTitle } from '../state/share.ts';
import { useSubscriptions } from '../state/subscriptions.ts';
import type { ViewName } from '../state/view.ts';
import { t } from '../words.ts';
import { type KeyName, keptByBrowsers } from './keys.ts';
import { keysInForce, noChanges } from './keys-in-force.ts';
import { listCommands } from './list-commands.ts';
import { paceCommands } from './pace-commands.ts';
import { cyclePanes, goBack } from './panes.ts';
import { openSelected, scrollOrNext } from './reading-steps.ts';
import { treeCommands } from './tree-commands.ts';

export type CommandGroup = 'articles' | 'article' | 'views' | 'feeds' | 'window';

export interface Command {
  /** Its words are `command.ID` in `locales/`. */
  readonly id: CommandId;
  readonly group: CommandGroup;
  readonly keys: readonly KeyName[];
  /** Its keys with Ctrl or Cmd work in text fields too: nothing is written with them. */
  readonly isForFields?: true;
  /** @param on the feed or folder whose menu asks; commands of others leave it alone. */
  isEnabled(on?: ViewName): boolean;
  /** A key that is held down does it once: each time would take another feed. */
  readonly isOncePerPress?: true;
  /** False: its keys are not meant for it now, though it could be run. */
  hasKeys?(): boolean;
  run(on?: ViewName): void;
}

const always = (): boolean => true;
const hasList = (): boolean => useList.getState().total > 0;
const hasChoice = (): boolean => useChoice.getState().choice !== null;
const hasTarget = (): boolean => targetEntry() !== null;
const hasAny = (): boolean => hasTarget() || hasChoice();
const hasFeeds = (): boolean => (useSubscriptions.getState().tree?.subscriptions.length ?? 0) > 0;
/** Of feeds that were unsubscribed too. */
const hasArticles = (): boolean => hasFeeds() || (useSubscriptions.getState().tree?.kept.length ?? 0) > 0;
const hasAddress = (): boolean => (targetEntry()?.url ?? null) !== null;
/** Arrows move in the list only where nothing else moves by them: an article scrolls. */
const listHasKeys = (): boolean => hasList() && useLayout.getState().focused === 'list';

/** In an article the key finds in the article. */
const articleHasNoKeys = (): boolean => hasArticles() && useLayout.getState().focused !== 'article';

/** Elsewhere the same keys make the whole window larger, as in any program. */
const articleHasKeys = (): boolean => useLayout.getState().focused === 'article';

/** It has no list to move in without opening. */
const isOwnWindow = (): boolean => useLayout.getState().isOwnWindow;
const hasArticle = (): boolean => readingPane() !== null;
const canFind = (): boolean => articleHasKeys() && hasArticle();

function copyCode(): void {
  if (readingPane()?.copyCode() === false) hint(t('notice.noCode'));
}

function showPictures(): void {
  if (readingPane()?.showPictures() === false) hint(t('notice.noPictures'));
}

/** Of the feed, folder or label whose list is open. */
function hasOpenProperties(): boolean {
  const { kind } = useList.getState().view;
  return kind === 'feed' || kind === 'folder' || kind === 'label';
}

function showOpenProperties(): void {
  const { view } = useList.getState();
  if (view.kind === 'feed') show({ kind: 'feed-properties', feedId: view.feedId });
  else if (view.kind === 'folder') show({ kind: 'folder-properties', folderId: view.folderId });
  else if (view.kind === 'label') show({ kind: 'label-properties', labelId: view.labelId });
}

function withTarget(run: (entry: NonNullable<ReturnType<typeof targetEntry>>) => void): () => void {
  return () => {
    const entry = targetEntry();
    if (entry !== null) run(entry);
  };
}

/** Several that are chosen come before the one that is selected. */
function ofChosen(many: () => void, one: () => void): () => void {
  return () => (hasChoice() ? many() : one());
}

/** The selected row of the list that is open. */
function selectedRow(): EntryRow | null {
  const { selected } = useSelection.getState();
  return selected === null ? null : (findRow(selected.id)?.row ?? null);
}

function hasSelected(): boolean {
  return selectedRow() !== null;
}

function withSelected(run: (row: EntryRow) => void): () => void {
  return () => {
    const row = selectedRow();
    if (row !== null) run(row);
  };
}

function openOriginal(inBackground: boolean): () => void {
  return withTarget(entry => entry.url !== null && void openLink(entry.url, { inBackground }));
}

/** In one pane an opened article would take the list away under the arrow keys. */
function arrow(step: 1 | -1): void {
  void moveSelection(step, useLayout.getState().widths.mode !== 'one');
}

const isPlayerOpen = (): boolean => usePlayer.getState().recording !== null;

const hasChapters = (): boolean => (usePlayer.getState().chapters ?? []).length > 0;

/** What plays, else the first recording of the open article. */
function firstRecording() {
  const { detail } = useEntry.getState();
  const [enclosure] = detail === null ? [] : recordingsOf(detail);
  return detail === null || enclosure === undefined ? null : { detail, enclosure };
}

const canPlay = (): boolean => isPlayerOpen() || firstRecording() !== null;

function playOrPause(): void {
  const first = firstRecording();
  if (isPlayerOpen()) togglePlaying();
  else if (first !== null) void play(first.detail, first.enclosure);
}

const show = useDialogs.getState().show;

/** The one source of keys, menus, tooltips and help. */
const commandTable = [
  { id: 'next-article', group: 'articles', keys: ['j'], isEnabled: hasList, run: () => void moveSelection(1, true) },
  { id: 'previous-article', group: 'articles', keys: ['k'], isEnabled: hasList, run: () => void moveSelection(-1, true) },
  { id: 'move-down', group: 'articles', keys: ['n'], isEnabled: hasList, run: () => void moveSelection(1, isOwnWindow()) },
  { id: 'move-up', group: 'articles', keys: ['p'], isEnabled: hasList, run: () => void moveSelection(-1, isOwnWindow()) },
  { id: 'arrow-down', group: 'articles', keys: ['ArrowDown'], isEnabled: listHasKeys, run: () => arrow(1) },
  { id: 'arrow-up', group: 'articles', keys: ['ArrowUp'], isEnabled: listHasKeys, run: () => arrow(-1) },
  { id: 'choose', group: 'articles', keys: ['x'], isEnabled: hasSelected, run: toggleSelected },
  { id: 'choose-down', group: 'articles', keys: ['Shift+ArrowDown'], isEnabled: listHasKeys, run: () => void extendChoice(1) },
  { id: 'choose-up', group: 'articles', keys: ['Shift+ArrowUp'], isEnabled: listHasKeys, run: () => void extendChoice(-1) },
  { id: 'choose-all', group: 'articles', keys: ['Mod+A'], isEnabled: listHasKeys, run: chooseAll },
  { id: 'next-unread', group: 'articles', keys: ['Shift+N'], isEnabled: hasList, run: () => void openNextUnread(1) },
  { id: 'scroll-on', group: 'articles', keys: ['Space'], isEnabled: always, run: () => scrollOrNext(1) },
  { id: 'scroll-back', group: 'articles', keys: ['Shift+Space'], isEnabled: always, run: () => scrollOrNext(-1) },
  { id: 'open', group: 'articles', keys: ['o', 'Enter'], isEnabled: hasList, run: openSelected },
  { id: 'mark-all-read', group: 'articles', keys: ['Shift+A'], isEnabled: hasList, run: () => void markListRead() },
  {
    id: 'mark-above-read',
    group: 'articles',
    keys: ['['],
    isEnabled: hasSelected,
    run: withSelected(row => void markBeyond('above', row)),
  },
  {
    id: 'mark-below-read',
    group: 'articles',
    keys: [']'],
    isEnabled: hasSelected,
    run: withSelected(row => void markBeyond('below', row)),
  },
  { id: 'label-list', group: 'articles', keys: ['Shift+T'], isEnabled: hasList, run: showListLabels },
  { id: 'show-new', group: 'articles', keys: [], isEnabled: () => useList.getState().newCount > 0, run: () => void showNew() },

  {
    id: 'toggle-read',
    group: 'article',
    keys: ['m'],
    isEnabled: hasAny,
    run: ofChosen(() => void markChosen('read'), withTarget(toggleRead)),
  },
  {
    id: 'toggle-star',
    group: 'article',
    keys: ['s'],
    isEnabled: hasAny,
    run: ofChosen(() => void markChosen('star'), withTarget(toggleStar)),
  },
  {
    id: 'toggle-later',
    group: 'article',
    keys: ['l'],
    isEnabled: hasAny,
    run: ofChosen(() => void markChosen('later'), withTarget(toggleLater)),
  },
  { id: 'labels', group: 'article', keys: ['t'], isEnabled: hasAny, run: ofChosen(showChosenLabels, showLabels) },
  {
    id: 'delete',
    group: 'article',
    keys: ['Delete', '#'],
    isEnabled: hasAny,
    // There a feed is meant, or nothing: never the article that is open meanwhile.
    hasKeys: () => useLayout.getState().focused !== 'sidebar',
    run: ofChosen(
      () => void deleteChosen(),
      withTarget(entry => void deleteArticle(entry)),
    ),
  },
  { id: 'full-text', group: 'article', keys: ['d'], isEnabled: canShowFullText, run: toggleFullText },
  { id: 'play-pause', group: 'article', keys: ['Shift+L'], isEnabled: canPlay, run: playOrPause },
  { id: 'play-back', group: 'article', keys: [','], isEnabled: isPlayerOpen, run: seekBack },
  { id: 'play-on', group: 'article', keys: ['.'], isEnabled: isPlayerOpen, run: seekOn },
  { id: 'play-slower', group: 'article', keys: ['<'], isEnabled: isPlayerOpen, run: () => stepSpeed(-1) },
  { id: 'play-faster', group: 'article', keys: ['>'], isEnabled: isPlayerOpen, run: () => stepSpeed(1) },
  { id: 'next-chapter', group: 'article', keys: [], isEnabled: hasChapters, run: () => stepChapter(1) },
  { id: 'previous-chapter', group: 'article', keys: [], isEnabled: hasChapters, run: () => stepChapter(-1) },
  { id: 'close-player', group: 'article', keys: [], isEnabled: isPlayerOpen, run: closePlayer },
  { id: 'open-original', group: 'article', keys: ['v'], isEnabled: hasAddress, run: openOriginal(false) },
  { id: 'open-in-background', group: 'article', keys: ['b'], isEnabled: hasAddress, run: openOriginal(true) },
  { id: 'full-screen', group: 'article', keys: ['f'], isEnabled: hasArticle, run: toggleFullScreen },
  {
    id: 'open-in-window',
    group: 'article',
    keys: ['Shift+Enter'],
    isEnabled: hasTarget,
    run: withTarget(entry => void openInOwnWindow(entry)),
  },
  { id: 'copy-link', group: 'article', keys: ['c'], isEnabled: hasAddress, run: withTarget(entry => void copyLink(entry)) },
  { id: 'copy-title', group: 'article', keys: [], isEnabled: hasAddress, run: withTarget(entry => void copyTitle(entry)) },
  { id: 'copy-markdown', group: 'article', keys: ['Shift+C'], isEnabled: hasAddress, run: withTarget(entry => void copyMarkdown(entry)) },
  { id: 'copy-quote', group: 'article', keys: ['q'], isEnabled: hasArticle, run: withTarget(entry => void copyQuote(entry)) },
  { id: 'find-in-article', group: 'article', keys: ['Mod+F'], isEnabled: canFind, run: () => readingPane()?.find() },
  { id: 'copy-code', group: 'article', keys: ['y'], isEnabled: hasArticle, run: copyCode },
  { id: 'pictures', group: 'article', keys: ['i'], isEnabled: hasArticle, run: showPictures },
  { id: 'print', group: 'article', keys: ['Mod+P'], isEnabled: hasArticle, run: () => readingPane()?.print() },
  { id: 'text-larger', group: 'article', keys: ['Mod++', 'Mod+='], isEnabled: articleHasKeys, run: () => resizeText(1) },
  { id: 'text-smaller', group: 'article', keys: ['Mod+-'], isEnabled: articleHasKeys, run: () => resizeText(-1) },
  { id: 'text-usual', group: 'article', keys: ['Mod+0'], isEnabled: articleHasKeys, run: () => resizeText(0) },

  { id: 'go-all', group: 'views', keys: ['g a'], isEnabled: always, run: () => void goToView({ kind: 'all' }) },
  { id: 'go-unread', group: 'views', keys: ['g u'], isEnabled: always, run: () => void goToView({ kind: 'unread' }) },
  { id: 'go-today', group: 'views', keys: ['g t'], isEnabled: always, run: () => void goToView({ kind: 'today' }) },
  { id: 'go-starred', group: 'views', keys: ['g s'], isEnabled: always, run: () => void goToView({ kind: 'starred' }) },
  { id: 'go-later', group: 'views', keys: ['g l'], isEnabled: always, run: () => void goToView({ kind: 'later' }) },
  { id: 'go-recent', group: 'views', keys: ['g r'], isEnabled: always, run: () => void goToView({ kind: 'recent' }) },
  { id: 'toggle-density', group: 'views', keys: ['Shift+D'], isEnabled: always, run: toggleDensity },
  ...listCommands,
  { id: 'search', group: 'views', keys: ['/'], isEnabled: hasArticles, run: openSearch },
  { id: 'search-list', group: 'views', keys: ['Mod+F'], isEnabled: articleHasNoKeys, run: openSearch },
  { id: 'next-feed', group: 'views', keys: ['Shift+J'], isEnabled: hasFeeds, run: () => void goToNextFeed(1) },
  { id: 'previous-feed', group: 'views', keys: ['Shift+K'], isEnabled: hasFeeds, run: () => void goToNextFeed(-1) },

  { id: 'refresh-view', group: 'feeds', keys: ['r'], isEnabled: hasFeeds, run: () => void refreshOpenView() },
  { id: 'refresh-all', group: 'feeds', keys: ['Shift+R'], isEnabled: hasFeeds, run: () => void refresh({ kind: 'all' }) },
  { id: 'add-feed', group: 'feeds', keys: ['+', 'Mod+N'], isEnabled: always, run: () => show({ kind: 'add-feed', address: '' }) },
  { id: 'feeds', group: 'feeds', keys: ['g f'], isEnabled: hasFeeds, run: () => show({ kind: 'feeds' }) },
  { id: 'properties', group: 'feeds', keys: ['e'], isEnabled: hasOpenProperties, run: showOpenProperties },
  ...treeCommands,
  ...paceCommands,
  { id: 'import-opml', group: 'feeds', keys: [], isEnabled: always, run: () => openImport() },
  { id: 'export-opml', group: 'feeds', keys: [], isEnabled: hasFeeds, run: () => void exportList() },
  { id: 'export-archive', group: 'feeds', keys: [], isEnabled: hasFeeds, run: openExport },

  { id: 'palette', group: 'window', keys: ['Mod+K', ':'], isForFields: true, isEnabled: always, run: () => show({ kind: 'palette' }) },
  { id: 'undo', group: 'window', keys: ['Mod+Z'], isEnabled: always, run: () => void undo(null) },
  { id: 'redo', group: 'window', keys: ['Mod+Shift+Z', 'Mod+Y'], isEnabled: always, run: () => void redo(null) },
  { id: 'history', group: 'window', keys: ['g h'], isEnabled: always, run: () => show({ kind: 'history' }) },
  { id: 'back', group: 'window', keys: ['Escape'], isEnabled: always, run: goBack },
  { id: 'cycle-panes', group: 'window', keys: ['F6'], isEnabled: always, run: () => cyclePanes(1) },
  { id: 'cycle-panes-back', group: 'window', keys: ['Shift+F6'], isEnabled: always, run: () => cyclePanes(-1) },
  {
    id: 'settings',
    group: 'window',
    keys: ['Mod+,'],
    isForFields: true,
    isEnabled: always,
    run: () => show({ kind: 'settings', section: 'general' }),
  },
  { id: 'about', group: 'window', keys: [], isEnabled: always, run: () => show({ kind: 'settings', section: 'about' }) },
  { id: 'help', group: 'window', keys: ['?'], isEnabled: always, run: () => show({ kind: 'help' }) },
] as const satisfies readonly (Omit<Command, 'id'> & { readonly id: string })[];

export type CommandId = (typeof commandTable)[number]['id'];

/** What a window of one article is for: reading it and on through its list, and what is the same in every window. */
const ofOwnWindow: ReadonlySet<CommandId> = new Set<CommandId>([
  'next-article',
  'previous-article',
  'move-down',
  'move-up',
  'next-unread',
  'scroll-on',
  'scroll-back',
  ...commandTable.flatMap(({ id, group }) => (group === 'article' && id !== 'open-in-window' ? [id] : [])),
  'palette',
  'undo',
  'redo',
  'history',
  'back',
  'cycle-panes',
  'cycle-panes-back',
  'settings',
  'about',
  'help',
]);

/** Whether this window has the command at all, now or at another time. */
export function isOffered({ id }: Pick<Command, 'id'>): boolean {
  return !useLayout.getState().isOwnWindow || ofOwnWindow.has(id);
}

export const allCommands: readonly Command[] = commandTable.map((command: Command) => ({
  ...command,
  isEnabled: on => isOffered(command) && command.isEnabled(on),
}));

/** The keys in force in this host, the first for tooltips and menus. */
export function keysOf(command: Command): readonly KeyName[] {
  const { settings } = useSettings.getState();
  const inForce = keysInForce(allCommands, settings?.keyPreset ?? 'freshet', settings?.keyChanges ?? noChanges).get(command.id) ?? [];
  return isInBrowserTab() ? inForce.filter(key => !keptByBrowsers.includes(key)) : inForce;
}

export function findCommand(id: CommandId): Command {
  const command = allCommands.find(candidate => candidate.id === id);
  if (command === undefined) throw new Error(`no command ${id}`);
  return command;
}

/** Runs a command asked for by a menu; what is not a command's id does nothing. */
export function runCommand(id: string, on?: ViewName): void {
  const command = allCommands.find(candidate => candidate.id === id);
  if (command?.isEnabled(on) === true) command.run(on);
}
