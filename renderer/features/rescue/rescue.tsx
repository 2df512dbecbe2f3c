import { type FormEvent, useEffect, useRef, useState } from 'react';
import type { WireError } from '../../../worker/protocol/errors.ts';
import type { Backup } from '../../../worker/protocol/storage.ts';
import { failureWords } from '../../format/failure-words.ts';
import { loadBackups, openProfile, restoreBackup, salvage, startEmpty, tryAgain, useBackups } from '../../state/backups.ts';
import { BackupFacts } from '../../ui/backup-facts.tsx';
import { Button } from '../../ui/button.tsx';
import { classes } from '../../ui/classes.ts';
import { Waves } from '../../ui/waves.tsx';
import { t } from '../../words.ts';
import styles from './rescue.module.css';
import { RescueChoice } from './rescue-choice.tsx';

/** In place of the reader while its database is damaged: what can be done, and that nothing is lost by looking at it. */
export function Rescue({ error }: { readonly error: WireError }) {
  const { list, work, failure } = useBackups();
  const [chosen, setChosen] = useState<string | null>(null);
  const [isSure, setIsSure] = useState(false);
  const [folder, setFolder] = useState<string | null>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const [now] = useState(Date.now);
  const usable = list?.backups.filter(isUsable) ?? [];
  const picked = usable.find(({ name }) => name === chosen) ?? usable[0];

  useEffect(() => {
    heading.current?.focus();
    void loadBackups();
  }, []);

  function onSubmit(event: FormEvent): void {
    event.preventDefault();
    if (picked !== undefined) void restoreBackup(picked);
  }

  return (
    <main className={styles['page']} aria-busy={work !== null}>
      <div className={styles['column']}>
        <Waves className={styles['mark']} />
        <h1 ref={heading} tabIndex={-1} className={styles['title']}>
          {t('rescue.title')}
        </h1>
        <p className={styles['text']}>{t('rescue.text')}</p>
        <p
          role={failure === null ? 'status' : 'alert'}
          dir="auto"
          className={classes(styles['state'], failure !== null && styles['failure'])}
        >
          {work === null ? failure : t(`rescue.work.${work}`)}
        </p>
        <form className={styles['backups']} onSubmit={onSubmit}>
          <h2 className={styles['group']}>{t('rescue.backups')}</h2>
          {list === null && <p className={styles['none']}>{t('rescue.looking')}</p>}
          {list !== null && usable.length === 0 && <p className={styles['none']}>{t('rescue.none')}</p>}
          {usable.length > 0 && (
            <fieldset className={styles['rows']} disabled={work !== null} aria-label={t('rescue.backups')}>
              {usable.map(backup => (
                <label key={backup.name} className={styles['row']}>
                  <input type="radio" name="backup" checked={backup === picked} onChange={() => setChosen(backup.name)} />
                  <BackupFacts backup={backup} now={now} />
                </label>
              ))}
            </fieldset>
          )}
          {picked !== undefined && (
            <Button type="submit" look="primary" disabled={work !== null}>
              {t('rescue.restore')}
            </Button>
          )}
        </form>
        <div className={styles['others']}>
          <RescueChoice title={t('rescue.salvage')} more={t('rescue.salvageMore')}>
            <Button disabled={work !== null} onClick={() => void salvage()}>
              {t('rescue.salvageButton')}
            </Button>
          </RescueChoice>
          <RescueChoice title={t('rescue.empty')} more={t(isSure ? 'rescue.emptySure' : 'rescue.emptyMore')}>
            {isSure && <Button onClick={() => setIsSure(false)}>{t('ui.cancel')}</Button>}
            <Button disabled={work !== null} onClick={() => (isSure ? void startEmpty() : setIsSure(true))}>
              {t(isSure ? 'rescue.emptyYes' : 'rescue.emptyButton')}
            </Button>
          </RescueChoice>
          <RescueChoice title={t('rescue.again')} more={folder === null ? t('rescue.againMore') : t('rescue.folderIs', { folder })}>
            <Button onClick={() => void openProfile().then(setFolder)}>{t('rescue.folder')}</Button>
            <Button disabled={work !== null} onClick={() => void tryAgain()}>
              {t('rescue.againButton')}
            </Button>
          </RescueChoice>
        </div>
        <details className={styles['details']}>
          <summary>{t('rescue.details')}</summary>
          <p data-selectable dir="auto">
            {failureWords(error)}
          </p>
          <pre data-selectable>{error.detail}</pre>
        </details>
      </div>
    </main>
  );
}

/** A damaged database that was kept aside earlier is no way out of this one. */
function isUsable({ holds, kind }: Backup): boolean {
  return holds !== null && kind !== 'damaged';
}
