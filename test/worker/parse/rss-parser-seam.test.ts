import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import Parser from 'rss-parser';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { parseFeed } from '../../../worker/parse/parse-feed.ts';
import { cpuTime } from '../../helpers/cpu-time.ts';
import { readFixture } from './read-fixture.ts';

const fixtures = join(import.meta.dirname, '../../fixtures/feeds');
const builders = ['buildRSS2', 'buildRSS1', 'buildRSS0_9', 'buildAtomFeed'] as const;

function isJson(name: string): boolean {
  return readdirSync(join(fixtures, name)).includes('source.json');
}

function parseFixture(name: string) {
  return parseFeed(readFixture(name), null, 'https://feeds.example/feed');
}

afterEach(() => {
  vi.restoreAllMocks();
});

describe('rss-parser', () => {
  test('is the version whose inner methods are known', () => {
    const { version } = createRequire(import.meta.url)('rss-parser/package.json');
    expect(version).toBe('3.13.0');
    for (const builder of builders) expect(Object.hasOwn(Parser.prototype, builder)).toBe(true);
  });

  for (const name of readdirSync(fixtures).filter(fixture => !isJson(fixture))) {
    test(`builds every feed but JSON: without it ${name} cannot be read`, () => {
      for (const builder of builders) {
        vi.spyOn(Parser.prototype as unknown as Record<string, () => never>, builder).mockImplementation(() => {
          throw new Error('no builder');
        });
      }
      expect(() => parseFixture(name)).toThrow('no builder');
    });
  }

  test('says what an entry is called: what it builds is what is shown', () => {
    const build = (Parser.prototype as unknown as { buildRSS2(tree: unknown): { items: { title?: string }[] } }).buildRSS2;
    vi.spyOn(Parser.prototype as unknown as { buildRSS2: typeof build }, 'buildRSS2').mockImplementation(function (this: unknown, tree) {
      const feed = build.call(this, tree);
      for (const item of feed.items) item.title = `built: ${item.title}`;
      return feed;
    });
    expect(parseFixture('podcast').entries[0]?.title).toBe('built: 12: Steam');
  });

  test('never fetches', () => {
    const source = readdirSync(join(import.meta.dirname, '../../../worker/parse')).map(file =>
      readFileSync(join(import.meta.dirname, '../../../worker/parse', file), 'utf8'),
    );
    expect(source.join('\n')).not.toMatch(/\.(?:parseURL|parseString)\(/);
  });

  test('is not given bodies, on which its snippets take quadratic time', () => {
    const text = `<rss version="2.0"><channel><item><title>t</title><description><![CDATA[${'<'.repeat(200_000)}]]></description></item></channel></rss>`;
    const bytes = new TextEncoder().encode(text);
    expect(parseFeed(bytes, null, 'https://feeds.example/').entries[0]?.contentHtml).toHaveLength(200_000);
    expect(cpuTime(() => parseFeed(bytes, null, 'https://feeds.example/'))).toBeLessThan(5_000);
  });
});
