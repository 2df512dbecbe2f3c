import { expect, test } from 'vitest';
import { FeedError } from '../../worker/errors.ts';
import { createLogger } from '../../worker/logger.ts';

function logged(thrown: unknown): string {
  const lines: string[] = [];
  createLogger((level, text) => lines.push(`${level} ${text}`)).error('feed 1', thrown);
  return lines.join('\n');
}

test('A failure with a known cause is logged in one line, with its technical detail', () => {
  expect(logged(new FeedError('disk-full', 'The disk is full.', { detail: 'SQLite 13: database or disk is full' }))).toBe(
    'error feed 1: The disk is full. (SQLite 13: database or disk is full)',
  );
});

test('An error of our own is logged with its stack', () => {
  expect(logged(new TypeError('x is not a function'))).toMatch(/^error feed 1: TypeError: x is not a function\n +at /u);
  expect(logged(new FeedError('internal', 'Our fault.'))).toMatch(/^error feed 1: FeedError: Our fault\.\n +at /u);
});
