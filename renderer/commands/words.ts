import { isMac } from '../client/host.ts';
import { t } from '../words.ts';
import { type CommandId, findCommand, keysOf } from './command-table.ts';
import { keyWords } from './keys.ts';

/** What a command is called. */
export function commandLabel(id: CommandId): string {
  return t(`command.${id}`);
}

/** Its first key as shown to the user; undefined when it has none here. */
export function commandKeys(id: CommandId): string | undefined {
  const [first] = keysOf(findCommand(id));
  return first === undefined ? undefined : keyWords(first, isMac(), t('command.then'));
}
