import type { OpmlReport } from '../../../worker/protocol/opml.ts';
import { useDialogs } from '../../state/dialogs.ts';
import { askFirstChoices } from '../../state/first-choices.ts';
import { undo } from '../../state/reading.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { t } from '../../words.ts';
import styles from './import-report-dialog.module.css';
import { SkippedLines } from './skipped-lines.tsx';

/** What an import has done: what came in, what was there, what was left out and why. */
export function ImportReportDialog({ report }: { readonly report: OpmlReport }) {
  const close = useDialogs(state => state.close);
  const { added, alreadySubscribed, foldersAdded, skipped, change } = report;
  const facts = [
    foldersAdded === 0 ? null : t('importReport.folders', { count: foldersAdded }),
    alreadySubscribed === 0 ? null : t('importReport.already', { count: alreadySubscribed }),
    skipped.length === 0 ? null : t('importReport.skipped', { count: skipped.length }),
  ];

  function done(): void {
    close();
    if (added > 0) askFirstChoices();
  }
  function takeBack(): void {
    close();
    void undo(change.id);
  }

  return (
    <Dialog title={t('importReport.title')} onClose={done}>
      <p className={styles['added']}>{added === 0 ? t('importReport.addedNone') : t('importReport.added', { count: added })}</p>
      <p className={styles['facts']}>{facts.filter(fact => fact !== null).join(' · ')}</p>
      {skipped.length > 0 && (
        <div className={styles['skipped']}>
          <SkippedLines skipped={skipped} />
        </div>
      )}
      <div className={styles['buttons']}>
        {change.id !== 0 && <Button onClick={takeBack}>{t('importReport.undo')}</Button>}
        <Button look="primary" onClick={done}>
          {t('importReport.done')}
        </Button>
      </div>
    </Dialog>
  );
}
