import { collapsed, htmlToText } from './html-to-text.ts';

const snippetLength = 300;

/** The first words of untrusted HTML as plain text, at most 300 UTF-16 units, cut between words and never inside a character. */
export function snippetOf(html: string): string {
  return cutAtWord(htmlToText(html, snippetLength), snippetLength);
}

/** `text` when it fits, else as many whole words of it as fit, with an ellipsis. Scripts without spaces are cut between characters. */
function cutAtWord(text: string, maxLength: number): string {
  const whole = collapsed(text);
  if (whole.length <= maxLength) return whole;
  const room = whole.slice(0, maxLength - 1);
  const next = whole.charAt(maxLength - 1);
  const space = next === ' ' ? room.length : room.lastIndexOf(' ');
  // A word boundary in the first half: a script without spaces, or one endless word.
  const cut = space > maxLength / 2 ? room.slice(0, space) : withoutHalfCharacter(room);
  return `${cut.replace(/[\s,;:–—-]+$/, '')}…`;
}

/** Drops the first half of a surrogate pair whose second was cut off. */
function withoutHalfCharacter(text: string): string {
  const last = text.charCodeAt(text.length - 1);
  return last >= 0xd800 && last <= 0xdbff ? text.slice(0, -1) : text;
}
