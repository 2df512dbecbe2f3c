import type { ArchiveEstimate } from '../../protocol/archive.ts';
import { hasArticles } from '../feed-terms.ts';
import type { Connection } from '../sqlite.ts';

const sampled = 300;
/** Keys, states and the names of fields in a line of an article. */
const frameBytes = 420;

/** Counts, and sizes from some articles spread over all of them: a million is not walked. */
export function estimateArchive(connection: Connection): ArchiveEstimate {
  const counts = connection.get<{ feeds: number; articles: number }>(
    `SELECT count(*) AS feeds, coalesce(sum(entries), 0) AS articles FROM feed_count JOIN feed ON feed.id = feed_id WHERE ${hasArticles}`,
  ) ?? { feeds: 0, articles: 0 };
  const kept =
    connection.get<{ count: number }>(
      `SELECT count(*) AS count FROM (
       SELECT entry_id FROM entry_state WHERE is_starred = 1 UNION SELECT entry_id FROM entry_state WHERE is_later = 1
       UNION SELECT entry_id FROM entry_label)`,
    )?.count ?? 0;
  const { row, text } = connection.get<{ row: number | null; text: number | null }>(
    `WITH RECURSIVE ends (first, last) AS (SELECT min(id), max(id) FROM entry),
       places (at, step) AS (SELECT first, max(1, (last - first) / :sampled) FROM ends UNION ALL SELECT at + step, step FROM places, ends WHERE at + step <= last)
     SELECT avg(octet_length(title) + octet_length(coalesce(url, '')) + octet_length(author) + octet_length(snippet)
         + octet_length(link_key) + octet_length(coalesce(image_url, ''))) AS row,
       avg(octet_length(content_html) + octet_length(summary_html)) AS text
     FROM places CROSS JOIN entry ON entry.id = places.at LEFT JOIN entry_body ON entry_body.entry_id = entry.id`,
    { sampled },
  ) ?? { row: null, text: null };
  const lines = counts.articles * (frameBytes + (row ?? 0)) + counts.feeds * frameBytes;
  // Quotes and line ends are written with a backslash before them.
  const textBytes = (text ?? 0) * 1.05;
  return {
    ...counts,
    kept: Math.min(kept, counts.articles),
    keptBytes: Math.round(lines + Math.min(kept, counts.articles) * textBytes),
    allBytes: Math.round(lines + counts.articles * textBytes),
  };
}
