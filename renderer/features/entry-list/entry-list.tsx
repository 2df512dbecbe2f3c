import type { ReactNode } from 'react';
import { useChoice } from '../../state/choice.ts';
import { useList } from '../../state/list.ts';
import { useSettings } from '../../state/settings.ts';
import { useSubscriptions } from '../../state/subscriptions.ts';
import { viewTitle } from '../../state/view-title.ts';
import { t } from '../../words.ts';
import { ChoiceBar, ChoiceStatus } from './choice-bar.tsx';
import styles from './entry-list.module.css';
import { EntryRows } from './entry-rows.tsx';
import { ListEmpty } from './list-empty.tsx';
import { ListFailed } from './list-failed.tsx';
import { ListHeader } from './list-header.tsx';
import { ListSkeleton } from './list-skeleton.tsx';
import { NewArticles } from './new-articles.tsx';

interface EntryListProps {
  /** Stands in place of the heading: a search. */
  readonly head?: ReactNode;
  /** What is said of the feed above its articles: a failing feed's note. */
  readonly note: ReactNode;
  /** Resizes it; it stands at its edge. */
  readonly edge: ReactNode;
}

/** The list pane: heading, "new articles" line, rows. */
export function EntryList({ head, note, edge }: EntryListProps) {
  const isOpen = useList(state => state.query !== null);
  const isEmpty = useList(state => state.total === 0);
  const opening = useList(state => state.opening);
  const isChoosing = useChoice(({ choice }) => choice !== null);
  const error = useList(state => state.error);
  const density = useSettings(state => state.settings?.listDensity);
  const view = useList(state => state.view);
  const title = useSubscriptions(state => viewTitle(view, state.tree));

  return (
    // Without rows the pane itself has the keys.
    <section className={styles['pane']} data-pane="list" tabIndex={-1} aria-label={title === '' ? t('list.label') : title}>
      {head ?? (isChoosing ? <ChoiceBar /> : <ListHeader />)}
      {head !== undefined && isChoosing && <ChoiceBar />}
      <ChoiceStatus />
      {note}
      <NewArticles />
      {error !== null ? (
        <ListFailed error={error} />
      ) : !isOpen ? (
        <ListSkeleton />
      ) : isEmpty ? (
        <ListEmpty />
      ) : (
        <EntryRows key={`${opening} ${density}`} />
      )}
      {edge}
    </section>
  );
}
