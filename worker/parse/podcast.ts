import type { PodcastEpisode, Transcript } from '../protocol/entries.ts';
import type { Milliseconds } from '../protocol/ids.ts';
import { httpUrl } from '../text/absolute-urls.ts';
import { chaptersIn } from './chapters.ts';
import { parseDuration } from './duration.ts';
import { isPicture, mediaContents } from './enclosures.ts';
import { languageTag } from './language.ts';
import { maxTranscripts } from './limits.ts';
import { attribute, child, childrenNamed, childText } from './xml-query.ts';
import type { XmlElement } from './xml-tree.ts';

/** What an item says of itself as an episode, null when nothing. */
export function podcastOf(entry: XmlElement, documentUrl: string): PodcastEpisode | null {
  const base = entry.base ?? documentUrl;
  const durationMs = parseDuration(childText(entry, 'itunes:duration', 'media:duration')) ?? mediaDuration(entry);
  const season = wholeNumber(childText(entry, 'itunes:season', 'podcast:season'));
  const episode = episodeNumber(childText(entry, 'itunes:episode', 'podcast:episode'));
  const episodeType = typeOf(childText(entry, 'itunes:episodetype'));
  const chaptersUrl = httpUrl(attribute(child(entry, 'podcast:chapters'), 'url'), base);
  const transcripts = transcriptsOf(entry, base);
  const chapters = chaptersIn(entry);
  // Feeds call every ordinary article "full"; that alone makes no episode.
  const isEpisode =
    (episodeType !== null && episodeType !== 'full') || [durationMs, season, episode, chaptersUrl].some(fact => fact !== null);
  if (!isEpisode && transcripts.length + chapters.length === 0) return null;
  const episodeFacts = { durationMs, season, episode, episodeType, chaptersUrl, transcripts };
  return chapters.length === 0 ? episodeFacts : { ...episodeFacts, chapters };
}

/** An episode of which only the length is known. */
export function podcastWith(durationMs: Milliseconds | null): PodcastEpisode | null {
  if (durationMs === null) return null;
  return { durationMs, season: null, episode: null, episodeType: null, chaptersUrl: null, transcripts: [] };
}

function mediaDuration(entry: XmlElement): Milliseconds | null {
  for (const content of mediaContents(entry)) {
    const duration = isPicture(content) ? null : parseDuration(attribute(content, 'duration'));
    if (duration !== null) return duration;
  }
  return null;
}

function wholeNumber(text: string | null): number | null {
  const digits = /^\d{1,6}$/.exec(text ?? '')?.[0];
  return digits === undefined ? null : Number(digits);
}

/** Also "315.5", and "Episode 12" of feeds that mean it well. */
function episodeNumber(text: string | null): number | null {
  const number = /^(?:[a-z]{0,8}\.?\s?#?)(\d{1,6}(?:\.\d{1,3})?)$/i.exec(text ?? '')?.[1];
  return number === undefined ? null : Number(number);
}

function typeOf(text: string | null): PodcastEpisode['episodeType'] {
  const word = text?.toLowerCase();
  return word === 'full' || word === 'trailer' || word === 'bonus' ? word : null;
}

function transcriptsOf(entry: XmlElement, base: string): readonly Transcript[] {
  const byUrl = new Map<string, Transcript>();
  for (const element of childrenNamed(entry, 'podcast:transcript').slice(0, 5 * maxTranscripts)) {
    const url = httpUrl(attribute(element, 'url'), base);
    if (url === null || byUrl.has(url) || byUrl.size >= maxTranscripts) continue;
    byUrl.set(url, { url, type: attribute(element, 'type')?.slice(0, 64) ?? null, language: languageTag(attribute(element, 'language')) });
  }
  return [...byUrl.values()];
}
