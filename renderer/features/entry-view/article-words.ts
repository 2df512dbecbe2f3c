import type { ArticleWords } from '../../sanitize/sanitize-article.ts';
import { t } from '../../words.ts';

const embeds = { page: 'article.embedPage', video: 'article.embedVideo', audio: 'article.embedAudio' } as const;

export const articleWords: ArticleWords = {
  embed: (kind, site) => t(embeds[kind], { site }),
  picture: alt => (alt === '' ? t('article.picture') : t('article.pictureOf', { alt })),
};
