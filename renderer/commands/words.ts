import { isMac } from '../client/host.ts';
import { t } from '../words.ts';
import { type CommandId, findCommand, keysOf } from './command-table.ts';
import { keyWords } from './keys.ts';

/** What a command is called. */
export function commandLabel(id: CommandId): string {
  return t(`command.${id}`);
}

/** Those that people look for by another name than ours. */
const wordy = [
  'mark-all-read',
  'toggle-read',
  'toggle-star',
  'toggle-later',
  'labels',
  'label-list',
  'full-text',
  'play-faster',
  'play-slower',
  'open-original',
  'full-screen',
  'copy-link',
  'copy-title',
  'copy-markdown',
  'copy-quote',
  'print',
  'toggle-density',
  'newest-first',
  'oldest-first',
  'group-by-feed',
  'refresh-view',
  'refresh-all',
  'add-feed',
  'feeds',
  'new-folder',
  'unsubscribe',
  'order-hand',
  'order-title',
  'order-unread',
  'import-opml',
  'export-opml',
  'export-archive',
  'history',
  'settings',
  'help',
] as const satisfies readonly CommandId[];

/** Other words that a command is found by; may be empty. */
export function commandOtherWords(id: CommandId): string {
  const found = wordy.find(each => each === id);
  return found === undefined ? '' : t(`commandWords.${found}`);
}

/** Its first key as shown to the user; undefined when it has none here. */
export function commandKeys(id: CommandId): string | undefined {
  const [first] = keysOf(findCommand(id));
  return first === undefined ? undefined : keyWords(first, isMac(), t('command.then'));
}
