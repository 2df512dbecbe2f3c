import { webAddress } from './addresses.ts';
import { bestOfSrcset } from './srcset.ts';
import { isTracker } from './trackers.ts';

export interface PictureSource {
  /** Absolute http(s) address, or the `data:` address when `isInline`. */
  readonly url: string;
  readonly isInline: boolean;
}

/** Where pages that load pictures late by script keep the real address. */
const lateSets = ['data-srcset', 'data-lazy-srcset'];
const lateSources = ['data-src', 'data-lazy-src', 'data-original', 'data-orig-file'];

/** Characters of the one-pixel pictures that hold the place of a late one. */
const placeholder = 160;

/** The one address from which a picture is to be loaded. Null when it has none that may be. */
export function findPicture(image: Element, baseUrl: string | null): PictureSource | null {
  const source = image.getAttribute('src')?.trim() ?? '';
  const sets = [image.getAttribute('srcset'), ...lateSets.map(name => image.getAttribute(name)), ...pictureSets(image)];
  for (const set of sets) {
    const url = set === null ? null : webAddress(bestOfSrcset(set), baseUrl);
    if (url !== null) return { url, isInline: false };
  }
  for (const value of [...lateSources.map(name => image.getAttribute(name)), source]) {
    const url = webAddress(value, baseUrl);
    if (url !== null) return { url, isInline: false };
  }
  return /^data:/i.test(source) && source.length > placeholder ? { url: source, isInline: true } : null;
}

function pictureSets(image: Element): (string | null)[] {
  const { parentElement } = image;
  if (parentElement?.localName !== 'picture') return [];
  return [...parentElement.querySelectorAll('source')].map(source => source.getAttribute('srcset') ?? source.getAttribute('data-srcset'));
}

const tiny = /^\s*[012](?:\.\d+)?(?:px)?\s*$/;
const tinyStyle = /(?:^|;)\s*(?:width|height)\s*:\s*[012](?:\.\d+)?(?:px)?\s*(?:!important\s*)?(?:;|$)/i;

/** Whether a picture or a frame is there to count readers: two pixels or less, or of a host known for it (H4). */
export function isTrackingPixel(element: Element, url: string | null): boolean {
  if (['width', 'height'].some(name => tiny.test(element.getAttribute(name) ?? ''))) return true;
  return tinyStyle.test(element.getAttribute('style') ?? '') || (url !== null && isTracker(url));
}
