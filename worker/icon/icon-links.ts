import { httpUrl } from '../text/absolute-urls.ts';
import { readPageTags } from '../text/page-tags.ts';

export interface IconLink {
  readonly url: string;
  /** The less, the better; below `goodCost` it says itself that it has a fitting size. */
  readonly cost: number;
}

export interface PageIcons {
  /** Best first: the smallest that is large enough, then those that do not say, then the nearest. No SVG. */
  readonly icons: readonly IconLink[];
  /** The site's web app manifest, which may name more. */
  readonly manifestUrl: string | null;
}

const wantedTags: ReadonlySet<string> = new Set(['base', 'link']);
const maxTags = 2_000;
const maxManifestIcons = 100;
/** Shown at 16 to 32 points, on screens with up to three pixels to the point; no icon is larger (H8). */
const smallestSide = 32;
const largestSide = 256;
export const goodCost = 1_000;

export function findIconLinks(html: string, pageUrl: string): PageIcons {
  const tags = readPageTags(html, wantedTags, maxTags);
  const base = httpUrl(tags.find(tag => tag.name === 'base')?.attributes.get('href'), pageUrl) ?? pageUrl;
  const icons: IconLink[] = [];
  let manifestUrl: string | null = null;
  for (const { name, attributes } of tags) {
    const rel = (attributes.get('rel') ?? '').toLowerCase().split(/\s+/);
    const isApple = rel.some(word => word.startsWith('apple-touch-icon'));
    if (name !== 'link') continue;
    if (rel.includes('manifest')) manifestUrl ??= httpUrl(attributes.get('href'), base);
    if (!(rel.includes('icon') || isApple)) continue;
    const url = httpUrl(attributes.get('href'), base);
    if (url === null || isVector(url, attributes.get('type'))) continue;
    icons.push({ url, cost: costOf(attributes.get('sizes') ?? (isApple ? '180x180' : '')) });
  }
  return { icons: bestFirst(icons), manifestUrl };
}

/** The icons that a web app manifest names (W3C, Web Application Manifest); none for what is no manifest. */
export function manifestIcons(json: string, manifestUrl: string): readonly IconLink[] {
  let icons: unknown;
  try {
    ({ icons } = JSON.parse(json) as { readonly icons?: unknown });
  } catch {
    return [];
  }
  if (!Array.isArray(icons)) return [];
  return icons.slice(0, maxManifestIcons).flatMap((icon: Readonly<Record<string, unknown>> | null) => {
    const text = (name: string): string | undefined => (typeof icon?.[name] === 'string' ? icon[name] : undefined);
    const url = httpUrl(text('src'), manifestUrl);
    // A silhouette is no picture, and one that is to be cut has margins.
    if (url === null || isVector(url, text('type')) || /monochrome|^\s*maskable\s*$/i.test(text('purpose') ?? '')) return [];
    return [{ url, cost: costOf(text('sizes') ?? '') }];
  });
}

/** Each address once, at its best. */
export function bestFirst(icons: readonly IconLink[]): readonly IconLink[] {
  const sorted = [...icons].sort((a, b) => a.cost - b.cost);
  return sorted.filter(({ url }, index) => sorted.findIndex(other => other.url === url) === index);
}

function isVector(url: string, type: string | undefined): boolean {
  return /svg/i.test(type ?? '') || /\.svgz?$/i.test(new URL(url).pathname);
}

/** Of several sizes the best counts: a file that holds them all is a good one. */
function costOf(sizes: string): number {
  const sides = [...sizes.slice(0, 500).matchAll(/(\d{1,5})x\d{1,5}/gi)].map(match => Number(match[1]));
  if (sides.length === 0) return goodCost;
  return Math.min(...sides.map(side => (side < smallestSide ? 2 * goodCost - side : side > largestSide ? goodCost + side : side)));
}
