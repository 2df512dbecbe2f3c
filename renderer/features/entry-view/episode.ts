import type { PodcastEpisode } from '../../../worker/protocol/entries.ts';
import { languageName } from '../../format/language-name.ts';
import { recordingLength } from '../../format/time.ts';
import { webAddress } from '../../sanitize/addresses.ts';
import { t } from '../../words.ts';
import type { FootFile } from './article-foot.ts';

/** "Season 2, episode 12", "1 h 04 min": what there is of them. */
export function episodeFacts(podcast: PodcastEpisode): readonly string[] {
  const { durationMs, episodeType } = podcast;
  const type = episodeType === 'trailer' || episodeType === 'bonus' ? t(`article.${episodeType}`) : '';
  return [numberOf(podcast), type, durationMs === null ? '' : recordingLength(durationMs)].filter(fact => fact !== '');
}

function numberOf({ season, episode }: PodcastEpisode): string {
  if (season === null) return episode === null ? '' : t('article.episode', { episode });
  return episode === null ? t('article.season', { season }) : t('article.seasonEpisode', { season, episode });
}

export function episodeFiles({ chaptersUrl, transcripts }: PodcastEpisode): readonly FootFile[] {
  const files = transcripts.map(({ url, type, language }) => ({
    name: t('article.transcript'),
    url,
    facts: [language === null ? null : languageName(language), type].filter(fact => fact !== null),
  }));
  const chapters = chaptersUrl === null ? [] : [{ name: t('article.chapters'), url: chaptersUrl, facts: [] }];
  return [...files, ...chapters].filter(({ url }) => webAddress(url, null) !== null);
}
