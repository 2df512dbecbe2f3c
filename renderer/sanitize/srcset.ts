interface Candidate {
  readonly url: string;
  /** Width in pixels, or null when the candidate is described by its density. */
  readonly width: number | null;
  readonly density: number;
}

/** Twice the measure: sharp on a dense screen and no larger than needed. */
const WANTED_WIDTH = 1320;
const WANTED_DENSITY = 2;

/** The one address of a `srcset` to load: the smallest that is large enough, else the largest. Null when there is none. */
export function bestOfSrcset(srcset: string): string | null {
  const candidates = parseSrcset(srcset);
  let best: Candidate | null = null;
  for (const candidate of candidates) if (best === null || isBetter(candidate, best)) best = candidate;
  return best?.url ?? null;
}

function isBetter(candidate: Candidate, best: Candidate): boolean {
  const size = sizeOf(candidate);
  const bestSize = sizeOf(best);
  return bestSize < 1 ? size > bestSize : size >= 1 && size < bestSize;
}

/** 1 or more: large enough. */
function sizeOf(candidate: Candidate): number {
  return candidate.width === null ? candidate.density / WANTED_DENSITY : candidate.width / WANTED_WIDTH;
}

/** After the HTML standard: an address runs to the next white space, so it may hold commas, but not end with one. */
function parseSrcset(srcset: string): Candidate[] {
  const candidates: Candidate[] = [];
  const pattern = /[\s,]*(\S*[^\s,])(?:\s+([^,]*))?(?:,|$)/gy;
  for (let match = pattern.exec(srcset); match !== null && candidates.length < 50; match = pattern.exec(srcset)) {
    const [, url = '', descriptor = ''] = match;
    const [, number = '', unit = ''] = /^(\d+(?:\.\d+)?)([wx])/.exec(descriptor.trim()) ?? [];
    candidates.push({ url, width: unit === 'w' ? Number(number) : null, density: unit === 'x' ? Number(number) : 1 });
  }
  return candidates;
}
