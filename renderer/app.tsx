import { type CSSProperties, lazy, Suspense, useEffect, useRef } from 'react';
import styles from './app.module.css';
import { followPane, goBack } from './commands/panes.ts';
import { LookPopover } from './features/article-look/look-popover.tsx';
import { EntryList } from './features/entry-list/entry-list.tsx';
import { EntryView } from './features/entry-view/entry-view.tsx';
import { FeedNote } from './features/feed-note/feed-note.tsx';
import { NotConnected } from './features/not-connected/not-connected.tsx';
import { ConfirmLink } from './features/notices/confirm-link.tsx';
import { Notices } from './features/notices/notices.tsx';
import { Palette } from './features/palette/palette.tsx';
import { PlayerBar } from './features/player/player-bar.tsx';
import { SearchHeader } from './features/search/search-header.tsx';
import { Sidebar } from './features/sidebar/sidebar.tsx';
import { WorkerHealth } from './features/worker-health/worker-health.tsx';
import { useDialogs } from './state/dialogs.ts';
import { useDropAbove } from './state/dropped-files.ts';
import { useHealth } from './state/health.ts';
import { useLayout } from './state/layout.ts';
import { useList } from './state/list.ts';
import { listWidths, sidebarWidths } from './state/pane-widths.ts';
import { useIsSearching } from './state/searching.ts';
import { findSubscription, hasNothing, useSubscriptions } from './state/subscriptions.ts';
import { classes } from './ui/classes.ts';
import { Separator } from './ui/separator.tsx';
import { t } from './words.ts';

const AddFeedDialog = lazy(() => import('./features/add-feed/add-feed-dialog.tsx').then(part => ({ default: part.AddFeedDialog })));
const Rescue = lazy(() => import('./features/rescue/rescue.tsx').then(part => ({ default: part.Rescue })));
const FirstRun = lazy(() => import('./features/first-run/first-run.tsx').then(part => ({ default: part.FirstRun })));
const FirstChoicesDialog = lazy(() =>
  import('./features/first-run/first-choices-dialog.tsx').then(part => ({ default: part.FirstChoicesDialog })),
);
const SettingsDialog = lazy(() => import('./features/settings/settings-dialog.tsx').then(part => ({ default: part.SettingsDialog })));
const LookSettings = lazy(() => import('./features/article-look/look-settings.tsx').then(part => ({ default: part.LookSettings })));
const ImportListDialog = lazy(() =>
  import('./features/import-list/import-list-dialog.tsx').then(part => ({ default: part.ImportListDialog })),
);
const FeedPropertiesDialog = lazy(() =>
  import('./features/feed-properties/feed-properties-dialog.tsx').then(part => ({ default: part.FeedPropertiesDialog })),
);
const FolderPropertiesDialog = lazy(() =>
  import('./features/feed-properties/folder-properties-dialog.tsx').then(part => ({ default: part.FolderPropertiesDialog })),
);
const LabelsDialog = lazy(() => import('./features/labels/labels-dialog.tsx').then(part => ({ default: part.LabelsDialog })));
const LabelPropertiesDialog = lazy(() =>
  import('./features/labels/label-properties-dialog.tsx').then(part => ({ default: part.LabelPropertiesDialog })),
);
const MoveToFolderDialog = lazy(() =>
  import('./features/move-feeds/move-to-folder-dialog.tsx').then(part => ({ default: part.MoveToFolderDialog })),
);
const NewFolderDialog = lazy(() => import('./features/move-feeds/new-folder-dialog.tsx').then(part => ({ default: part.NewFolderDialog })));
const FeedsDialog = lazy(() => import('./features/feeds/feeds-dialog.tsx').then(part => ({ default: part.FeedsDialog })));
const UnsubscribeDialog = lazy(() =>
  import('./features/unsubscribe/unsubscribe-dialog.tsx').then(part => ({ default: part.UnsubscribeDialog })),
);
const DeleteFolderDialog = lazy(() =>
  import('./features/unsubscribe/delete-folder-dialog.tsx').then(part => ({ default: part.DeleteFolderDialog })),
);
const ImportReportDialog = lazy(() =>
  import('./features/import-list/import-report-dialog.tsx').then(part => ({ default: part.ImportReportDialog })),
);
const ExportDialog = lazy(() => import('./features/export-list/export-dialog.tsx').then(part => ({ default: part.ExportDialog })));
const ExportArchiveDialog = lazy(() =>
  import('./features/export-archive/export-archive-dialog.tsx').then(part => ({ default: part.ExportArchiveDialog })),
);
const HistoryDialog = lazy(() => import('./features/history/history-dialog.tsx').then(part => ({ default: part.HistoryDialog })));
const Lightbox = lazy(() => import('./features/lightbox/lightbox.tsx').then(part => ({ default: part.Lightbox })));
const SaveSearchDialog = lazy(() => import('./features/search/save-search-dialog.tsx').then(part => ({ default: part.SaveSearchDialog })));
const HelpSheet = lazy(() => import('./features/help/help-sheet.tsx').then(part => ({ default: part.HelpSheet })));

