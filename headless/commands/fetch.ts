import type { FetchReport } from '../../worker/protocol/fetch-report.ts';
import { exitCodes } from '../command-failure.ts';
import { terminalTime } from '../terminal-text.ts';
import { asking } from './asking.ts';
import { requestLines } from './discover.ts';

const shownArticles = 10;

export const fetchCommand = asking({
  name: 'fetch',
  usage: 'URL [--allow-local]',
  summary: 'Tells what Freshet makes of one address, and stores nothing. With --json everything.',
  options: { 'allow-local': { type: 'boolean' } },
  optionHelp: ['--allow-local    Allows an address on this computer or network, for this once.'],
  args: [1, 1],
  async run({ args, values, isJson, ask, say, sayJson }) {
    const report = await ask('feeds.fetch', {
      address: args[0] ?? '',
      ...(values['allow-local'] === true ? { confirmLocal: true } : {}),
    });
    if (isJson) sayJson(report);
    else say(reportWords(report));
    return report.outcome === 'feed' ? exitCodes.ok : exitCodes.failed;
  },
});

function reportWords(report: FetchReport): string {
  const { address, answer, nextCheck, requests } = report;
  const lines = [`Address     ${address}`, ...outcomeLines(report)];
  if (answer !== null) {
    if (answer.url !== address) lines.push(`Read from   ${answer.url}${answer.movedTo === null ? '' : ' (moved for good)'}`);
    lines.push(`Answer      ${answer.contentType ?? 'no type'}, ${answer.bytes} bytes`);
    lines.push(`Validators  ${[answer.etag, answer.lastModified].filter(value => value !== null).join(', ') || 'none'}`);
    if (answer.maxAgeMs !== null) lines.push(`May be kept ${Math.round(answer.maxAgeMs / 1_000)} s`);
  }
  if (nextCheck !== null) lines.push(`Next check  ${terminalTime(nextCheck.at).trim()} (${nextCheck.reason})`);
  return [...lines, '', ...requestLines(requests)].join('\n').trimEnd();
}

function outcomeLines({ outcome, error, feed, named }: FetchReport): string[] {
  if (feed !== null) {
    const articles = feed.entries
      .slice(0, shownArticles)
      .map(({ title, snippet, publishedAt }) => `    ${terminalTime(publishedAt)}  ${title || snippet.slice(0, 100) || '(no title)'}`);
    return [`Feed        ${feed.title || '(no title)'} (${feed.format}, ${feed.entries.length} articles)`, ...articles];
  }
  const words = error === null ? [] : [`${error.message} (${error.code}${error.detail === '' ? '' : `: ${error.detail}`})`];
  return [
    `${outcome === 'page' ? 'A page' : 'Failed'}      ${words.join('')}`,
    ...named.map(({ feedUrl, title }) => `    names ${feedUrl} ${title}`),
  ];
}
