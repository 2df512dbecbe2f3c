import { useEffect, useState } from 'react';
import type { FeedId, Subscription, SubscriptionTree } from '../../../worker/protocol/model.ts';
import { usualPace } from '../../format/pace.ts';
import { checkTimeWords, planReasonWords } from '../../format/plan.ts';
import { usualRetention } from '../../format/retention.ts';
import { articleDate, number } from '../../format/time.ts';
import { useClock } from '../../state/clock.ts';
import { useDialogs } from '../../state/dialogs.ts';
import { changeFeeds, countArticles } from '../../state/feed-properties.ts';
import { inheritedFullText } from '../../state/full-text.ts';
import { useNotices } from '../../state/notices.ts';
import { inheritedRetention } from '../../state/retention.ts';
import { useSettings } from '../../state/settings.ts';
import { findSubscription, useSubscriptions } from '../../state/subscriptions.ts';
import { flattenTree } from '../../state/tree.ts';
import { inheritedPace } from '../../state/updates.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { NoticeLine } from '../../ui/notice-line.tsx';
import { Select, type SelectOption } from '../../ui/select.tsx';
import { SettingRow } from '../../ui/setting-row.tsx';
import { Switch } from '../../ui/switch.tsx';
import { t } from '../../words.ts';
import { AccessForm } from './access-form.tsx';
import { AddressForm } from './address-form.tsx';
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
  const { feedId, title, feedUrl, folderId, pace, isPaused, isHeld, retention, fullText } = subscription;
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
      <Health subscription={subscription} />
    </div>
  );
}

/** How the feed is: facts, nothing to set. */
function Health({ subscription }: { readonly subscription: Subscription }) {
  const now = useClock(state => state.now);
  const [articles, setArticles] = useState<number | null>(null);
  const { feedId, addedAt, checkedAt, newestEntryAt, plan, failure, isHeld } = subscription;

  useEffect(() => {
    let isShown = true;
    void countArticles(feedId).then(count => isShown && setArticles(count));
    return () => {
      isShown = false;
    };
  }, [feedId]);

  const date = (at: number | null) => (at === null ? t('properties.never') : articleDate(at, now));
  const next =
    plan !== null ? `${checkTimeWords(plan, now)} ${planReasonWords(plan)}` : t(isHeld ? 'properties.noCheckPaused' : 'properties.noCheck');
  return (
    <dl className={styles['facts']}>
      {failure !== null && (
        <div>
          <dt>{t('properties.failure')}</dt>
          <dd title={failure.detail}>
            {failure.message} ({date(failure.at)})
          </dd>
        </div>
      )}
      <div>
        <dt>{t('properties.nextCheck')}</dt>
        <dd>{next}</dd>
      </div>
      <div>
        <dt>{t('properties.checked')}</dt>
        <dd>{date(checkedAt)}</dd>
      </div>
      <div>
        <dt>{t('properties.newest')}</dt>
        <dd>{date(newestEntryAt)}</dd>
      </div>
      <div>
        <dt>{t('properties.articles')}</dt>
        <dd>{articles === null ? '…' : number(articles)}</dd>
      </div>
      <div>
        <dt>{t('properties.added')}</dt>
        <dd>{date(addedAt)}</dd>
      </div>
    </dl>
  );
}

function folderOptions(tree: SubscriptionTree): readonly SelectOption[] {
  const folders = flattenTree(tree, new Set()).flatMap(row =>
    row.kind === 'folder' ? [{ value: String(row.folder.id), label: `${'\u2003'.repeat(row.level - 1)}${row.folder.title}` }] : [],
  );
  return [{ value: '', label: t('properties.noFolder') }, ...folders];
}
