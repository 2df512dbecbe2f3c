import { useState } from 'react';
import type { OpmlPreview } from '../../../worker/protocol/opml.ts';
import type { FirstUnread } from '../../../worker/protocol/subscriptions.ts';
import { chooseAnotherList, importPicked, type ListToImport, leaveImport, useImport } from '../../state/import-list.ts';
import { Button } from '../../ui/button.tsx';
import { Select } from '../../ui/select.tsx';
import { TroubleBox } from '../../ui/trouble-box.tsx';
import { t } from '../../words.ts';
import styles from './import-list-dialog.module.css';
import { PickList } from './pick-list.tsx';
import { SkippedLines } from './skipped-lines.tsx';

/** What the list holds, to pick from. */
export function PickFeeds({ list }: { readonly list: Extract<ListToImport, { kind: 'read' }> }) {
  const { preview, name, tree, isStarter } = list;
  const picked = useImport(state => state.picked);
  const isImporting = useImport(state => state.isImporting);
  const problem = useImport(state => state.problem);
  const [firstUnread, setFirstUnread] = useState<FirstUnread>('recent');
  const unlisted = preview.total - preview.feeds.length;
  const isWhole = picked.size === preview.feeds.filter(({ isSubscribed }) => !isSubscribed).length;
  const isEmpty = preview.total === 0;
  const count = picked.size + (isWhole ? unlisted : 0);

  return (
    <>
      <p className={styles['name']} dir="auto">
        {name || preview.title || t('import.pasted')}
      </p>
      <p className={styles['facts']}>{isStarter ? t('starters.more') : factsOf(preview).join(' · ')}</p>
      {preview.feeds.length > 0 && <PickList tree={tree} />}
      {unlisted > 0 && <p className={styles['hint']}>{t('import.unlisted', { shown: preview.feeds.length, count: unlisted })}</p>}
      {preview.skipped.length > 0 && (
        // Where nothing is left to pick, the reason is what one has come to read.
        <details className={styles['details']} open={isEmpty}>
          <summary>{t('import.skipped', { count: preview.skipped.length })}</summary>
          <SkippedLines skipped={preview.skipped} />
        </details>
      )}
      {problem !== null && (
        <TroubleBox isAlert className={styles['trouble']}>
          <p dir="auto">{problem}</p>
        </TroubleBox>
      )}
      <div className={styles['foot']}>
        {!isEmpty && (
          <Select
            label={t('addFeed.firstUnread')}
            look="plain"
            value={firstUnread}
            isDisabled={isImporting}
            options={[
              { value: 'recent', label: t('addFeed.unreadRecent') },
              { value: 'all', label: t('addFeed.unreadAll') },
              { value: 'none', label: t('addFeed.unreadNone') },
            ]}
            onChange={value => setFirstUnread(value as FirstUnread)}
          />
        )}
        <div className={styles['buttons']}>
          <Button look={isEmpty ? 'primary' : 'normal'} disabled={isImporting} onClick={isStarter ? leaveImport : chooseAnotherList}>
            {t(isStarter ? 'ui.cancel' : 'import.back')}
          </Button>
          {!isEmpty && (
            <Button look="primary" disabled={count === 0 || isImporting} onClick={() => void importPicked(firstUnread)}>
              {isImporting ? t('import.importing') : t(isStarter ? 'starters.add' : 'import.import', { count })}
            </Button>
          )}
        </div>
      </div>
    </>
  );
}

function factsOf({ total, folders, alreadySubscribed, duplicates }: OpmlPreview): readonly string[] {
  return [
    t('import.feeds', { count: total }),
    ...(folders.length === 0 ? [] : [t('import.folders', { count: folders.length })]),
    ...(alreadySubscribed === 0 ? [] : [t('import.already', { count: alreadySubscribed })]),
    ...(duplicates === 0 ? [] : [t('import.duplicates', { count: duplicates })]),
  ];
}
