/**
 * An address form of a platform, and the feeds that belong to it. Data only: nothing of a rule is ever asked of the network to find out
 * whether it fits. `{name}` in a template stands for the group of that name in the pattern.
 */
export interface PlatformRule {
  /** Matched against host, path and query of what was typed, lower-case host, without `www.` and without a slash at the end. */
  readonly pattern: RegExp;
  /** Best first. */
  readonly feeds: readonly FeedTemplate[];
  /** Where the platform itself says so. */
  readonly source: string;
}

export interface FeedTemplate {
  readonly url: string;
  readonly title: string;
  /** The address answers with JSON that names the feed under this key of its first result, and is no feed itself. */
  readonly namedUnder?: string;
}

/** Short forms that people write for an address. */
export interface Shorthand {
  readonly pattern: RegExp;
  readonly address: string;
}

export const shorthands: readonly Shorthand[] = [
  { pattern: /^\/?r\/(?<name>[a-z0-9_+]{2,100})\/?$/i, address: 'https://www.reddit.com/r/{name}/' },
  { pattern: /^\/?(?:u|user)\/(?<name>[\w-]{2,40})\/?$/i, address: 'https://www.reddit.com/user/{name}/' },
  // The form of the fediverse. The profile's page names its feed (Mastodon, GoToSocial, Pixelfed, Friendica …).
  { pattern: /^@(?<user>[\w.-]{1,100})@(?<host>[a-z0-9.-]+\.[a-z]{2,}(?::\d{1,5})?)$/i, address: 'https://{host}/@{user}' },
  // A Bluesky handle is a domain.
  { pattern: /^@(?<handle>[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,})$/i, address: 'https://bsky.app/profile/{handle}' },
];

const youtubePush = 'https://developers.google.com/youtube/v3/guides/push_notifications';
const redditRss = 'https://www.reddit.com/wiki/rss';
const mediumRss = 'https://help.medium.com/hc/en-us/articles/214874118-Using-RSS-feeds-of-profiles-publications-and-topics';
const substackRss = 'https://support.substack.com/hc/en-us/articles/360038239391-Is-there-an-RSS-feed-for-my-publication';
const githubRepository = String.raw`^github\.com/(?<owner>(?!(?:about|apps|collections|customer-stories|enterprise|events|explore|features|issues|login|marketplace|notifications|orgs|pricing|pulls|readme|search|security|settings|site|sponsors|stars|topics|trending|users)/)[\w-]+)/(?<name>[\w.-]+?)(?:\.git)?`;
/** GitHub's help is silent on these (github/docs#38439); the pages for releases, tags and commits name them in `<link rel="alternate">`. */
const githubPages = 'https://github.com/github/docs/releases';
const githubReleases: FeedTemplate = { url: 'https://github.com/{owner}/{name}/releases.atom', title: '{owner}/{name}: releases' };
const githubTags: FeedTemplate = { url: 'https://github.com/{owner}/{name}/tags.atom', title: '{owner}/{name}: tags' };
const githubCommits: FeedTemplate = { url: 'https://github.com/{owner}/{name}/commits.atom', title: '{owner}/{name}: commits' };

/**
 * The first rule that fits counts. A platform whose pages name their feeds needs no rule (YouTube handles, Bluesky, Mastodon, Tumblr,
 * GitHub users, Lobsters, Hacker News): it is found like any page.
 */
