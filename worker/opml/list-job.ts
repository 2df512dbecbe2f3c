import { toWireError } from '../errors.ts';
import type { WireError } from '../protocol/errors.ts';
import type { OpmlPreview, OpmlSkipped } from '../protocol/opml.ts';
import type { Login } from '../protocol/subscriptions.ts';
import { packJson } from '../text/packed-json.ts';
import { firstChecks } from './first-checks.ts';
import type { OutlineToImport } from './outline.ts';
import { parseList } from './parse-list.ts';
import { previewList } from './preview-list.ts';

/** What is to be made of a list of subscriptions. */
export type ListJob =
  | { readonly kind: 'preview'; readonly text: string; readonly subscribed: readonly string[] }
  /** `chosen`: indexes into the preview's feeds; null for all. */
  | { readonly kind: 'import'; readonly text: string; readonly chosen: readonly number[] | null };

export type ListResult =
  | { readonly kind: 'preview'; readonly preview: OpmlPreview }
  /** `outlines`: packed `OutlineToImport[]`. */
  | {
      readonly kind: 'import';
      readonly outlines: Uint8Array<ArrayBuffer>;
      readonly skipped: readonly OpmlSkipped[];
      /** Those that stood in addresses of `outlines`. */
      readonly logins: readonly { readonly feedUrl: string; readonly login: Login }[];
    }
  | { readonly kind: 'failed'; readonly error: WireError };

export function doListJob(job: ListJob): ListResult {
  try {
    const content = parseList(job.text);
    if (job.kind === 'preview') return { kind: 'preview', preview: previewList(content, job.subscribed) };
    const { skipped } = content;
    const wanted = job.chosen === null ? null : new Set(job.chosen);
    const feeds = content.feeds.filter((_, index) => wanted?.has(index) ?? true);
    const checks = firstChecks(feeds.map(({ feedUrl }) => feedUrl));
    const outlines = feeds.map(
      ({ feedUrl, title, siteUrl, path }, index): OutlineToImport => ({
        feedUrl,
        title,
        siteUrl,
        path,
        firstCheckInMs: checks[index] ?? 0,
      }),
    );
    const logins = feeds.flatMap(({ feedUrl, login }) => (login === undefined ? [] : [{ feedUrl, login }]));
    return { kind: 'import', outlines: packJson(outlines), skipped, logins };
  } catch (error) {
    return { kind: 'failed', error: toWireError(error) };
  }
}
