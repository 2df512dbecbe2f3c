import type { RefreshScope } from '../../worker/protocol/refresh.ts';
import { CommandFailure, exitCodes } from '../command-failure.ts';
import { terminalTime } from '../terminal-text.ts';
import { type Ask, asking } from './asking.ts';
import type { CommandValues } from './command.ts';
import { failureLines } from './failure-lines.ts';
import { numberOption } from './number-option.ts';

export const refresh = asking({
  name: 'refresh',
  usage: '[--all | --folder NAME | --feed ID] [--force] [--allow-local]',
  summary: 'Asks the feeds for news, and waits until all have answered.',
  options: {
    all: { type: 'boolean' },
    folder: { type: 'string' },
    feed: { type: 'string' },
    force: { type: 'boolean' },
    'allow-local': { type: 'boolean' },
  },
  optionHelp: [
    '--all            All feeds; so it is without any option.',
    '--folder NAME    Only the feeds in this folder, and in those in it.',
    '--feed ID        Only this feed.',
    '--force          Also feeds asked less than five minutes ago; only confirmed addresses of this computer.',
    '--allow-local    Allows, this once, the addresses of this computer that feeds are subscribed to on.',
  ],
  args: [0, 0],
  liftsLoopback: values => values['force'] === true,
  allowsLoopback: values => values['allow-local'] === true,
  async run({ values, isJson, ask, isRunning, onEvent, say, sayJson, warn }) {
    const wish = wishOf(values);
    if (values['allow-local'] === true && (await isRunning())) throw new CommandFailure(notWhileRunning);
    const scope = await scopeOf(wish, ask);
    if (process.stderr.isTTY) {
      await onEvent(event => {
        if (event.name === 'refresh.progress') showProgress(event.payload);
      });
    }
    const summary = await ask('refresh.run', {
      scope,
      ...(values['force'] === true ? { force: true } : {}),
    });
    if (process.stderr.isTTY) process.stderr.write('\r\u001b[K');
    for (const line of failureLines(summary.failures)) warn(line);
    for (const { feedId: id, reason, checkedAt, until } of summary.refused) {
      const why = {
        'checked-recently': `checked at ${terminalTime(checkedAt)}`,
        'asked-to-wait': 'its server asked to wait',
        quarantined: 'it is set aside',
      }[reason];
      warn(`Feed ${id} not asked: ${why}, not before ${terminalTime(until)}`);
    }
    if (isJson) sayJson({ ...summary, seconds: summary.durationMs / 1_000 });
    else say(`${summary.tried} asked, ${summary.changed} changed, ${summary.failed} failed, ${summary.newEntries} new articles`);
    // One bad feed among others is everyday life; nothing but failures is not.
    return summary.tried > 0 && summary.failed === summary.tried ? exitCodes.failed : exitCodes.ok;
  },
});

const notWhileRunning =
  'Freshet is running on this profile, and allows addresses of this computer only where you said so in its window. Quit it first, or leave --allow-local out.';

type Wish =
  | { readonly kind: 'all' }
  | { readonly kind: 'feed'; readonly feedId: number }
  | { readonly kind: 'folder'; readonly name: string };

function wishOf(values: CommandValues): Wish {
  const feedId = numberOption(values, 'feed');
  const name = values['folder'];
  if ([values['all'] === true, feedId !== null, name !== undefined].filter(Boolean).length > 1) {
    throw new CommandFailure('Only one of --all, --folder and --feed can be given.', exitCodes.usage);
  }
  if (feedId !== null) return { kind: 'feed', feedId };
  return typeof name === 'string' ? { kind: 'folder', name } : { kind: 'all' };
}

async function scopeOf(wish: Wish, ask: Ask): Promise<RefreshScope> {
  if (wish.kind !== 'folder') return wish;
  const { folders } = await ask('subscriptions.list', {});
  const named = folders.filter(({ title }) => title.toLocaleLowerCase() === wish.name.toLocaleLowerCase());
  const [folder, other] = named;
  if (folder === undefined) throw new CommandFailure(`There is no folder “${wish.name}”.`, exitCodes.notFound);
  if (other !== undefined)
    throw new CommandFailure(`There are ${named.length} folders “${wish.name}”. Refresh their feeds one by one.`, exitCodes.usage);
  return { kind: 'folder', folderId: folder.id };
}

function showProgress({ done, total }: { readonly done: number; readonly total: number }): void {
  process.stderr.write(`\r${done} of ${total}\u001b[K`);
}
