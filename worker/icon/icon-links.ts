import { httpUrl } from '../text/absolute-urls.ts';
import { readPageTags } from '../text/page-tags.ts';

const wantedTags: ReadonlySet<string> = new Set(['base', 'link']);
const maxTags = 2_000;
/** Shown at 16 to 32 points, on screens with up to three pixels to the point. */
const smallestSide = 32;
const largestSide = 180;

/** The icons that a page names, best first: the smallest that is large enough, then those that do not say, then the nearest. No SVG. */
export function findIconLinks(html: string, pageUrl: string): readonly string[] {
  const tags = readPageTags(html, wantedTags, maxTags);
  const base = httpUrl(tags.find(tag => tag.name === 'base')?.attributes.get('href'), pageUrl) ?? pageUrl;
  const icons = new Map<string, number>();
  for (const { name, attributes } of tags) {
    const rel = (attributes.get('rel') ?? '').toLowerCase().split(/\s+/);
    const isApple = rel.some(word => word.startsWith('apple-touch-icon'));
    if (name !== 'link' || !(rel.includes('icon') || isApple)) continue;
    const url = httpUrl(attributes.get('href'), base);
    if (url === null || isVector(url, attributes.get('type'))) continue;
    const cost = costOf(attributes.get('sizes') ?? (isApple ? '180x180' : ''));
    icons.set(url, Math.min(cost, icons.get(url) ?? Number.POSITIVE_INFINITY));
  }
  return [...icons].sort(([, a], [, b]) => a - b).map(([url]) => url);
}

function isVector(url: string, type: string | undefined): boolean {
  return /svg/i.test(type ?? '') || /\.svgz?$/i.test(new URL(url).pathname);
}

/** Of several sizes the best counts: a file that holds them all is a good one. */
function costOf(sizes: string): number {
  const sides = [...sizes.slice(0, 500).matchAll(/(\d{1,5})x\d{1,5}/gi)].map(match => Number(match[1]));
  if (sides.length === 0) return 1_000;
  return Math.min(...sides.map(side => (side < smallestSide ? 2_000 - side : side > largestSide ? 1_000 + side : side)));
}
