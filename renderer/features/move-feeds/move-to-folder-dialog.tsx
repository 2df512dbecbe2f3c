import { type FormEvent, useEffect, useRef, useState } from 'react';
import { useDialogs } from '../../state/dialogs.ts';
import { folderOptions } from '../../state/folder-options.ts';
import { useSubscriptions } from '../../state/subscriptions.ts';
import { moveInto } from '../../state/tree-changes.ts';
import { movable } from '../../state/tree-moves.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { t } from '../../words.ts';
import styles from './move-feeds.module.css';

/** Where feeds and folders go: the same as dragging them, for keys and fingers. */
export function MoveToFolderDialog({ keys }: { readonly keys: readonly string[] }) {
  const { close, show } = useDialogs.getState();
  const tree = useSubscriptions(state => state.tree);
  const [into, setInto] = useState<string | null>(null);
  const folders = useRef<HTMLFieldSetElement>(null);

  // The keys begin at the folder in which they are; the dialog would give them to the first.
  useEffect(() => folders.current?.querySelector<HTMLElement>(':checked')?.focus(), []);

  if (tree === null) return null;
  const { feedIds, folderIds } = movable(tree, new Set(keys));
  const parents = new Set([
    ...tree.subscriptions.filter(({ feedId }) => feedIds.includes(feedId)).map(({ folderId }) => folderId),
    ...tree.folders.filter(({ id }) => folderIds.includes(id)).map(({ parentId }) => parentId),
  ]);
  const [only = null] = parents;
  const present = parents.size === 1 ? String(only ?? '') : null;
  const chosen = into ?? present ?? '';

  function onSubmit(event: FormEvent): void {
    event.preventDefault();
    close();
    void moveInto(new Set(keys), chosen === '' ? null : Number(chosen));
  }

  return (
    <Dialog title={t('tree.moveTitle', { count: feedIds.length + folderIds.length })} size="narrow" onClose={close}>
      <form onSubmit={onSubmit}>
        <fieldset ref={folders} className={styles['folders']}>
          <legend className="visually-hidden">{t('properties.folder')}</legend>
          {folderOptions(tree, keys).map(({ value, label }) => (
            <label key={value} className={styles['folder']}>
              <input type="radio" name="folder" value={value} checked={chosen === value} onChange={() => setInto(value)} />
              <span dir="auto">{label}</span>
            </label>
          ))}
        </fieldset>
        <div className={styles['buttons']}>
          <Button className={styles['apart'] ?? ''} onClick={() => show({ kind: 'new-folder', parentId: null, keys })}>
            {t('tree.newFolder')}
          </Button>
          <Button onClick={close}>{t('ui.cancel')}</Button>
          <Button type="submit" look="primary" disabled={chosen === present}>
            {t('tree.move')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
