import { describe, expect, it } from 'vitest';
import { starterList, starterTopics } from '../../../renderer/state/starter-feeds.ts';
import { parseOpml } from '../../../worker/opml/parse-opml.ts';
import { previewList } from '../../../worker/opml/preview-list.ts';

describe('The feeds to start with', () => {
  const feeds = starterTopics.flatMap(topic => topic.feeds);

  it('are a few of each topic, each named once and asked for by https', () => {
    for (const topic of starterTopics) expect(topic.feeds.length).toBeGreaterThanOrEqual(3);
    expect(feeds.length).toBeLessThanOrEqual(30);
    expect(new Set(feeds.map(({ feedUrl }) => feedUrl)).size).toBe(feeds.length);
    for (const { feedUrl, siteUrl } of feeds) for (const url of [feedUrl, siteUrl]) expect(new URL(url).protocol).toBe('https:');
  });

  it('are a list as any other, with a folder for each topic', () => {
    const { folders, feeds: listed } = previewList(parseOpml(starterList(id => `<${id} & "more">`)), []);
    expect(folders.map(({ title }) => title)).toEqual(starterTopics.map(({ id }) => `<${id} & "more">`));
    expect(listed.map(({ feedUrl, title }) => ({ feedUrl, title }))).toEqual(feeds.map(({ feedUrl, title }) => ({ feedUrl, title })));
  });
});
