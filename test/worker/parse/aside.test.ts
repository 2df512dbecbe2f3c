import { describe, expect, test } from 'vitest';
import { parseFeed } from '../../../worker/parse/parse-feed.ts';

const read = (text: string) => parseFeed(new TextEncoder().encode(text), null, 'https://a.example/feeds/one.xml');
const namespaces =
  'xmlns:i="http://www.itunes.com/dtds/podcast-1.0.dtd" xmlns:p="https://podcastindex.org/namespace/1.0" xmlns:media="http://search.yahoo.com/mrss/"';
const rss = (item: string, channel = '') =>
  read(`<rss version="2.0" ${namespaces}><channel><title>T</title>${channel}<item><guid>1</guid>${item}</item></channel></rss>`);
const atom = (entry: string) => read(`<feed xmlns="http://www.w3.org/2005/Atom"><title>T</title><entry><id>1</id>${entry}</entry></feed>`);
const json = (item: object) =>
  read(JSON.stringify({ version: 'https://jsonfeed.org/version/1.1', title: 'T', items: [{ id: '1', ...item }] }));
const nothing = { durationMs: null, season: null, episode: null, episodeType: null, chaptersUrl: null, transcripts: [] };

describe('an episode', () => {
  test('has number, length, chapters and transcripts, under any prefix', () => {
    const feed = rss(`
      <i:duration>1:04:00</i:duration><i:season>2</i:season><i:episode>12</i:episode><i:episodeType>Full</i:episodeType>
      <p:chapters url="/12/chapters.json" type="application/json+chapters"/>
      <p:transcript url="https://a.example/12.vtt" type="text/vtt" language="en_GB"/>
      <p:transcript url="https://a.example/12.vtt" type="text/vtt"/>
      <p:transcript url="javascript:alert(1)" type="text/html"/>
      <p:transcript url="12.srt"/>`);
    expect(feed.entries[0]?.podcast).toEqual({
      durationMs: 3_840_000,
      season: 2,
      episode: 12,
      episodeType: 'full',
      chaptersUrl: 'https://a.example/12/chapters.json',
      transcripts: [
        { url: 'https://a.example/12.vtt', type: 'text/vtt', language: 'en-GB' },
        { url: 'https://a.example/feeds/12.srt', type: null, language: null },
      ],
    });
  });

  test.each([
    ['<p:season name="Two">2</p:season><p:episode display="12b">12.5</p:episode>', { season: 2, episode: 12.5 }],
    ['<i:episode>Episode 7</i:episode>', { episode: 7 }],
    ['<i:episode>#7</i:episode>', { episode: 7 }],
    ['<i:episodeType>bonus</i:episodeType>', { episodeType: 'bonus' }],
    ['<i:episodeType>TRAILER</i:episodeType>', { episodeType: 'trailer' }],
    ['<media:content url="/a.mp4" type="video/mp4" duration="90"/>', { durationMs: 90_000 }],
    ['<media:group><media:content url="/a.mp4" medium="video" duration="90"/></media:group>', { durationMs: 90_000 }],
    ['<i:duration>soon</i:duration><media:content url="/a.mp4" duration="90"/>', { durationMs: 90_000 }],
  ])('is known by %s', (item, facts) => {
    expect(rss(item).entries[0]?.podcast).toEqual({ ...nothing, ...facts });
  });

  test('has the chapters that stand in the feed, in their order and once each', () => {
    const item = `<psc:chapters version="1.2" xmlns:psc="http://podlove.org/simple-chapters">
      <psc:chapter start="00:01:00.5" title="The &lt;weir&gt;" href="javascript:alert(1)"/><psc:chapter start="0" title=" Welcome  all "/>
      <psc:chapter start="90:00" title="Late"/><psc:chapter start="7200" title="Later"/><psc:chapter start="0" title="Again"/>
      <psc:chapter start="soon" title="Never"/><psc:chapter start="5"/></psc:chapters>`;
    const chapters = [
      { atMs: 0, title: 'Welcome all' },
      { atMs: 60_500, title: 'The <weir>' },
      { atMs: 5_400_000, title: 'Late' },
      { atMs: 7_200_000, title: 'Later' },
    ];
    expect(rss(item).entries[0]?.podcast).toEqual({ ...nothing, chapters });
    expect(atom(item).entries[0]?.podcast).toEqual({ ...nothing, chapters });
  });

  test.each([
    '',
    '<i:episodeType>full</i:episodeType>',
    '<i:episode>first</i:episode><i:season>-1</i:season><i:duration>0</i:duration><i:episodeType>x</i:episodeType>',
    '<media:content url="/a.jpg" medium="image" duration="90"/>',
  ])('is not made by %j', item => {
    expect(rss(item).entries[0]?.podcast).toBeNull();
  });

  test('of a JSON Feed has the length of its first recording', () => {
    expect(json({ attachments: [{ url: 'a.mp3', mime_type: 'audio/mpeg', duration_in_seconds: 90 }] }).entries[0]?.podcast).toEqual({
      ...nothing,
      durationMs: 90_000,
    });
    expect(json({ attachments: [{ url: 'a.mp3', duration_in_seconds: 'long' }] }).entries[0]?.podcast).toBeNull();
  });
});

