import { CircleHelp, X } from 'lucide-react';
import { useState } from 'react';
import { number } from '../../format/time.ts';
import { useDialogs } from '../../state/dialogs.ts';
import { useList } from '../../state/list.ts';
import { useSavedSearches } from '../../state/saved-searches.ts';
import { useSearchBox } from '../../state/search-box.ts';
import { closeSearch, setSearchOrder, setSearchPlace } from '../../state/searching.ts';
import { useSubscriptions } from '../../state/subscriptions.ts';
import { plainScope } from '../../state/view.ts';
import { viewTitle } from '../../state/view-title.ts';
import { Button } from '../../ui/button.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { Segments } from '../../ui/segments.tsx';
import { t } from '../../words.ts';
import { SearchField } from './search-field.tsx';
import styles from './search-header.module.css';
import { SearchHelp } from './search-help.tsx';

/** Above the list while one searches: the field, where and in which order, how many were found, and what was not understood. */
export function SearchHeader() {
  const { text, isWithin, order } = useSearchBox();
  const behind = useSearchBox(state => state.behind);
  const tree = useSubscriptions(state => state.tree);
  const [isHelpWanted, setHelpWanted] = useState(false);
  const isEmpty = text.trim() === '';

  return (
    <header className={styles['head']}>
      <h1 className="visually-hidden">{t('search.label')}</h1>
      <div className={styles['bar']}>
        <SearchField />
        <IconButton
          label={t('search.help')}
          icon={<CircleHelp />}
          isOn={isHelpWanted || isEmpty}
          onClick={() => setHelpWanted(!isHelpWanted)}
        />
        <IconButton label={t('search.leave')} keys={t('search.leaveKey')} icon={<X />} onClick={() => void closeSearch()} />
      </div>
      {behind !== null && behind.kind !== 'all' && (
        <>
          <span className="visually-hidden" id="search-place">
            {t('search.scope')}
          </span>
          <Segments
            labelledBy="search-place"
            name="search-place"
            value={isWithin ? 'view' : 'all'}
            options={[
              { value: 'all', label: t('search.everywhere') },
              { value: 'view', label: viewTitle(behind, tree) },
            ]}
            onChange={value => setSearchPlace(value === 'view')}
          />
        </>
      )}
      {!isEmpty && (
        <div className={styles['line']}>
          <span className="visually-hidden" id="search-order">
            {t('search.order')}
          </span>
          <Segments
            labelledBy="search-order"
            name="search-order"
            value={order}
            options={[
              { value: 'newest', label: t('search.newest') },
              { value: 'relevance', label: t('search.relevance') },
            ]}
            onChange={value => setSearchOrder(value === 'relevance' ? 'relevance' : 'newest')}
          />
          <Found />
          <Button look="plain" onClick={askToSave}>
            {t('search.save')}
          </Button>
        </div>
      )}
      {!isEmpty && <Fault />}
      {(isEmpty || isHelpWanted) && <SearchHelp />}
    </header>
  );
}

/** The dialog asks for a name; a saved search that is open is changed. */
function askToSave(): void {
  const { text, order, isWithin, behind, savedId } = useSearchBox.getState();
  const known = useSavedSearches.getState().searches.find(({ id }) => id === savedId);
  const query = text.trim();
  const within = isWithin && behind !== null ? plainScope(behind, 0) : null;
  useDialogs.getState().show({ kind: 'save-search', id: known?.id ?? null, search: { name: known?.name ?? query, query, order, within } });
}

/** How many were found; said to who does not see it, when the hand rests. */
function Found() {
  const isSearch = useList(state => state.query?.scope.kind === 'search');
  const total = useList(state => state.total);
  const hasFault = useList(state => state.search !== null && state.search.fault !== null);
  const isCounting = useList(state => state.search?.isCounting === true);
  const shown = number(total);
  const words = isCounting ? t('search.counting', { number: shown }) : t('search.found', { count: total, number: shown });
  return (
    <p role="status" className={styles['found']}>
      {isSearch && !hasFault && words}
    </p>
  );
}

/** What was not understood, what cannot be found yet, and how far the best come first. */
function Fault() {
  const search = useList(state => state.search);
  const query = useList(state => (state.view.kind === 'search' ? state.view.query : ''));
  const total = useList(state => state.total);
  if (search === null) return null;
  if (search.fault !== null) {
    const { code, of, from, to } = search.fault;
    const message = t(`search.fault.${code}`, { of });
    const place = query.slice(from, to).trim();
    return (
      <p id="search-fault" role="status" className={styles['fault']}>
        {place === '' || place === query.trim() ? message : t('search.faultAt', { place, message })}
        {total > 0 && ` ${t('search.earlier')}`}
      </p>
    );
  }
  return (
    <>
      {search.left > 0 && total > 0 && <p className={styles['note']}>{t('search.indexing', { number: number(search.left) })}</p>}
      {search.ranked !== null && !search.isCounting && total > search.ranked && (
        <p className={styles['note']}>{t('search.ranked', { number: number(search.ranked) })}</p>
      )}
    </>
  );
}
