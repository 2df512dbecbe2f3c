import type { FeedId } from '../../../worker/protocol/ids.ts';
import type { Subscription, SubscriptionTree } from '../../../worker/protocol/subscriptions.ts';
import { usualPace } from '../../format/pace.ts';
import { usualRetention } from '../../format/retention.ts';
import { useDialogs } from '../../state/dialogs.ts';
import { changeFeeds } from '../../state/feed-properties.ts';
import { folderOptions } from '../../state/folder-options.ts';
import { inheritedFullText } from '../../state/full-text.ts';
import { useNotices } from '../../state/notices.ts';
import { inheritedRetention } from '../../state/retention.ts';
import { useSettings } from '../../state/settings.ts';
import { findSubscription, useSubscriptions } from '../../state/subscriptions.ts';
import { inheritedPace } from '../../state/updates.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { NoticeLine } from '../../ui/notice-line.tsx';
import { Select } from '../../ui/select.tsx';
import { SettingRow } from '../../ui/setting-row.tsx';
import { Switch } from '../../ui/switch.tsx';
import { t } from '../../words.ts';
import { AccessForm } from './access-form.tsx';
import { AddressForm } from './address-form.tsx';
import { FeedFacts } from './feed-facts.tsx';
import styles from './feed-properties.module.css';
import { FullTextSelect } from './full-text-select.tsx';
import { PaceSelect } from './pace-select.tsx';
import { RetentionSelect } from './retention-select.tsx';
import { TitleField } from './title-field.tsx';

interface FeedPropertiesDialogProps {
  readonly feedId: FeedId;
  readonly isForLogin: boolean;
}

/** All that is set of a feed, and all that is known of how it is. Every choice works at once and can be taken back. */
export function FeedPropertiesDialog({ feedId, isForLogin }: FeedPropertiesDialogProps) {
  const close = useDialogs(state => state.close);
  const tree = useSubscriptions(state => state.tree);
  const notice = useNotices(state => state.notices.findLast(({ answers }) => answers.length === 0) ?? null);
  const subscription = findSubscription(tree, feedId);

  return (
    <Dialog title={t('properties.feed')} hasCloseButton onClose={close}>
      {subscription === undefined || tree === null ? (
        <p>{t('properties.notThere')}</p>
      ) : (
        <Properties key={feedId} subscription={subscription} tree={tree} isForLogin={isForLogin} />
      )}
      <NoticeLine text={notice?.text ?? null} action={notice?.action ?? null} />
    </Dialog>
  );
}

interface PropertiesProps {
  readonly subscription: Subscription;
  readonly tree: SubscriptionTree;
  readonly isForLogin: boolean;
}

function Properties({ subscription, tree, isForLogin }: PropertiesProps) {
  const { feedId, title, feedUrl, folderId, pace, isPaused, isHeld, isApart, retention, fullText } = subscription;
  const ofAll = useSettings(state => state.settings?.pace ?? usualPace);
  const keptOfAll = useSettings(state => state.settings?.retention ?? usualRetention);
  return (
    <div className={styles['properties']}>
      {isForLogin && <AccessForm feedId={feedId} isForLogin />}
      <TitleField title={title} onChange={words => void changeFeeds([feedId], { title: words })} />
      <AddressForm key={feedUrl} feedId={feedId} feedUrl={feedUrl} />
      <SettingRow title={t('properties.folder')}>
        {() => (
          <Select
            label={t('properties.folder')}
            value={folderId === null ? '' : String(folderId)}
            options={folderOptions(tree)}
            onChange={value => void changeFeeds([feedId], { folder: value === '' ? null : { id: Number(value) } })}
          />
        )}
      </SettingRow>
      <PaceSelect
        pace={pace}
        from={folderId === null ? 'asAll' : 'asFolder'}
        inherited={inheritedPace(tree, folderId, ofAll)}
        onChange={chosen => void changeFeeds([feedId], { pace: chosen })}
      />
      <SettingRow title={t('properties.paused')} more={t(isHeld && !isPaused ? 'properties.heldMore' : 'properties.pausedMore')}>
        {ids => <Switch {...ids} isOn={isPaused} onChange={isOn => void changeFeeds([feedId], { isPaused: isOn })} />}
      </SettingRow>
      <SettingRow title={t('properties.apart')} more={t('properties.apartMore')}>
        {ids => <Switch {...ids} isOn={isApart} onChange={isOn => void changeFeeds([feedId], { isApart: isOn })} />}
      </SettingRow>
      <RetentionSelect
        retention={retention}
        from={folderId === null ? 'asAll' : 'asFolder'}
        inherited={inheritedRetention(tree, folderId, keptOfAll)}
        onChange={chosen => void changeFeeds([feedId], { retention: chosen })}
      />
      <FullTextSelect
        fullText={fullText}
        from={folderId === null ? null : 'asFolder'}
        inherited={inheritedFullText(tree, folderId)}
        onChange={chosen => void changeFeeds([feedId], { fullText: chosen })}
      />
      {!isForLogin && <AccessForm feedId={feedId} isForLogin={false} />}
      <FeedFacts subscription={subscription} />
    </div>
  );
}
