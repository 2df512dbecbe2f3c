import type { EntryDetail } from '../../worker/protocol/entries.ts';

/** What a feed says beside an article: where it has it from, and of which episode of a podcast it is. */
export function asideLines({ podcast, source }: Pick<EntryDetail, 'podcast' | 'source'>): readonly string[] {
  const from = source === null ? [] : [source.title, source.url ?? source.feedUrl ?? ''].filter(part => part !== '');
  const lines = from.length === 0 ? [] : [`From: ${from.join(' · ')}`];
  if (podcast === null) return lines;
  const facts = [
    podcast.season === null ? '' : `Season ${podcast.season}`,
    podcast.episode === null ? '' : `Episode ${podcast.episode}`,
    podcast.episodeType === null || podcast.episodeType === 'full' ? '' : podcast.episodeType === 'bonus' ? 'Bonus episode' : 'Trailer',
    podcast.durationMs === null ? '' : playingTime(podcast.durationMs),
  ].filter(fact => fact !== '');
  return [
    ...lines,
    facts.join(' · '),
    ...podcast.transcripts.map(({ url, language }) => `Transcript${language === null ? '' : ` (${language})`}: ${url}`),
    podcast.chaptersUrl === null ? '' : `Chapters: ${podcast.chaptersUrl}`,
  ];
}

/** `1:04:09` */
function playingTime(ms: number): string {
  const seconds = Math.round(ms / 1000);
  const two = (value: number) => String(value).padStart(2, '0');
  return `${Math.floor(seconds / 3600)}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
}
