import { CommandFailure, exitCodes } from './command-failure.ts';

const longest = 2_000;

/**
 * A password from standard input, its line end taken off. Never from an argument: every process of this computer can read those.
 * @throws CommandFailure
 */
export async function readPassword(input: AsyncIterable<Buffer> = process.stdin): Promise<string> {
  let text = '';
  for await (const piece of input) {
    text += piece.toString('utf8');
    if (text.length > longest + 2) break;
  }
  const password = text.replace(/\r?\n$/u, '');
  if (password.length > longest) throw new CommandFailure('This is too long for a password.', exitCodes.usage);
  if (/\p{Cc}/u.test(password)) throw new CommandFailure('A password is one line of text.', exitCodes.usage);
  return password;
}
