import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parseFeed } from '../../../worker/parse/parse-feed.ts';
import { readFixture } from './read-fixture.ts';

const FIXTURES = join(import.meta.dirname, '../../fixtures/feeds');

describe('a feed document', () => {
  for (const name of readdirSync(FIXTURES)) {
    test(`is read as expected: ${name}`, () => {
      const expected = JSON.parse(readFileSync(join(FIXTURES, name, 'expected.json'), 'utf8'));
      const feed = parseFeed(readFixture(name), null, 'https://feeds.example/feed');
      expect(feed).toMatchObject(expected);
      expect(feed.entries).toHaveLength(expected.entries.length);
    });
  }
});
