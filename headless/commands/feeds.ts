import { exitCodes } from '../command-failure.ts';
import { planWords } from '../plan-words.ts';
import { asking } from './asking.ts';
import { folderPath } from './folder-path.ts';

export const feeds = asking({
  name: 'feeds',
  usage: '',
  summary: 'Lists the subscriptions, with their health and next check.',
  options: {},
  optionHelp: [],
  args: [0, 0],
  async run({ isJson, ask, say, sayJson }) {
    const { folders, subscriptions } = await ask('subscriptions.list', {});
    const rows = subscriptions.map(subscription => ({
      ...subscription,
      folder: folderPath(folders, subscription.folderId),
      nextCheckAt: subscription.plan?.at ?? null,
    }));
    if (isJson) sayJson(rows);
    else {
      for (const { feedId, unreadCount, title, feedUrl, folder, failure, ...planned } of rows) {
        const place = folder === '' ? '' : ` [${folder}]`;
        const trouble = failure === null ? '' : `\n${indent}! ${failure.message}`;
        say(
          `${String(feedId).padStart(6)} ${String(unreadCount).padStart(6)}  ${title}${place}  ${feedUrl}${trouble}\n${indent}${planWords(planned)}`,
        );
      }
    }
    return exitCodes.ok;
  },
});

const indent = ' '.repeat(15);
