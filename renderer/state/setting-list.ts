import type { Settings } from '../../worker/protocol/settings.ts';
import { isInBrowserTab } from '../client/host.ts';
import { t } from '../words.ts';
import type { SettingsSection } from './dialogs.ts';
import { useHostSettings } from './host-settings.ts';
import { useSettings } from './settings.ts';

export interface Setting {
  readonly id: string;
  readonly section: SettingsSection;
  name(): string;
  /** What it means, and other words that it is looked for by. */
  more(): string;
  /** What its reset sets back. */
  readonly resets: readonly (keyof Settings)[];
  isHere(): boolean;
}

/** Of what leaves this computer, and why. */
export const sentFacts = ['feeds', 'pictures', 'icons', 'texts', 'recordings', 'links', 'nothingElse'] as const;

const always = (): boolean => true;
const isInElectron = (): boolean => !isInBrowserTab();
const current = (): Settings | null => useSettings.getState().settings;

/** Every row of the settings, in their order: the one source of search, palette and reset. */
const settingList = [
  {
    id: 'language',
    section: 'general',
    name: () => t('settings.language'),
    more: () => t('settings.languageMore'),
    resets: ['language'],
    isHere: always,
  },
  {
    id: 'start-at-login',
    section: 'general',
    name: () => t('settings.loginItem'),
    more: () => t('settings.loginItemMore'),
    resets: [],
    isHere: () => useHostSettings.getState().opensAtLogin !== null,
  },
  {
    id: 'close',
    section: 'general',
    name: () => t('settings.close'),
    more: () => t('settings.closeMore'),
    resets: ['closeButton'],
    isHere: isInElectron,
  },
  {
    id: 'feed-links',
    section: 'general',
    name: () => t('settings.feedLinks'),
    more: () => t('settings.feedLinksMore'),
    resets: [],
    isHere: () => useHostSettings.getState().takesFeedLinks !== null,
  },
  {
    id: 'import',
    section: 'general',
    name: () => t('settings.import'),
    more: () => t('settings.importMore'),
    resets: [],
    isHere: always,
  },
  {
    id: 'export',
    section: 'general',
    name: () => t('settings.export'),
    more: () => t('settings.exportMore'),
    resets: [],
    isHere: always,
  },

  {
    id: 'theme',
    section: 'appearance',
    name: () => t('settings.theme'),
    more: () => t('settings.themeMore'),
    resets: ['theme'],
    isHere: always,
  },
  {
    id: 'density',
    section: 'appearance',
    name: () => t('settings.density'),
    more: () => t('settings.densityMore'),
    resets: ['listDensity'],
    isHere: always,
  },
  {
    id: 'feed-order',
    section: 'appearance',
    name: () => t('settings.feedOrder'),
    more: () => t('settings.feedOrderMore'),
    resets: ['feedOrder'],
    isHere: always,
  },
  {
    id: 'hide-read-feeds',
    section: 'appearance',
    name: () => t('settings.hideReadFeeds'),
    more: () => t('settings.hideReadFeedsMore'),
    resets: ['hideReadFeeds'],
    isHere: always,
  },
  {
    id: 'feed-counts',
    section: 'appearance',
    name: () => t('settings.feedCounts'),
    more: () => t('settings.feedCountsMore'),
    resets: ['showFeedCounts'],
    isHere: always,
  },

  {
    id: 'article-page',
    section: 'reading',
    name: () => t('look.articlePage'),
    more: () => t('look.pageMore'),
    resets: ['articlePage'],
    isHere: always,
  },
  {
    id: 'article-face',
    section: 'reading',
    name: () => t('look.articleFace'),
    more: () => t('look.faceMore'),
    resets: ['articleFace'],
    isHere: always,
  },
  {
    id: 'article-size',
    section: 'reading',
    name: () => t('look.articleSize'),
    more: () => '',
    resets: ['articleSize'],
    isHere: always,
  },
  {
    id: 'article-width',
    section: 'reading',
    name: () => t('look.articleWidth'),
    more: () => '',
    resets: ['articleWidth'],
    isHere: always,
  },
  {
    id: 'article-leading',
    section: 'reading',
    name: () => t('look.articleLeading'),
    more: () => '',
    resets: ['articleLeading'],
    isHere: always,
  },
  {
    id: 'article-hyphens',
    section: 'reading',
    name: () => t('look.articleHyphens'),
    more: () => t('look.hyphensMore'),
    resets: ['articleHyphens'],
    isHere: always,
  },
  {
    id: 'mark-read',
    section: 'reading',
    name: () => t('settings.markRead'),
    more: () => (['opening', 'delay', 'scrolling', 'hand'] as const).map(way => t(`settings.markReadBy.${way}`)).join(' '),
    resets: ['markRead'],
    isHere: always,
  },
  {
    id: 'mark-read-after',
    section: 'reading',
    name: () => t('settings.markReadAfter'),
    more: () => '',
    resets: ['markReadSeconds'],
    isHere: () => current()?.markRead === 'delay',
  },

  {
    id: 'pace',
    section: 'refresh',
    name: () => t('settings.pace'),
    more: () => t('settings.paceMore'),
    resets: ['pace'],
    isHere: always,
  },
  {
    id: 'paused',
    section: 'refresh',
    name: () => t('settings.paused'),
    more: () => t('settings.pausedMore'),
    resets: ['refreshPaused'],
    isHere: always,
  },

  {
    id: 'notify',
    section: 'notifications',
    name: () => t('settings.notify'),
    more: () => t('settings.notifyMore'),
    resets: ['notifications'],
    isHere: always,
  },

  {
    id: 'key-preset',
    section: 'keys',
    name: () => t('keys.preset'),
    more: () => (['freshet', 'netnewswire', 'vim', 'miniflux'] as const).map(preset => t(`keys.presets.${preset}`)).join(' '),
    resets: ['keyPreset'],
    isHere: always,
  },
  {
    id: 'own-keys',
    section: 'keys',
    name: () => t('keys.resetAll'),
    more: () => t('keys.resetAllMore'),
    resets: ['keyChanges'],
    isHere: always,
  },

  {
    id: 'proxy',
    section: 'network',
    name: () => t('settings.proxy'),
    more: () => t('settings.proxyMore.system'),
    resets: ['proxy'],
    isHere: always,
  },

  {
    id: 'pictures',
    section: 'privacy',
    name: () => t('settings.pictures'),
    more: () => t('settings.picturesMore'),
    resets: ['showPictures'],
    isHere: always,
  },
  {
    id: 'what-is-sent',
    section: 'privacy',
    name: () => t('privacy.sent'),
    more: () => [...sentFacts.map(fact => t(`privacy.facts.${fact}`)), t('privacy.passwords')].join(' '),
    resets: [],
    isHere: always,
  },

  {
    id: 'retention',
    section: 'storage',
    name: () => t('retention.title'),
    more: () => t('retention.more'),
    resets: ['retention'],
    isHere: always,
  },
  {
    id: 'retention-least',
    section: 'storage',
    name: () => t('retention.least'),
    more: () => t('retention.leastMore'),
    resets: [],
    isHere: () => current()?.retention.kind === 'age',
  },
  {
    id: 'clean-up',
    section: 'storage',
    name: () => t('retention.now'),
    more: () => t('retention.run'),
    resets: [],
    isHere: always,
  },
  {
    id: 'keep-on-unsubscribe',
    section: 'storage',
    name: () => t('unsubscribe.setting'),
    more: () => t('unsubscribe.settingMore'),
    resets: ['keepOnUnsubscribe'],
    isHere: always,
  },
  {
    id: 'backups',
    section: 'storage',
    name: () => t('storage.last'),
    more: () => t('storage.never'),
    resets: [],
    isHere: always,
  },
  {
    id: 'profile-folder',
    section: 'storage',
    name: () => t('storage.folder'),
    more: () => t('storage.folderMore'),
    resets: [],
    isHere: always,
  },
  {
    id: 'export-all',
    section: 'storage',
    name: () => t('storage.exportAll'),
    more: () => t('storage.exportAllMore'),
    resets: [],
    isHere: always,
  },
  {
    id: 'import-all',
    section: 'storage',
    name: () => t('storage.importAll'),
    more: () => t('storage.importAllMore'),
    resets: [],
    isHere: always,
  },
  {
    id: 'compact',
    section: 'storage',
    name: () => t('storage.compact'),
    more: () => t('storage.space'),
    resets: [],
    isHere: always,
  },

  {
    id: 'versions',
    section: 'about',
    name: () => t('about.versions'),
    more: () => t('about.text'),
    resets: [],
    isHere: always,
  },
  {
    id: 'data-places',
    section: 'about',
    name: () => t('about.places'),
    more: () => `${t('about.profile')} ${t('about.log')}`,
    resets: [],
    isHere: always,
  },
  {
    id: 'licences',
    section: 'about',
    name: () => t('about.licences'),
    more: () => t('about.licencesMore'),
    resets: [],
    isHere: always,
  },
  {
    id: 'worker',
    section: 'about',
    name: () => t('about.worker'),
    more: () => '',
    resets: [],
    isHere: always,
  },
] as const satisfies readonly Setting[];

export type SettingId = (typeof settingList)[number]['id'];

export const allSettings: readonly (Setting & { readonly id: SettingId })[] = settingList;

export function findSetting(id: SettingId): Setting {
  const setting = allSettings.find(candidate => candidate.id === id);
  if (setting === undefined) throw new Error(`no setting ${id}`);
  return setting;
}

/** Words that people look for a setting by, though they are not written on it. */
export function otherWords(id: SettingId): string {
  return t(`settingWords.${id}`);
}