export const platformRules: readonly PlatformRule[] = [
  {
    pattern: /^(?:m\.|music\.)?youtube\.com\/channel\/(?<id>UC[\w-]{22})(?:\/|\?|$)/,
    feeds: [{ url: 'https://www.youtube.com/feeds/videos.xml?channel_id={id}', title: 'YouTube channel' }],
    source: youtubePush,
  },
  {
    pattern: /^(?:m\.|music\.)?youtube\.com\/playlist\?(?:.*&)?list=(?<id>[\w-]{10,60})(?:&|$)/,
    feeds: [{ url: 'https://www.youtube.com/feeds/videos.xml?playlist_id={id}', title: 'YouTube playlist' }],
    // The help pages name the channel's form only; the feed of a playlist gives this as its own address (link rel="self").
    source: 'https://www.youtube.com/feeds/videos.xml?playlist_id=PLBCF2DAC6FFB574DE',
  },
  {
    pattern: /^(?:old\.|new\.|np\.|m\.)?reddit\.com\/r\/(?<name>[\w+-]{2,200})$/,
    feeds: [
      { url: 'https://www.reddit.com/r/{name}/.rss', title: 'r/{name}' },
      { url: 'https://www.reddit.com/r/{name}/new/.rss', title: 'r/{name}: newest' },
    ],
    source: redditRss,
  },
  {
    pattern: /^(?:old\.|new\.|np\.|m\.)?reddit\.com\/r\/(?<name>[\w+-]{2,200})\/(?<sort>new|hot|top|rising|controversial)(?:\?|$)/,
    feeds: [{ url: 'https://www.reddit.com/r/{name}/{sort}/.rss', title: 'r/{name}: {sort}' }],
    source: redditRss,
  },
  {
    pattern: /^(?:old\.|new\.|np\.|m\.)?reddit\.com\/(?:u|user)\/(?<name>[\w-]{2,40})\/m\/(?<multi>\w{1,60})$/,
    feeds: [{ url: 'https://www.reddit.com/user/{name}/m/{multi}/.rss', title: '{multi} by u/{name}' }],
    source: redditRss,
  },
  {
    pattern: /^(?:old\.|new\.|np\.|m\.)?reddit\.com\/(?:u|user)\/(?<name>[\w-]{2,40})$/,
    feeds: [{ url: 'https://www.reddit.com/user/{name}/.rss', title: 'u/{name}' }],
    source: redditRss,
  },
  {
    pattern: /^bsky\.app\/profile\/(?<did>did:(?:plc:[a-z2-7]{24}|web:[a-z0-9.-]+))$/,
    feeds: [{ url: 'https://bsky.app/profile/{did}/rss', title: 'Bluesky profile' }],
    source: 'https://github.com/bluesky-social/social-app/blob/main/bskyweb/cmd/bskyweb/rss.go',
  },
  {
    pattern: new RegExp(`${githubRepository}/tags$`),
    feeds: [githubTags, githubReleases, githubCommits],
    source: githubPages,
  },
  {
    pattern: new RegExp(`${githubRepository}/commits$`),
    feeds: [githubCommits, githubReleases, githubTags],
    source: githubPages,
  },
  {
    pattern: new RegExp(`${githubRepository}(?:/releases(?:/latest)?)?$`),
    feeds: [githubReleases, githubTags, githubCommits],
    source: githubPages,
  },
  {
    pattern:
      /^gitlab\.com\/(?<path>(?!(?:api|dashboard|explore|groups|help|users|-)\/)[\w.-]+(?:\/(?!-\/)[\w.-]+){1,8}?)(?:\/-\/(?:releases|tags))?$/,
    feeds: [
      { url: 'https://gitlab.com/{path}/-/releases.atom', title: '{path}: releases' },
      { url: 'https://gitlab.com/{path}/-/tags?format=atom', title: '{path}: tags' },
    ],
    source: 'https://gitlab.com/gitlab-org/gitlab/-/issues/30988',
  },
  {
    pattern: /^medium\.com\/(?<user>@[\w.-]{1,60})$/,
    feeds: [{ url: 'https://medium.com/feed/{user}', title: '{user} on Medium' }],
    source: mediumRss,
  },
  {
    pattern: /^medium\.com\/tag\/(?<tag>[\w-]{1,80})(?:\/|$)/,
    feeds: [{ url: 'https://medium.com/feed/tag/{tag}', title: '{tag} on Medium' }],
    source: mediumRss,
  },
  {
    pattern: /^medium\.com\/(?<name>(?!(?:about|feed|gift|m|me|membership|new-story|p|plans|search|tag|topics|u)(?:\/|$))[\w-]{2,80})$/,
    feeds: [{ url: 'https://medium.com/feed/{name}', title: '{name} on Medium' }],
    source: mediumRss,
  },
  {
    pattern: /^(?<name>(?!(?:api|blog|help|policy|status)\.)[\w-]{2,60})\.medium\.com(?:\/(?!feed)|$)/,
    feeds: [{ url: 'https://{name}.medium.com/feed', title: '{name} on Medium' }],
    source: mediumRss,
  },
  {
    pattern: /^(?<name>(?!(?:api|on|open|reader|support)\.)[a-z0-9-]{2,63})\.substack\.com(?:\/(?!feed)|$)/,
    feeds: [{ url: 'https://{name}.substack.com/feed', title: '{name} on Substack' }],
    source: substackRss,
  },
  {
    pattern: /^(?<name>[a-z0-9-]{1,63})\.blogspot\.com(?:\/(?!feeds\/|atom\.xml|rss\.xml)|$)/,
    feeds: [
      { url: 'https://{name}.blogspot.com/feeds/posts/default', title: '{name}' },
      { url: 'https://{name}.blogspot.com/feeds/comments/default', title: '{name}: comments' },
    ],
    source: 'https://support.google.com/blogger/answer/97933',
  },
  {
    pattern: /^(?<name>(?!(?:developer|en|public-api|support)\.)[a-z0-9-]{1,63})\.wordpress\.com$/,
    feeds: [
      { url: 'https://{name}.wordpress.com/feed/', title: '{name}' },
      { url: 'https://{name}.wordpress.com/comments/feed/', title: '{name}: comments' },
    ],
    source: 'https://wordpress.com/support/feeds/',
  },
  {
    pattern: /^arxiv\.org\/(?:list|archive)\/(?<category>[a-z-]+(?:\.[A-Za-z-]+)?)(?:\/(?:new|recent|pastweek))?$/,
    feeds: [{ url: 'https://rss.arxiv.org/rss/{category}', title: 'arXiv {category}' }],
    source: 'https://info.arxiv.org/help/rss.html',
  },
  {
    pattern: /^podcasts\.apple\.com\/(?:[a-z]{2}\/)?podcast\/(?:[^/?]{1,300}\/)?id(?<id>\d{5,15})(?:\?|$)/,
    feeds: [{ url: 'https://itunes.apple.com/lookup?id={id}&entity=podcast', title: 'Podcast', namedUnder: 'feedUrl' }],
    source: 'https://developer.apple.com/library/archive/documentation/AudioVideo/Conceptual/iTuneSearchAPI/LookupExamples.html',
  },
];
