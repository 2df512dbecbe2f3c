import * as v from 'valibot';
import type { Chapter } from '../protocol/entries.ts';
import type { Milliseconds } from '../protocol/ids.ts';
import { collapsed } from '../text/html-to-text.ts';
import { cutText, maxChapters } from './limits.ts';
import { attribute, child, childrenNamed } from './xml-query.ts';
import type { XmlElement } from './xml-tree.ts';

const longestMs = 10 * 24 * 3_600_000;
const maxName = 300;
/** "1:02:03.5", "62:03", "3723.5" (normal play time, podlove.org/simple-chapters). */
const playTime = /^(?:(?:(\d{1,3}):)?(\d{1,4}):)?(\d{1,6}(?:\.\d{1,9})?)$/;

/** Those that stand in the feed itself: Podlove's simple chapters. */
export function chaptersIn(entry: XmlElement): readonly Chapter[] {
  const list = child(entry, 'psc:chapters');
  if (list === null) return [];
  return inOrder(
    childrenNamed(list, 'psc:chapter')
      .slice(0, 2 * maxChapters)
      .map(chapter => ({ atMs: timeOf(attribute(chapter, 'start')), title: attribute(chapter, 'title') })),
  );
}

const document = v.object({
  chapters: v.array(
    v.object({ startTime: v.number(), title: v.optional(v.nullable(v.string())), toc: v.optional(v.nullable(v.unknown())) }),
  ),
});

/** Those of a document beside the feed (podcast namespace, JSON chapters 1.2). Null: it is none. */
export function readChapters(bytes: Uint8Array): readonly Chapter[] | null {
  const read = v.safeParse(document, parsed(new TextDecoder().decode(bytes)));
  if (!read.success) return null;
  return inOrder(
    read.output.chapters
      // Some change the picture alone and are not to be listed.
      .filter(({ toc }) => toc !== false)
      .slice(0, 2 * maxChapters)
      .map(({ startTime, title }) => ({ atMs: Math.round(startTime * 1_000), title: title ?? null })),
  );
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function timeOf(text: string | null): Milliseconds | null {
  const [, hours = '0', minutes = '0', seconds] = playTime.exec(text ?? '') ?? [];
  return seconds === undefined ? null : Math.round((Number(hours) * 3_600 + Number(minutes) * 60 + Number(seconds)) * 1_000);
}

/** With a name and a time only, each time once. */
function inOrder(found: readonly { readonly atMs: Milliseconds | null; readonly title: string | null }[]): readonly Chapter[] {
  const byTime = new Map<Milliseconds, Chapter>();
  for (const { atMs, title } of found) {
    const name = cutText(collapsed(title ?? ''), maxName);
    if (atMs === null || !(atMs >= 0 && atMs <= longestMs) || name === '' || byTime.has(atMs)) continue;
    byTime.set(atMs, { atMs, title: name });
  }
  return [...byTime.values()].toSorted((one, other) => one.atMs - other.atMs).slice(0, maxChapters);
}