export function App() {
  // What was read already stays readable below a banner.
  const wasNeverLetIn = useSubscriptions(({ tree }) => tree === null);
  const isRefused = useHealth(({ health }) => health.state === 'failed' && health.error.code === 'forbidden-here');
  const damage = useHealth(({ health }) => (health.state === 'rescue' ? health.error : null));
  if (damage !== null) {
    return (
      <Suspense>
        <Rescue error={damage} />
        <Notices start={0} width={window.innerWidth} />
      </Suspense>
    );
  }
  return wasNeverLetIn && isRefused ? <NotConnected /> : <Reader />;
}

/** A window for one article. */
export function OwnWindow() {
  const isAlone = useLayout(state => state.isAlone);
  return (
    <div className={styles['app']}>
      <WorkerHealth />
      <main className={classes(styles['own'], isAlone && styles['alone'])} data-pane="article">
        <EntryView tools={<LookPopover />} />
      </main>
      <PlayerBar />
      <Notices start={0} width={window.innerWidth} />
      <Suspense>
        <OpenDialog />
      </Suspense>
    </div>
  );
}

function Reader() {
  const { mode, sidebar, list } = useLayout(state => state.widths);
  const isDrawerOpen = useLayout(state => state.isDrawerOpen);
  const isEmptyProfile = useSubscriptions(({ tree }) => tree !== null && hasNothing(tree));
  const wasDrawerOpen = useRef(false);

  useEffect(() => {
    if (isDrawerOpen) followPane('sidebar');
    else if (wasDrawerOpen.current) followPane('list');
    wasDrawerOpen.current = isDrawerOpen;
  }, [isDrawerOpen]);

  const listStart = mode === 'three' && !isEmptyProfile ? sidebar + 1 : 0;

  return (
    <div className={styles['app']}>
      <WorkerHealth />
      {isEmptyProfile ? (
        <main className={styles['first-run']}>
          <Suspense>
            <FirstRun />
          </Suspense>
        </main>
      ) : (
        <Panes />
      )}
      {isDrawerOpen && !isEmptyProfile && (
        <>
          <button type="button" className={styles['scrim']} aria-label={t('ui.close')} tabIndex={-1} onClick={goBack} />
          <div className={styles['drawer']} style={{ width: sidebar }}>
            <Sidebar />
          </div>
        </>
      )}
      <PlayerBar />
      <Notices start={listStart} width={mode === 'one' || isEmptyProfile ? window.innerWidth : list} />
      <Suspense>
        <OpenDialog />
      </Suspense>
      <DropHint />
    </div>
  );
}

