import { isMac } from '../../client/host.ts';
import { allCommands, type Command, type CommandGroup, isOffered, keysOf } from '../../commands/command-table.ts';
import { keyWords } from '../../commands/keys.ts';
import { commandLabel } from '../../commands/words.ts';
import { useDialogs } from '../../state/dialogs.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { t } from '../../words.ts';
import styles from './help-sheet.module.css';

/** Every command with its keys, as the command table has them. */
export function HelpSheet() {
  const close = useDialogs(state => state.close);
  const withKeys = allCommands.filter(command => isOffered(command) && keysOf(command).length > 0);
  const groups = Map.groupBy(withKeys, command => command.group);
  return (
    <Dialog title={t('help.title')} size="wide" hasCloseButton onClose={close}>
      <div className={styles['groups']}>
        {[...groups].map(([group, commands]) => (
          <Group key={group} group={group} commands={commands} />
        ))}
      </div>
    </Dialog>
  );
}

function Group({ group, commands }: { readonly group: CommandGroup; readonly commands: readonly Command[] }) {
  return (
    <section className={styles['group']} aria-label={t(`commandGroup.${group}`)}>
      <h3 className={styles['heading']}>{t(`commandGroup.${group}`)}</h3>
      <dl>
        {commands.map(command => (
          <div key={command.id} className={styles['command']}>
            <dt>{commandLabel(command.id)}</dt>
            <dd>
              {keysOf(command).map(key => (
                <kbd key={key}>{keyWords(key, isMac(), t('command.then'))}</kbd>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
