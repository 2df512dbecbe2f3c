import { useEffect } from 'react';
import type { Settings } from '../../../worker/protocol/settings.ts';
import type { KeepOnUnsubscribe, Retention } from '../../../worker/protocol/subscriptions.ts';
import { fileSize } from '../../format/enclosure.ts';
import { retentionChoices, retentionKey, retentionWords } from '../../format/retention.ts';
import { number } from '../../format/time.ts';
import { cleanUpNow, countOld, useRetention } from '../../state/retention.ts';
import { changeSettings } from '../../state/settings.ts';
import { useSettingRow, useSettingsPage } from '../../state/settings-page.ts';
import { Button } from '../../ui/button.tsx';
import { Select } from '../../ui/select.tsx';
import { SettingRow } from '../../ui/setting-row.tsx';
import { t } from '../../words.ts';
import styles from './retention-settings.module.css';

const leastOffered = [0, 20, 50, 100, 500] as const;
const mostShown = 5;

/** How long articles are kept, and what that removes. */
export function RetentionSettings({ settings }: { readonly settings: Settings }) {
  const { retention } = settings;
  const { preview, isCleaning } = useRetention();
  const choices = retentionChoices(retention);
  const isFinding = useSettingsPage(state => state.found !== null);
  const row = useSettingRow('retention');
  const least = useSettingRow('retention-least');
  const cleanUp = useSettingRow('clean-up');
  const marked = useSettingRow('keep-on-unsubscribe');

  // biome-ignore lint/correctness/useExhaustiveDependencies: another rule removes others
  useEffect(() => void countOld(), [retention]);

  function choose(chosen: Retention | undefined): void {
    if (chosen !== undefined) void changeSettings({ retention: chosen, retentionTold: true });
  }

  return (
    <>
      <SettingRow {...row} more={t('retention.more')}>
        {() => (
          <Select
            label={row.title}
            value={retentionKey(retention)}
            options={choices.map(choice => ({ value: retentionKey(choice), label: retentionWords(choice) }))}
            onChange={value => choose(choices.find(choice => retentionKey(choice) === value))}
          />
        )}
      </SettingRow>
      {retention.kind === 'age' && (
        <SettingRow {...least} more={t('retention.leastMore')}>
          {() => (
            <Select
              label={least.title}
              value={String(retention.least)}
              options={[...new Set([...leastOffered, retention.least])]
                .sort((one, other) => one - other)
                .map(count => ({ value: String(count), label: count === 0 ? t('retention.leastNone') : number(count) }))}
              onChange={value => choose({ ...retention, least: Number(value) })}
            />
          )}
        </SettingRow>
      )}
      <SettingRow {...cleanUp} more={previewWords()}>
        {({ describedBy }) => (
          <Button
            aria-describedby={describedBy}
            disabled={preview === null || preview.count === 0 || isCleaning}
            onClick={() => void cleanUpNow()}
          >
            {t(isCleaning ? 'retention.running' : 'retention.run')}
          </Button>
        )}
      </SettingRow>
      {!isFinding && preview !== null && preview.feeds.length > 0 && (
        <ul className={styles['feeds']} aria-label={t('retention.feeds')}>
          {preview.feeds.slice(0, mostShown).map(({ feedId, title, count, bytes }) => (
            <li key={feedId}>
              <span dir="auto">{title}</span>
              <span>{t('retention.ofFeed', { count, number: number(count), size: fileSize(bytes) })}</span>
            </li>
          ))}
          {preview.feedCount > mostShown && <li>{t('retention.others', { count: preview.feedCount - mostShown })}</li>}
        </ul>
      )}
      <SettingRow {...marked} more={t('unsubscribe.settingMore')}>
        {() => (
          <Select
            label={marked.title}
            value={settings.keepOnUnsubscribe}
            options={(['ask', 'keep', 'remove'] as const).map(value => ({ value, label: t(`unsubscribe.choices.${value}`) }))}
            onChange={value => void changeSettings({ keepOnUnsubscribe: value as KeepOnUnsubscribe })}
          />
        )}
      </SettingRow>
    </>
  );

  function previewWords(): string {
    if (preview === null) return t('retention.counting');
    if (preview.count === 0) return t('retention.nothingNow');
    return t('retention.wouldRemove', {
      count: preview.count,
      number: number(preview.count),
      size: fileSize(preview.bytes),
    });
  }
}
