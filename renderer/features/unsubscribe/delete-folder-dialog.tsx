import type { FolderId } from '../../../worker/protocol/ids.ts';
import { number } from '../../format/time.ts';
import { useDialogs } from '../../state/dialogs.ts';
import { useSubscriptions } from '../../state/subscriptions.ts';
import { feedsWithin, moveFolderUp, unsubscribeAll } from '../../state/unsubscribing.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { t } from '../../words.ts';
import styles from './unsubscribe.module.css';

/** Asks what becomes of the feeds in a folder that is deleted. */
export function DeleteFolderDialog({ folderId }: { readonly folderId: FolderId }) {
  const close = useDialogs(state => state.close);
  const folder = useSubscriptions(({ tree }) => tree?.folders.find(({ id }) => id === folderId));
  const above = useSubscriptions(({ tree }) => tree?.folders.find(({ id }) => id === folder?.parentId));
  if (folder === undefined) {
    return (
      <Dialog title={t('properties.folderTitle')} size="narrow" hasCloseButton onClose={close}>
        <p>{t('properties.folderNotThere')}</p>
      </Dialog>
    );
  }
  const count = feedsWithin(folderId).length;
  return (
    <Dialog title={t('deleteFolder.title', { folder: folder.title })} size="narrow" onClose={close}>
      <p className={styles['question']}>{t('deleteFolder.question', { count, number: number(count) })}</p>
      <p className={styles['more']}>
        {above === undefined ? t('deleteFolder.toTop', { count }) : t('deleteFolder.toFolder', { count, folder: above.title })}
      </p>
      <div className={styles['buttons']}>
        <Button onClick={close}>{t('ui.cancel')}</Button>
        <Button
          look="danger"
          onClick={() => {
            close();
            void unsubscribeAll([], [folderId]);
          }}
        >
          {t('deleteFolder.unsubscribe')}
        </Button>
        <Button
          look="primary"
          onClick={() => {
            close();
            void moveFolderUp(folder);
          }}
        >
          {t('deleteFolder.moveUp', { count })}
        </Button>
      </div>
    </Dialog>
  );
}
