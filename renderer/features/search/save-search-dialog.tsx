import { type FormEvent, useEffect, useId, useRef, useState } from 'react';
import type { SavedSearch } from '../../../worker/protocol/entry-lists.ts';
import type { SavedSearchId } from '../../../worker/protocol/ids.ts';
import { useDialogs } from '../../state/dialogs.ts';
import { saveSearch } from '../../state/saved-searches.ts';
import { useSubscriptions } from '../../state/subscriptions.ts';
import { viewTitle } from '../../state/view-title.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { t } from '../../words.ts';
import styles from './save-search-dialog.module.css';

interface SaveSearchDialogProps {
  /** Null: a new one. */
  readonly id: SavedSearchId | null;
  readonly search: Omit<SavedSearch, 'id'>;
}

/** Names a search, and changes one that is saved. */
export function SaveSearchDialog({ id, search }: SaveSearchDialogProps) {
  const close = useDialogs(state => state.close);
  const tree = useSubscriptions(state => state.tree);
  const fieldId = useId();
  const field = useRef<HTMLInputElement>(null);
  const [name, setName] = useState(search.name);
  const [query, setQuery] = useState(search.query);
  const isWhole = name.trim() !== '' && query.trim() !== '';

  useEffect(() => field.current?.select(), []);

  async function save(as: SavedSearchId | null): Promise<void> {
    if (!isWhole) return;
    if (await saveSearch({ ...search, name: name.trim(), query: query.trim() }, as)) close();
  }

  function onSubmit(event: FormEvent): void {
    event.preventDefault();
    void save(id);
  }

  return (
    <Dialog title={t(id === null ? 'search.saveTitle' : 'search.editTitle')} size="narrow" onClose={close}>
      <form className={styles['form']} onSubmit={onSubmit}>
        <label className={styles['name']} htmlFor={`${fieldId}-name`}>
          {t('search.name')}
        </label>
        <input
          ref={field}
          id={`${fieldId}-name`}
          className={styles['input']}
          dir="auto"
          maxLength={200}
          value={name}
          onChange={event => setName(event.target.value)}
        />
        <label className={styles['name']} htmlFor={`${fieldId}-query`}>
          {t('search.query')}
        </label>
        <input
          id={`${fieldId}-query`}
          className={styles['input']}
          dir="auto"
          spellCheck={false}
          maxLength={256}
          value={query}
          onChange={event => setQuery(event.target.value)}
        />
        <p className={styles['more']}>
          {search.within === null ? t('search.everywhere') : t('search.in', { view: viewTitle(search.within, tree) })}
          {' · '}
          {t(`search.${search.order}`)}
        </p>
        <div className={styles['buttons']}>
          <Button onClick={close}>{t('search.cancel')}</Button>
          {id !== null && (
            <Button disabled={!isWhole} onClick={() => void save(null)}>
              {t('search.saveNew')}
            </Button>
          )}
          <Button type="submit" look="primary" disabled={!isWhole}>
            {t('search.saveNow')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
