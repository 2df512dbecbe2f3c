import { isInBrowserTab } from '../../client/host.ts';
import { fileSize } from '../../format/enclosure.ts';
import { number } from '../../format/time.ts';
import { chooseTexts, leaveExport, saveExport, useExport, writeExport } from '../../state/export-archive.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { TroubleBox } from '../../ui/trouble-box.tsx';
import { t } from '../../words.ts';
import styles from './export-archive-dialog.module.css';

/** Everything to one file: what goes in, how far it is, and what became of it. */
export function ExportArchiveDialog() {
  const { estimate, withTexts, step } = useExport();

  if (step.kind === 'done') {
    const { articles, file, name, saved } = step;
    return (
      <Dialog title={t('exportAll.title')} onClose={leaveExport} hasCloseButton>
        <p className={styles['done']} role="status">
          {t('exportAll.done', { name, size: fileSize(file.size) })}
        </p>
        <p className={styles['more']}>
          {t('exportAll.doneMore', { count: articles, number: number(articles) })}{' '}
          <span aria-live="polite">{isInBrowserTab() ? t('exportAll.doneInTab') : t(`exportAll.inWindow.${saved}`)}</span>
        </p>
        <div className={styles['buttons']}>
          <Button onClick={saveExport}>{t('exportAll.again')}</Button>
          <Button look="primary" autoFocus onClick={leaveExport}>
            {t('exportAll.close')}
          </Button>
        </div>
      </Dialog>
    );
  }

  const isWriting = step.kind === 'writing';
  const size = estimate === null ? null : fileSize(withTexts ? estimate.allBytes : estimate.keptBytes);
  return (
    <Dialog title={t('exportAll.title')} onClose={leaveExport} hasCloseButton>
      <p>{t('exportAll.always')}</p>
      <fieldset className={styles['choices']} disabled={isWriting}>
        <legend>{t('exportAll.texts')}</legend>
        <Choice
          title={t('exportAll.kept')}
          more={
            estimate === null ? t('exportAll.counting') : t('exportAll.keptMore', { count: estimate.kept, number: number(estimate.kept) })
          }
          isChosen={!withTexts}
          onChoose={() => chooseTexts(false)}
        />
        <Choice
          title={t('exportAll.all')}
          more={
            estimate === null
              ? t('exportAll.counting')
              : t('exportAll.allMore', { count: estimate.articles, number: number(estimate.articles) })
          }
          isChosen={withTexts}
          onChoose={() => chooseTexts(true)}
        />
      </fieldset>
      <p className={styles['more']}>{t('exportAll.without')}</p>
      {step.kind === 'failed' && (
        <TroubleBox isAlert detail={step.detail} className={styles['trouble']}>
          <p dir="auto">{step.message}</p>
        </TroubleBox>
      )}
      {isWriting && (
        <div className={styles['progress']}>
          <progress aria-label={t('exportAll.title')} max={Math.max(1, estimate?.articles ?? 1)} value={step.articles} />
          <p>{t('exportAll.writing', { count: step.articles, number: number(step.articles), size: fileSize(step.bytes) })}</p>
        </div>
      )}
      <div className={styles['foot']}>
        <p className={styles['size']}>{size !== null && !isWriting && t('exportAll.size', { size })}</p>
        <div className={styles['buttons']}>
          <Button onClick={leaveExport}>{t('ui.cancel')}</Button>
          <Button look="primary" disabled={isWriting} onClick={() => void writeExport()}>
            {t(isWriting ? 'exportAll.exporting' : 'exportAll.export')}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}

interface ChoiceProps {
  readonly title: string;
  readonly more: string;
  readonly isChosen: boolean;
  onChoose(): void;
}

function Choice({ title, more, isChosen, onChoose }: ChoiceProps) {
  return (
    <label className={styles['choice']}>
      <input type="radio" name="export-texts" checked={isChosen} onChange={onChoose} />
      <span>
        <span className={styles['name']}>{title}</span>
        <span className={styles['more']}>{more}</span>
      </span>
    </label>
  );
}
