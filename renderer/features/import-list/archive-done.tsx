import { number } from '../../format/time.ts';
import { type ListToImport, leaveImport } from '../../state/import-list.ts';
import { undo } from '../../state/reading.ts';
import { Button } from '../../ui/button.tsx';
import { TroubleBox } from '../../ui/trouble-box.tsx';
import { t } from '../../words.ts';
import styles from './import-list-dialog.module.css';

/** What the import of a full export has done; also of one that was stopped or failed on its way. */
export function ArchiveDone({ list }: { readonly list: Extract<ListToImport, { kind: 'archive-done' }> }) {
  const { merged, problem, isStopped } = list;
  const { changeId, feeds, articles, states } = merged;

  function takeBack(): void {
    leaveImport();
    void undo(changeId);
  }

  return (
    <>
      {problem !== null && (
        <TroubleBox isAlert className={styles['trouble']}>
          <p dir="auto">{problem}</p>
        </TroubleBox>
      )}
      <p className={styles['name']} role="status">
        {t(problem !== null || isStopped ? 'importAll.ended' : changeId === 0 ? 'importAll.nothingNew' : 'importAll.imported')}
      </p>
      <p className={styles['facts']}>
        {[
          t('importAll.feedsAdded', { count: feeds, number: number(feeds) }),
          t('importAll.articlesAdded', { count: articles, number: number(articles) }),
          t('importAll.marksAdded', { count: states, number: number(states) }),
        ].join(' · ')}
      </p>
      {changeId !== 0 && <p className={styles['way-back']}>{t('importAll.history')}</p>}
      <div className={styles['foot']}>
        <div className={styles['buttons']}>
          {changeId !== 0 && <Button onClick={takeBack}>{t('importReport.undo')}</Button>}
          <Button look="primary" autoFocus onClick={leaveImport}>
            {t('importReport.done')}
          </Button>
        </div>
      </div>
    </>
  );
}
