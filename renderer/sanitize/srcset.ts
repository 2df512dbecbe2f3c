interface Candidate {
  readonly url: string;
  /** Width in pixels, or null when the candidate is described by its density. */
  readonly width: number | null;
  readonly density: number;
}

/** Twice the measure: sharp on a dense screen and no larger than needed. */
const wantedWidth = 1320;
const wantedDensity = 2;

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
  return candidate.width === null ? candidate.density / wantedDensity : candidate.width / wantedWidth;
}

/** Longer than any page writes. */
const maxLength = 20_000;

/** After the HTML standard: an address runs to the next white space, so it may hold commas, but not end with one. */
function parseSrcset(srcset: string): Candidate[] {
  const candidates: Candidate[] = [];
  let rest = srcset.slice(0, maxLength).trim();
  while (rest !== '' && candidates.length < 50) {
    rest = rest.replace(/^[\s,]+/, '');
    const word = /^\S*/.exec(rest)?.[0] ?? '';
    const url = word.replace(/,+$/, '');
    rest = rest.slice(word.length);
    const end = word.endsWith(',') ? 0 : rest.indexOf(',');
    const descriptor = end === -1 ? rest : rest.slice(0, end);
    rest = end === -1 ? '' : rest.slice(end);
    if (url !== '') candidates.push(candidateOf(url, descriptor.trim()));
  }
  return candidates;
}

function candidateOf(url: string, descriptor: string): Candidate {
  const [, number = '', unit = ''] = /^(\d{1,6}(?:\.\d{1,6})?)([wx])/.exec(descriptor) ?? [];
  return { url, width: unit === 'w' ? Number(number) : null, density: unit === 'x' ? Number(number) : 1 };
}
