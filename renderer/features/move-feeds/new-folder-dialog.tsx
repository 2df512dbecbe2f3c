import { type FormEvent, useId, useState } from 'react';
import type { FolderId } from '../../../worker/protocol/ids.ts';
import { useDialogs } from '../../state/dialogs.ts';
import { folderOptions } from '../../state/folder-options.ts';
import { useSubscriptions } from '../../state/subscriptions.ts';
import { addFolder } from '../../state/tree-changes.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Select } from '../../ui/select.tsx';
import { t } from '../../words.ts';
import styles from './move-feeds.module.css';

interface NewFolderDialogProps {
  readonly parentId: FolderId | null;
  /** Rows that go into it at once. */
  readonly keys: readonly string[];
}

export function NewFolderDialog({ parentId, keys }: NewFolderDialogProps) {
  const id = useId();
  const close = useDialogs(state => state.close);
  const tree = useSubscriptions(state => state.tree);
  const [title, setTitle] = useState('');
  const [above, setAbove] = useState(parentId === null ? '' : String(parentId));
  if (tree === null) return null;

  function onSubmit(event: FormEvent): void {
    event.preventDefault();
    if (title.trim() === '') return;
    close();
    void addFolder(title.trim(), above === '' ? null : Number(above), new Set(keys));
  }

  return (
    <Dialog title={t('tree.newFolderTitle')} size="narrow" onClose={close}>
      <form onSubmit={onSubmit}>
        <label className={styles['label']} htmlFor={id}>
          {t('tree.folderName')}
        </label>
        <input
          id={id}
          className={styles['input']}
          dir="auto"
          maxLength={1_000}
          autoFocus
          value={title}
          onChange={event => setTitle(event.target.value)}
        />
        {tree.folders.length > 0 && (
          <div className={styles['inside']}>
            <span aria-hidden="true">{t('tree.inside')}</span>
            <Select label={t('tree.inside')} value={above} options={folderOptions(tree, keys)} onChange={setAbove} />
          </div>
        )}
        {keys.length > 0 && <p className={styles['more']}>{t('tree.newFolderMore', { count: keys.length })}</p>}
        <div className={styles['buttons']}>
          <Button onClick={close}>{t('ui.cancel')}</Button>
          <Button type="submit" look="primary" disabled={title.trim() === ''}>
            {t('tree.make')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