describe('the feed that an entry was taken from', () => {
  test.each([
    ['<source url="https://b.example/rss">B &amp;amp; Co</source>', { title: 'B & Co', url: null, feedUrl: 'https://b.example/rss' }],
    ['<source url="javascript:alert(1)">B</source>', { title: 'B', url: null, feedUrl: null }],
    ['<source url="two.xml"/>', { title: '', url: null, feedUrl: 'https://a.example/feeds/two.xml' }],
    ['<source/>', null],
    ['<source> </source>', null],
    [
      '<source xmlns="http://www.w3.org/2005/Atom"><title>B</title><link href="https://b.example/"/></source>',
      { title: 'B', url: 'https://b.example/', feedUrl: null },
    ],
  ])('is named in RSS by %s', (item, source) => {
    expect(rss(item).entries[0]?.source).toEqual(source);
  });

  test('is named in Atom with its page and its address', () => {
    const feed = atom(`<source><id>b</id><title type="html">B &amp;lt;b&amp;gt;</title>
      <link rel="self" href="https://b.example/atom"/><link href="https://b.example/"/></source>`);
    expect(feed.entries[0]?.source).toEqual({ title: 'B <b>', url: 'https://b.example/', feedUrl: 'https://b.example/atom' });
    expect(atom('<source><id>b</id></source>').entries[0]?.source).toBeNull();
    expect(atom('').entries[0]?.source).toBeNull();
  });
});

describe('the hours and days in which a feed does not want to be asked', () => {
  const skips = (channel: string) => {
    const { skipHours, skipDays } = rss('', channel);
    return { skipHours, skipDays };
  };

  test('are put in order, in one way of counting', () => {
    expect(
      skips(
        '<skipHours><hour>24</hour><hour>3</hour><hour> 03 </hour><hour>22</hour></skipHours><skipDays><day>Sunday</day><day>sat</day><day>WEDNESDAY</day></skipDays>',
      ),
    ).toEqual({ skipHours: [0, 3, 22], skipDays: [0, 3, 6] });
  });

  test.each([
    '',
    '<skipHours/><skipDays/>',
    '<skipHours><hour>25</hour><hour>-1</hour><hour>noon</hour><hour/></skipHours><skipDays><day>Someday</day><day/></skipDays>',
    `<skipHours>${Array.from({ length: 24 }, (_, hour) => `<hour>${hour + 1}</hour>`).join('')}</skipHours>`,
  ])('are none for %j', channel => {
    expect(skips(channel)).toEqual({ skipHours: [], skipDays: [] });
  });

  test('are none in Atom and JSON', () => {
    expect(atom('')).toMatchObject({ skipHours: [], skipDays: [] });
    expect(json({})).toMatchObject({ skipHours: [], skipDays: [] });
  });
});
