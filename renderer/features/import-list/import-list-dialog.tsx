import { TriangleAlert } from 'lucide-react';
import { useDialogs } from '../../state/dialogs.ts';
import { chooseAnotherList, useImport } from '../../state/import-list.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { t } from '../../words.ts';
import { ChooseList } from './choose-list.tsx';
import styles from './import-list-dialog.module.css';
import { PickFeeds } from './pick-feeds.tsx';

/** From a list to subscriptions. Nothing is stored before the button at its end. */
export function ImportListDialog() {
  const list = useImport(state => state.list);
  const isImporting = useImport(state => state.isImporting);

  function onClose(): void {
    if (isImporting) return;
    chooseAnotherList();
    useDialogs.getState().close();
  }

  return (
    <Dialog title={t('import.title')} onClose={onClose} hasCloseButton>
      {list.kind === 'reading' && (
        <p className={styles['reading']} role="status">
          <span className={styles['turning']} aria-hidden="true" />
          {t('import.reading')}
        </p>
      )}
      {list.kind === 'failed' && (
        <div className={styles['trouble']} role="alert" title={list.detail}>
          <TriangleAlert aria-hidden="true" />
          <p>{list.message}</p>
        </div>
      )}
      {(list.kind === 'none' || list.kind === 'failed') && <ChooseList />}
      {list.kind === 'read' && <PickFeeds list={list} />}
    </Dialog>
  );
}
