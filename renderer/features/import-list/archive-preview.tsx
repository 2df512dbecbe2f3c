import { useId, useState } from 'react';
import type { ArchiveFound } from '../../../worker/protocol/archive.ts';
import { number } from '../../format/time.ts';
import { chooseAnotherList, importArchive, type ListToImport, stopImport, useImport } from '../../state/import-list.ts';
import { Button } from '../../ui/button.tsx';
import { Switch } from '../../ui/switch.tsx';
import { TroubleBox } from '../../ui/trouble-box.tsx';
import { t } from '../../words.ts';
import styles from './import-list-dialog.module.css';

/** What a full export holds, before anything of it is stored. */
export function ArchivePreview({ list }: { readonly list: Extract<ListToImport, { kind: 'archive' }> }) {
  const { file, found } = list;
  const isImporting = useImport(state => state.isImporting);
  const share = useImport(state => state.share);
  const [takesSettings, setTakesSettings] = useState(false);
  const id = useId();

  return (
    <>
      <p className={styles['name']} dir="auto">
        {file.name}
      </p>
      <p className={styles['facts']}>{t('importAll.what')}</p>
      <ul className={styles['holds']}>
        {factsOf(found).map(fact => (
          <li key={fact}>{fact}</li>
        ))}
      </ul>
      {!found.hasEnd && (
        <TroubleBox isAlert className={styles['trouble']}>
          <p>{t('importAll.cutOff')}</p>
        </TroubleBox>
      )}
      {found.hasSettings && (
        <div className={styles['settings']}>
          <div>
            <p id={`${id}-name`}>{t('importAll.settings')}</p>
            <p id={`${id}-more`} className={styles['facts']}>
              {t('importAll.settingsMore')}
            </p>
          </div>
          <Switch
            labelledBy={`${id}-name`}
            describedBy={`${id}-more`}
            isOn={takesSettings}
            isDisabled={isImporting}
            onChange={setTakesSettings}
          />
        </div>
      )}
      {isImporting && <progress className={styles['share']} aria-label={t('import.importing')} max={1} value={share} />}
      <div className={styles['foot']}>
        <p className={styles['hint']}>{t('importAll.merge')}</p>
        <div className={styles['buttons']}>
          <Button onClick={isImporting ? stopImport : chooseAnotherList}>{t(isImporting ? 'importAll.stop' : 'import.back')}</Button>
          <Button look="primary" disabled={isImporting} onClick={() => void importArchive(takesSettings)}>
            {t(isImporting ? 'import.importing' : 'importAll.import')}
          </Button>
        </div>
      </div>
    </>
  );
}

function factsOf({ feeds, newFeeds, articles, starred, later, labels, searches }: ArchiveFound): readonly string[] {
  const fact = (key: 'feeds' | 'articles' | 'starred' | 'later' | 'labels' | 'searches', count: number) =>
    t(`importAll.${key}`, { count, number: number(count) });
  return [
    `${fact('feeds', feeds)}, ${t('importAll.newFeeds', { count: newFeeds, number: number(newFeeds) })}`,
    fact('articles', articles),
    ...(starred === 0 ? [] : [fact('starred', starred)]),
    ...(later === 0 ? [] : [fact('later', later)]),
    ...(labels === 0 ? [] : [fact('labels', labels)]),
    ...(searches === 0 ? [] : [fact('searches', searches)]),
  ];
}
