/** What stands for a feed without an icon: a letter on one of a few quiet grounds, always the same for the same feed. */
export function feedLetter(title: string): string {
  const first = /[\p{L}\p{N}]/u.exec(title)?.[0] ?? '•';
  return first.toLocaleUpperCase();
}

/** Hues that keep white at 4.5 : 1 and do not look like the accent or a warning. */
const letterHues = [30, 260, 150, 20, 310, 285, 340, 120] as const;

export function letterHue(feedId: number): number {
  return letterHues[feedId % letterHues.length] ?? letterHues[0];
}
