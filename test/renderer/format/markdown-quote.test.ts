import { expect, it } from 'vitest';
import { markdownQuote } from '../../../renderer/format/markdown-quote.ts';

it('quotes each line, and names where it is from', () => {
  expect(markdownQuote('One line\n\n  and another', 'A [title]', 'http://host.example/a b')).toBe(
    '> One line\n>\n> and another\n>\n> — [A \\[title\\]](http://host.example/a%20b)',
  );
  expect(markdownQuote('Words', 'Untold', null)).toBe('> Words\n>\n> — Untold');
});
