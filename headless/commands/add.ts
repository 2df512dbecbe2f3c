import { CommandFailure, exitCodes } from '../command-failure.ts';
import { asking } from './asking.ts';

export const add = asking({
  name: 'add',
  usage: 'URL [--folder NAME] [--allow-local]',
  summary: 'Subscribes to a feed, or to the feed of a page.',
  options: { folder: { type: 'string' }, 'allow-local': { type: 'boolean' } },
  optionHelp: [
    '--folder NAME    Puts it into this folder, which is made when missing.',
    '--allow-local    Allows an address on this computer or network; remembered for that host.',
  ],
  args: [1, 1],
  async run({ args, values, isJson, ask, say, sayJson, warn }) {
    const confirm = values['allow-local'] === true ? { confirmLocal: true } : {};
    const folder = typeof values['folder'] === 'string' ? { title: values['folder'] } : null;
    const { candidates } = await ask('feeds.find', { address: args[0] ?? '', ...confirm });
    const [first, ...others] = candidates;
    if (!first) throw new CommandFailure('There is no feed at this address.', exitCodes.notFound);
    for (const other of others) warn(`Also there: ${other.feedUrl} (${other.title})`);
    if (first.subscribedFeedId !== null) {
      if (isJson) sayJson({ added: false, feedId: first.subscribedFeedId, feedUrl: first.feedUrl });
      else say(`Already subscribed: ${first.title} (feed ${first.subscribedFeedId})`);
      return exitCodes.ok;
    }
    const { subscription } = await ask('subscriptions.add', { feedUrl: first.feedUrl, folder, firstUnread: 'recent', ...confirm });
    if (isJson) sayJson({ added: true, ...subscription });
    else say(`Subscribed: ${subscription.title} (feed ${subscription.feedId}), ${subscription.unreadCount} unread`);
    return exitCodes.ok;
  },
});
