import { httpUrl } from '../text/absolute-urls.ts';
import { readPageTags } from '../text/page-tags.ts';

export interface PageFacts {
  /** What the page calls itself by `<link rel="canonical">`, else by `og:url`; absolute. */
  readonly canonicalUrl: string | null;
  /** Where `<meta http-equiv="refresh">` sends a browser at once. */
  readonly refreshUrl: string | null;
}

const wantedTags: ReadonlySet<string> = new Set(['link', 'meta']);
const maxTags = 2_000;
const slowestRefreshSeconds = 10;

/** What a page without feeds says of where else they may be. */
export function readPageFacts(html: string, pageUrl: string): PageFacts {
  let canonicalUrl: string | null = null;
  let openGraphUrl: string | null = null;
  let refreshUrl: string | null = null;
  for (const { name, attributes } of readPageTags(html, wantedTags, maxTags)) {
    const rel = (attributes.get('rel') ?? '').toLowerCase().split(/\s+/);
    if (name === 'link' && rel.includes('canonical')) canonicalUrl ??= httpUrl(attributes.get('href'), pageUrl);
    if (name !== 'meta') continue;
    if (attributes.get('property')?.toLowerCase() === 'og:url') openGraphUrl ??= httpUrl(attributes.get('content'), pageUrl);
    if (attributes.get('http-equiv')?.toLowerCase() === 'refresh') refreshUrl ??= refreshTarget(attributes.get('content') ?? '', pageUrl);
  }
  return { canonicalUrl: canonicalUrl ?? openGraphUrl, refreshUrl };
}

function refreshTarget(content: string, pageUrl: string): string | null {
  const [, seconds, target] =
    /^\s{0,8}(\d{1,4})(?:\.\d{0,9})?\s{0,8}[;,]\s{0,8}(?:url\s{0,8}=\s{0,8})?["']?([^"']{1,8192})/i.exec(content) ?? [];
  if (seconds === undefined || target === undefined || Number(seconds) > slowestRefreshSeconds) return null;
  const url = httpUrl(target, pageUrl);
  return url === null || url.split('#', 1)[0] === pageUrl.split('#', 1)[0] ? null : url;
}
