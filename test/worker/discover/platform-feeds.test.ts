import { expect, test } from 'vitest';
import { namedFeed, platformFeeds } from '../../../worker/discover/platform-feeds.ts';
import { platformRules } from '../../../worker/discover/platform-rules.ts';

const feedsOf = (address: string) => platformFeeds(new URL(`https://${address}`)).map(({ feedUrl }) => feedUrl.replace('https://', ''));

const channel = 'UCabcdefghijklmnopqrstuv';
const did = 'did:plc:abcdefghijklmnopqrstuvwx';

test.each([
  ['a video channel', `www.youtube.com/channel/${channel}/videos`, [`www.youtube.com/feeds/videos.xml?channel_id=${channel}`]],
  ['a playlist', 'www.youtube.com/playlist?si=x&list=PLabc_def-123456', ['www.youtube.com/feeds/videos.xml?playlist_id=PLabc_def-123456']],
  ['a subreddit', 'www.reddit.com/r/linux/', ['www.reddit.com/r/linux/.rss', 'www.reddit.com/r/linux/new/.rss']],
  ['several subreddits', 'old.reddit.com/r/a1+b2', ['www.reddit.com/r/a1+b2/.rss', 'www.reddit.com/r/a1+b2/new/.rss']],
  ['a sorted subreddit', 'reddit.com/r/linux/top?t=week', ['www.reddit.com/r/linux/top/.rss']],
  ['a redditor', 'www.reddit.com/u/some-one', ['www.reddit.com/user/some-one/.rss']],
  ['a multireddit', 'www.reddit.com/user/some-one/m/mix/', ['www.reddit.com/user/some-one/m/mix/.rss']],
  ['a Bluesky profile by its identifier', `bsky.app/profile/${did}`, [`bsky.app/profile/${did}/rss`]],
  [
    'a GitHub repository',
    'github.com/owner/na.me.git',
    ['github.com/owner/na.me/releases.atom', 'github.com/owner/na.me/tags.atom', 'github.com/owner/na.me/commits.atom'],
  ],
  [
    'the releases of a GitHub repository',
    'github.com/owner/name/releases/latest',
    ['github.com/owner/name/releases.atom', 'github.com/owner/name/tags.atom', 'github.com/owner/name/commits.atom'],
  ],
  [
    'the tags of a GitHub repository',
    'github.com/owner/name/tags',
    ['github.com/owner/name/tags.atom', 'github.com/owner/name/releases.atom', 'github.com/owner/name/commits.atom'],
  ],
  [
    'the commits of a GitHub repository',
    'github.com/owner/name/commits/',
    ['github.com/owner/name/commits.atom', 'github.com/owner/name/releases.atom', 'github.com/owner/name/tags.atom'],
  ],
  [
    'a GitLab project',
    'gitlab.com/group/sub/name/-/releases',
    ['gitlab.com/group/sub/name/-/releases.atom', 'gitlab.com/group/sub/name/-/tags?format=atom'],
  ],
  ['a Medium profile', 'medium.com/@some.one', ['medium.com/feed/@some.one']],
  ['a Medium topic', 'medium.com/tag/open-source/recommended', ['medium.com/feed/tag/open-source']],
  ['a Medium publication', 'medium.com/netflix-techblog', ['medium.com/feed/netflix-techblog']],
  ['a Medium subdomain', 'some-one.medium.com/an-article-123', ['some-one.medium.com/feed']],
  ['a Substack publication', 'name.substack.com/p/a-letter', ['name.substack.com/feed']],
  [
    'a Blogger blog',
    'name.blogspot.com/2026/01/article.html',
    ['name.blogspot.com/feeds/posts/default', 'name.blogspot.com/feeds/comments/default'],
  ],
  ['a WordPress.com blog', 'name.wordpress.com', ['name.wordpress.com/feed/', 'name.wordpress.com/comments/feed/']],
  ['an arXiv category', 'arxiv.org/list/cs.AI/recent', ['rss.arxiv.org/rss/cs.AI']],
  ['an Apple podcast', 'podcasts.apple.com/de/podcast/a-name/id1234567890', ['itunes.apple.com/lookup?id=1234567890&entity=podcast']],
])('knows the feeds of %s', (_, address, feeds) => {
  expect(feedsOf(address)).toEqual(feeds);
});

test.each([
  'www.youtube.com/@handle',
  `www.youtube.com/feeds/videos.xml?channel_id=${channel}`,
  `youtube.com.evil.example/channel/${channel}`,
  'www.reddit.com/r/linux/.rss',
  'www.reddit.com/r/linux/comments/abc/title',
  'bsky.app/profile/someone.bsky.social',
  'github.com/owner',
  'github.com/owner/name/releases.atom',
  'github.com/owner/name/issues',
  'github.com/topics/feeds',
  'gitlab.com/group',
  'gitlab.com/group/name/-/issues',
  'gitlab.com/group/name/-/releases.atom',
  'medium.com/feed/@some.one',
  'medium.com/about',
  'some-one.medium.com/feed',
  'name.substack.com/feed',
  'www.substack.com',
  'name.blogspot.com/feeds/posts/default',
  'name.wordpress.com/feed/',
  'name.wordpress.com/2026/01/article/',
  'podcasts.apple.com/us/charts',
  'site.example/r/linux',
  'github.com:8443/owner/name',
])('says nothing of %s', address => {
  expect(feedsOf(address)).toEqual([]);
});

test('names the source of every rule, and is in time for long addresses', () => {
  expect(platformRules.filter(({ source }) => URL.parse(source)?.protocol !== 'https:')).toEqual([]);
  const long = 'a/'.repeat(4_000);
  const startedAt = performance.now();
  for (const host of ['gitlab.com', 'github.com', 'www.youtube.com/playlist?list=', 'name.medium.com']) feedsOf(`${host}/${long}`);
  expect(performance.now() - startedAt).toBeLessThan(1_000);
});

test('reads an address out of an answer of a directory, and nothing else', () => {
  const feedUrl = 'https://pod.example/feed';
  expect(namedFeed(JSON.stringify({ results: [{ feedUrl, collectionName: 'Talk' }] }), 'feedUrl')).toEqual({ feedUrl, title: 'Talk' });
  for (const answer of [
    '',
    '[]',
    'null',
    '{"results":{}}',
    '{"results":[null]}',
    '{"results":[{"feedUrl":7}]}',
    '{"results":[{"feedUrl":"javascript:x"}]}',
  ]) {
    expect(namedFeed(answer, 'feedUrl')).toBeNull();
  }
});
