import type { FolderId } from '../../../worker/protocol/ids.ts';
import { usualPace } from '../../format/pace.ts';
import { usualRetention } from '../../format/retention.ts';
import { useDialogs } from '../../state/dialogs.ts';
import { changeFolder } from '../../state/feed-properties.ts';
import { inheritedFullText } from '../../state/full-text.ts';
import { useNotices } from '../../state/notices.ts';
import { inheritedRetention } from '../../state/retention.ts';
import { useSettings } from '../../state/settings.ts';
import { useSubscriptions } from '../../state/subscriptions.ts';
import { inheritedPace } from '../../state/updates.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { NoticeLine } from '../../ui/notice-line.tsx';
import { SettingRow } from '../../ui/setting-row.tsx';
import { Switch } from '../../ui/switch.tsx';
import { t } from '../../words.ts';
import styles from './feed-properties.module.css';
import { FullTextSelect } from './full-text-select.tsx';
import { PaceSelect } from './pace-select.tsx';
import { RetentionSelect } from './retention-select.tsx';
import { TitleField } from './title-field.tsx';

/** What is set of a folder, for all feeds in it that have nothing of their own. */
export function FolderPropertiesDialog({ folderId }: { readonly folderId: FolderId }) {
  const close = useDialogs(state => state.close);
  const tree = useSubscriptions(state => state.tree);
  const folder = tree?.folders.find(({ id }) => id === folderId);
  const ofAll = useSettings(state => state.settings?.pace ?? usualPace);
  const keptOfAll = useSettings(state => state.settings?.retention ?? usualRetention);
  const notice = useNotices(state => state.notices.findLast(({ answers }) => answers.length === 0) ?? null);
  return (
    <Dialog title={t('properties.folderTitle')} hasCloseButton onClose={close}>
      {tree === null || folder === undefined ? (
        <p>{t('properties.folderNotThere')}</p>
      ) : (
        <div className={styles['properties']}>
          <TitleField title={folder.title} onChange={title => title !== null && void changeFolder(folderId, { title })} isOwnOnly />
          <PaceSelect
            pace={folder.pace}
            from={folder.parentId === null ? 'asAll' : 'asOuter'}
            inherited={inheritedPace(tree, folder.parentId, ofAll)}
            onChange={pace => void changeFolder(folderId, { pace })}
          />
          <SettingRow title={t('properties.paused')} more={t('properties.folderPausedMore')}>
            {ids => <Switch {...ids} isOn={folder.isPaused} onChange={isPaused => void changeFolder(folderId, { isPaused })} />}
          </SettingRow>
          <RetentionSelect
            retention={folder.retention}
            from={folder.parentId === null ? 'asAll' : 'asOuter'}
            inherited={inheritedRetention(tree, folder.parentId, keptOfAll)}
            onChange={retention => void changeFolder(folderId, { retention })}
          />
          <FullTextSelect
            fullText={folder.fullText}
            from={folder.parentId === null ? null : 'asOuter'}
            inherited={inheritedFullText(tree, folder.parentId)}
            onChange={fullText => void changeFolder(folderId, { fullText })}
          />
        </div>
      )}
      <NoticeLine text={notice?.text ?? null} action={notice?.action ?? null} />
    </Dialog>
  );
}
