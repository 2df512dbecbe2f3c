import { exitCodes } from '../command-failure.ts';
import { terminalTime } from '../terminal-text.ts';
import { asking } from './asking.ts';
import { numberOption } from './number-option.ts';

export const refresh = asking({
  name: 'refresh',
  usage: '[--all | --feed ID] [--force]',
  summary: 'Asks the feeds for news, and waits until all have answered.',
  options: { all: { type: 'boolean' }, feed: { type: 'string' }, force: { type: 'boolean' } },
  optionHelp: [
    '--all            All feeds; so it is without any option.',
    '--feed ID        Only this feed.',
    '--force          Also feeds asked less than five minutes ago; only confirmed addresses of this computer.',
  ],
  args: [0, 0],
  liftsLoopback: values => values['force'] === true,
  async run({ values, isJson, ask, onEvent, say, sayJson, warn }) {
    const feedId = numberOption(values, 'feed');
    if (process.stderr.isTTY) {
      await onEvent(event => {
        if (event.name === 'refresh.progress') showProgress(event.payload);
      });
    }
    const summary = await ask('refresh.run', {
      scope: feedId === null ? { kind: 'all' } : { kind: 'feed', feedId },
      ...(values['force'] === true ? { force: true } : {}),
    });
    if (process.stderr.isTTY) process.stderr.write('\r\u001b[K');
    for (const { feedUrl, message } of summary.failures) warn(`${feedUrl}: ${message}`);
    for (const { feedId: id, reason, checkedAt, until } of summary.refused) {
      const why = {
        'checked-recently': `checked at ${terminalTime(checkedAt)}`,
        'asked-to-wait': 'its server asked to wait',
        quarantined: 'it is set aside',
      }[reason];
      warn(`Feed ${id} not asked: ${why}, not before ${terminalTime(until)}`);
    }
    if (isJson) sayJson(summary);
    else say(`${summary.tried} asked, ${summary.changed} changed, ${summary.failed} failed, ${summary.newEntries} new articles`);
    // One bad feed among others is everyday life; nothing but failures is not.
    return summary.tried > 0 && summary.failed === summary.tried ? exitCodes.failed : exitCodes.ok;
  },
});

function showProgress({ done, total }: { readonly done: number; readonly total: number }): void {
  process.stderr.write(`\r${done} of ${total}\u001b[K`);
}