function Panes() {
  const { mode, sidebar, list } = useLayout(state => state.widths);
  const shown = useLayout(state => state.shown);
  const isDrawerOpen = useLayout(state => state.isDrawerOpen);
  const resize = useLayout(state => state.resize);
  // The page cannot see by itself that the focus is inside the article's frame.
  const hasArticleKeys = useLayout(state => state.focused === 'article');
  const isSearching = useIsSearching();
  const isFullScreen = useLayout(state => state.isAlone);
  const isAlone = mode === 'one';

  useEffect(() => {
    if (isAlone) followPane(shown);
  }, [isAlone, shown]);

  return (
    <div
      className={classes(styles['panes'], styles[mode])}
      style={{ '--sidebar-width': `${sidebar}px`, '--list-width': `${list}px` } as CSSProperties}
      inert={isDrawerOpen}
    >
      {mode === 'three' && (
        <Sidebar
          edge={
            <Separator
              label={t('sidebar.resize')}
              width={sidebar}
              least={sidebarWidths.least}
              most={sidebarWidths.most}
              onResize={width => resize('sidebar', width)}
            />
          }
        />
      )}
      {/* Alone it is what the window is about: the article's pane is hidden then, and no landmark. */}
      <div className={classes(styles['pane'], isAlone && shown !== 'list' && styles['hidden'])} role={isAlone ? 'main' : undefined}>
        <EntryList
          head={isSearching ? <SearchHeader /> : undefined}
          note={<OpenFeedNote />}
          edge={
            !isAlone && (
              <Separator
                label={t('list.resize')}
                width={list}
                least={listWidths.least}
                most={listWidths.most}
                onResize={width => resize('list', width)}
              />
            )
          }
        />
      </div>
      <main
        className={classes(
          styles['pane'],
          hasArticleKeys && styles['active'],
          isAlone && shown !== 'article' && styles['hidden'],
          isFullScreen && styles['alone'],
        )}
        data-pane="article"
      >
        <EntryView tools={<LookPopover />} />
      </main>
    </div>
  );
}

/** While a file or a link is held above the window; the import dialog shows it at its own place. */
function DropHint() {
  const above = useDropAbove(state => state.above);
  const isOpen = useDialogs(state => state.open !== null);
  if (above === null || isOpen) return null;
  return <p className={styles['drop']}>{t(above === 'file' ? 'import.dropHere' : 'addFeed.dropHere')}</p>;
}

/** Of the feed whose list is open. */
function OpenFeedNote() {
  const feedId = useList(({ view }) => (view.kind === 'feed' ? view.feedId : null));
  const subscription = useSubscriptions(({ tree }) => (feedId === null ? undefined : findSubscription(tree, feedId)));
  return subscription === undefined ? null : <FeedNote subscription={subscription} />;
}

function OpenDialog() {
  const dialog = useDialogs(state => state.open);
  switch (dialog?.kind) {
    case 'add-feed':
      return <AddFeedDialog />;
    case 'settings':
      return <SettingsDialog look={<LookSettings />} />;
    // Not loaded when it is opened: what is typed right after its key is for it.
    case 'palette':
      return <Palette />;
    case 'first-choices':
      return <FirstChoicesDialog />;
    case 'help':
      return <HelpSheet />;
    case 'history':
      return <HistoryDialog />;
    case 'import':
      return <ImportListDialog />;
    case 'export':
      return <ExportDialog scope={dialog.scope} name={dialog.name} secrets={dialog.secrets} />;
    case 'export-archive':
      return <ExportArchiveDialog />;
    case 'import-report':
      return <ImportReportDialog report={dialog.report} />;
    case 'feed-properties':
      return <FeedPropertiesDialog feedId={dialog.feedId} isForLogin={dialog.isForLogin === true} />;
    case 'folder-properties':
      return <FolderPropertiesDialog folderId={dialog.folderId} />;
    case 'delete-folder':
      return <DeleteFolderDialog folderId={dialog.folderId} />;
    case 'unsubscribe':
      return <UnsubscribeDialog of={dialog.of} back={dialog.back} />;
    case 'move-to-folder':
      return <MoveToFolderDialog keys={dialog.keys} />;
    case 'new-folder':
      return <NewFolderDialog parentId={dialog.parentId} keys={dialog.keys} />;
    case 'labels':
      return <LabelsDialog of={dialog.of} />;
    case 'label-properties':
      return <LabelPropertiesDialog labelId={dialog.labelId} />;
    case 'feeds':
      return <FeedsDialog note={subscription => <FeedNote subscription={subscription} />} />;
    case 'save-search':
      return <SaveSearchDialog id={dialog.id} search={dialog.search} />;
    case 'pictures':
      return <Lightbox pictures={dialog.pictures} start={dialog.index} />;
    case 'confirm-link':
      return <ConfirmLink url={dialog.url} question={dialog.question} inBackground={dialog.inBackground} />;
    default:
      return null;
  }
}
