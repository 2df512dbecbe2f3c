interface StarterTopic {
  /** Its name is `starters.topic.ID` in `locales/`. */
  readonly id: 'world' | 'science' | 'technology' | 'programming' | 'ideas' | 'pictures';
  readonly feeds: readonly StarterFeed[];
}

interface StarterFeed {
  readonly title: string;
  readonly feedUrl: string;
  readonly siteUrl: string;
}

/** Feeds that have been at their addresses for years, for whoever has none yet. Nothing of them is fetched before the user adds them. */
export const starterTopics: readonly StarterTopic[] = [
  {
    id: 'world',
    feeds: [
      { title: 'BBC News – World', feedUrl: 'https://feeds.bbci.co.uk/news/world/rss.xml', siteUrl: 'https://www.bbc.com/news/world' },
      {
        title: 'The Guardian',
        feedUrl: 'https://www.theguardian.com/international/rss',
        siteUrl: 'https://www.theguardian.com/international',
      },
      { title: 'NPR News', feedUrl: 'https://feeds.npr.org/1001/rss.xml', siteUrl: 'https://www.npr.org/sections/news/' },
      { title: 'Al Jazeera', feedUrl: 'https://www.aljazeera.com/xml/rss/all.xml', siteUrl: 'https://www.aljazeera.com/' },
    ],
  },
  {
    id: 'science',
    feeds: [
      { title: 'Quanta Magazine', feedUrl: 'https://www.quantamagazine.org/feed/', siteUrl: 'https://www.quantamagazine.org/' },
      { title: 'Nature', feedUrl: 'https://www.nature.com/nature.rss', siteUrl: 'https://www.nature.com/nature' },
      { title: 'NASA', feedUrl: 'https://www.nasa.gov/feed/', siteUrl: 'https://www.nasa.gov/' },
      { title: 'ScienceDaily', feedUrl: 'https://www.sciencedaily.com/rss/all.xml', siteUrl: 'https://www.sciencedaily.com/' },
    ],
  },
  {
    id: 'technology',
    feeds: [
      { title: 'Ars Technica', feedUrl: 'https://feeds.arstechnica.com/arstechnica/index', siteUrl: 'https://arstechnica.com/' },
      { title: 'The Verge', feedUrl: 'https://www.theverge.com/rss/index.xml', siteUrl: 'https://www.theverge.com/' },
      { title: 'LWN.net', feedUrl: 'https://lwn.net/headlines/rss', siteUrl: 'https://lwn.net/' },
      { title: 'Hacker News', feedUrl: 'https://news.ycombinator.com/rss', siteUrl: 'https://news.ycombinator.com/' },
    ],
  },
  {
    id: 'programming',
    feeds: [
      { title: 'Julia Evans', feedUrl: 'https://jvns.ca/atom.xml', siteUrl: 'https://jvns.ca/' },
      { title: 'Simon Willison', feedUrl: 'https://simonwillison.net/atom/everything/', siteUrl: 'https://simonwillison.net/' },
      { title: 'CSS-Tricks', feedUrl: 'https://css-tricks.com/feed/', siteUrl: 'https://css-tricks.com/' },
      { title: 'The GitHub Blog', feedUrl: 'https://github.blog/feed/', siteUrl: 'https://github.blog/' },
    ],
  },
  {
    id: 'ideas',
    feeds: [
      { title: 'Aeon', feedUrl: 'https://aeon.co/feed.rss', siteUrl: 'https://aeon.co/' },
      { title: 'The Marginalian', feedUrl: 'https://www.themarginalian.org/feed/', siteUrl: 'https://www.themarginalian.org/' },
      { title: 'Open Culture', feedUrl: 'https://www.openculture.com/feed', siteUrl: 'https://www.openculture.com/' },
      {
        title: 'The Public Domain Review',
        feedUrl: 'https://publicdomainreview.org/rss.xml',
        siteUrl: 'https://publicdomainreview.org/',
      },
    ],
  },
  {
    id: 'pictures',
    feeds: [
      { title: 'xkcd', feedUrl: 'https://xkcd.com/atom.xml', siteUrl: 'https://xkcd.com/' },
      { title: 'Astronomy Picture of the Day', feedUrl: 'https://apod.nasa.gov/apod.rss', siteUrl: 'https://apod.nasa.gov/' },
      { title: 'Colossal', feedUrl: 'https://www.thisiscolossal.com/feed/', siteUrl: 'https://www.thisiscolossal.com/' },
    ],
  },
];

/** The same as a list to import. @param nameOf what a topic's folder is called */
export function starterList(nameOf: (id: StarterTopic['id']) => string): string {
  const folders = starterTopics.map(({ id, feeds }) => {
    const outlines = feeds.map(
      ({ title, feedUrl, siteUrl }) =>
        `<outline type="rss" text="${escaped(title)}" xmlUrl="${escaped(feedUrl)}" htmlUrl="${escaped(siteUrl)}"/>`,
    );
    return `<outline text="${escaped(nameOf(id))}">${outlines.join('')}</outline>`;
  });
  return `<opml version="2.0"><head/><body>${folders.join('')}</body></opml>`;
}

function escaped(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/"/g, '&quot;');
}
