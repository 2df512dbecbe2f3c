import type { FeedCandidate, FeedsFound, RequestMade } from '../../worker/protocol/discovery.ts';
import { exitCodes } from '../command-failure.ts';
import { terminalTime } from '../terminal-text.ts';
import { asking } from './asking.ts';

export const discover = asking({
  name: 'discover',
  usage: 'URL [--deeper] [--allow-local]',
  summary: 'Looks which feeds are at an address, and subscribes to none.',
  options: { deeper: { type: 'boolean' }, 'allow-local': { type: 'boolean' } },
  optionHelp: [
    '--deeper         Tries usual addresses of feeds, one after the other, where the page names none.',
    '--allow-local    Allows an address on this computer or network; remembered for that host.',
  ],
  args: [1, 1],
  async run({ args, values, isJson, ask, onEvent, say, sayJson }) {
    const isDeeper = values['deeper'] === true;
    if (isDeeper && process.stderr.isTTY) {
      await onEvent(event => {
        if (event.name === 'discover.progress') process.stderr.write(`\r${event.payload.tried} of ${event.payload.total}\u001b[K`);
      });
    }
    const found = await ask('feeds.find', {
      address: args[0] ?? '',
      ...(values['allow-local'] === true ? { confirmLocal: true } : {}),
      ...(isDeeper ? { deeper: true } : {}),
    });
    if (isDeeper && process.stderr.isTTY) process.stderr.write('\r\u001b[K');
    if (isJson) sayJson(found);
    else say(foundWords(found));
    return found.candidates.length === 0 ? exitCodes.notFound : exitCodes.ok;
  },
});

const reasons: { readonly [R in NonNullable<FeedCandidate['why']>]: string } = {
  address: 'the address itself',
  announced: 'announced by the page',
  link: 'linked on the page',
  platform: 'known by its address',
  probe: 'at a usual address',
};

function foundWords({ candidates, canLookDeeper, requests = [] }: FeedsFound): string {
  const lines = candidates.flatMap(candidate => [headOf(candidate), ...previewOf(candidate)]);
  if (canLookDeeper) lines.push('The page itself announces no feed. With --deeper, usual addresses are tried.');
  return [...lines, '', ...requestLines(requests)].join('\n').trimEnd();
}

function headOf({ feedUrl, title, kind, why, subscribedFeedId }: FeedCandidate): string {
  const facts = [kind, why === undefined ? null : reasons[why], subscribedFeedId === null ? null : `subscribed, feed ${subscribedFeedId}`];
  return `${feedUrl}\n    ${title} (${facts.filter(fact => fact !== null).join(', ')})`;
}

function previewOf({ preview }: FeedCandidate): string[] {
  if (preview === null) return [];
  const { entryCount, newestEntryAt, newestTitles, perWeek } = preview;
  const pace = perWeek === null ? '' : `, about ${perWeek} a week`;
  return [
    `    ${entryCount} articles, newest ${terminalTime(newestEntryAt).trim()}${pace}`,
    ...newestTitles.map(title => `    · ${title}`),
  ];
}

export function requestLines(requests: readonly RequestMade[]): string[] {
  return requests.map(({ url, status, bytes, ms }) => `asked ${url}: ${status ?? 'no answer'}, ${bytes} bytes, ${ms} ms`);
}
