export type Detected = 'json' | 'xml' | 'html' | 'empty' | 'other';

/** What the text is by its own beginning; servers' media types are not asked. */
export function detectFormat(text: string): Detected {
  const start = text.search(/[^\s\ufeff]/);
  if (start < 0) return 'empty';
  const head = text.slice(start, start + 2_048);
  if (head.startsWith('{')) return 'json';
  if (/^<!doctype\s+html|^<html[\s>]/i.test(head)) return 'html';
  return text.includes('<') ? 'xml' : 'other';
}
