import { CommandFailure, exitCodes } from '../command-failure.ts';
import { readPassword } from '../password-input.ts';
import { asking } from './asking.ts';
import type { CommandValues } from './command.ts';

export const add = asking({
  name: 'add',
  usage: 'URL [--folder NAME] [--user NAME --password-stdin] [--allow-local]',
  summary: 'Subscribes to a feed, or to the feed of a page.',
  options: {
    folder: { type: 'string' },
    user: { type: 'string' },
    'password-stdin': { type: 'boolean' },
    'allow-local': { type: 'boolean' },
  },
  optionHelp: [
    '--folder NAME    Puts it into this folder, which is made when missing.',
    '--user NAME      Logs in under this name.',
    '--password-stdin Reads the password from standard input: echo … | freshet add URL --user NAME --password-stdin',
    '--allow-local    Allows an address on this computer or network; remembered for that host.',
  ],
  args: [1, 1],
  async run({ args, values, isJson, ask, say, sayJson, warn }) {
    const confirm = values['allow-local'] === true ? { confirmLocal: true } : {};
    const folder = typeof values['folder'] === 'string' ? { title: values['folder'] } : null;
    const login = await readLogin(values);
    const { candidates } = await ask('feeds.find', { address: args[0] ?? '', ...confirm, ...login });
    const [first, ...others] = candidates;
    if (!first) throw new CommandFailure('There is no feed at this address.', exitCodes.notFound);
    for (const other of others) warn(`Also there: ${other.feedUrl} (${other.title})`);
    if (first.subscribedFeedId !== null) {
      if (isJson) sayJson({ added: false, feedId: first.subscribedFeedId, feedUrl: first.feedUrl });
      else say(`Already subscribed: ${first.title} (feed ${first.subscribedFeedId})`);
      return exitCodes.ok;
    }
    const { subscription } = await ask('subscriptions.add', { feedUrl: first.feedUrl, folder, firstUnread: 'recent', ...confirm });
    const access = await ask('feeds.access', { feedId: subscription.feedId });
    if (access.username !== null && !access.isLoginKept) {
      warn('There is no keyring here, so the login is forgotten when Freshet quits. Add the feed in its window to have it kept.');
    }
    if (isJson) sayJson({ added: true, ...subscription });
    else say(`Subscribed: ${subscription.title} (feed ${subscription.feedId}), ${subscription.unreadCount} unread`);
    return exitCodes.ok;
  },
});

async function readLogin(values: CommandValues): Promise<{ readonly login?: { readonly username: string; readonly password: string } }> {
  const username = values['user'];
  const hasPassword = values['password-stdin'] === true;
  if (typeof username !== 'string' && !hasPassword) return {};
  if (typeof username !== 'string' || !hasPassword) {
    throw new CommandFailure('--user NAME and --password-stdin go together.', exitCodes.usage);
  }
  return { login: { username, password: await readPassword() } };
}
