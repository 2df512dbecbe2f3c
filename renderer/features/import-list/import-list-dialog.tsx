import { leaveImport, useImport } from '../../state/import-list.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { Spinner } from '../../ui/spinner.tsx';
import { TroubleBox } from '../../ui/trouble-box.tsx';
import { t } from '../../words.ts';
import { ArchiveDone } from './archive-done.tsx';
import { ArchivePreview } from './archive-preview.tsx';
import { ChooseList } from './choose-list.tsx';
import styles from './import-list-dialog.module.css';
import { PickFeeds } from './pick-feeds.tsx';

/** From a list to subscriptions. Nothing is stored before the button at its end. */
export function ImportListDialog() {
  const list = useImport(state => state.list);
  const isArchive = list.kind === 'archive' || list.kind === 'archive-done';
  const isStarter = list.kind === 'read' && list.isStarter;
  const share = useImport(state => state.share);
  const isImporting = useImport(state => state.isImporting);

  function onClose(): void {
    if (!isImporting) leaveImport();
  }

  return (
    <Dialog title={t(isArchive ? 'importAll.title' : isStarter ? 'starters.title' : 'import.title')} onClose={onClose} hasCloseButton>
      {list.kind === 'reading' && (
        <p className={styles['reading']} role="status">
          <Spinner />
          {t('import.reading')}
          {share > 0 && <progress className={styles['share']} aria-label={t('import.reading')} max={1} value={share} />}
        </p>
      )}
      {list.kind === 'failed' && (
        <TroubleBox isAlert detail={list.detail} className={styles['trouble']}>
          <p dir="auto">{list.message}</p>
        </TroubleBox>
      )}
      {(list.kind === 'none' || list.kind === 'failed') && <ChooseList pasted={list.kind === 'failed' ? list.pasted : ''} />}
      {list.kind === 'archive' && <ArchivePreview list={list} />}
      {list.kind === 'archive-done' && <ArchiveDone list={list} />}
      {list.kind === 'read' && <PickFeeds list={list} />}
    </Dialog>
  );
}
