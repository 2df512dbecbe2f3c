import type { SiteArticle } from '../site.ts';
import { icon, landscape } from './drawings.ts';

export interface SampleFeed {
  readonly title: string;
  readonly folder: string;
  readonly icon: Uint8Array;
  readonly pictures: Readonly<Record<string, Uint8Array>>;
  readonly articles: readonly SiteArticle[];
}

const hour = 60;

function picture(path: string, alt: string): string {
  return `<figure><img src="${path}" alt="${alt}" width="1320" height="620"><figcaption>${alt}</figcaption></figure>`;
}

function short(text: string): string {
  return `<p>${text}</p>`;
}

/** The article that is open in the pictures. */
export const openTitle = 'What the ferry timetable leaves out';

const ferry = `${picture('/crossing.png', 'The upper crossing at half past six, before the first boat.')}
<p>The timetable at the landing has two columns: when the boat leaves, and when it arrives. It says nothing of the eleven minutes in between, which are the
only ones that anybody remembers.</p>
<p>I have taken this boat to work for nine years. In that time the river has moved its deep channel twice, the ferryman has learned
<a href="/notes/channel">where it went</a> by asking the herons, and the printed times have not changed by a minute.</p>
<blockquote><p>A schedule is a promise about the ends of a thing. The middle is between you and the weather.</p></blockquote>
<p>So when people ask me how to plan a project, I tell them about the crossing. Write down when it starts and when it should be over. Then leave the middle
wide enough for a river.</p>
<h2>Low water</h2>
<p>In August the boat cannot come closer than twenty metres, and we walk the rest on planks. Nobody complains. The planks are not in the timetable either.</p>`;

/** Nine feeds in three folders. Every word and picture is made for this. */
export const sampleFeeds: readonly SampleFeed[] = [
  {
    title: 'Ridge and River',
    folder: 'Outdoors',
    icon: icon('#1f7a6d', 'M4 17 L9 8 L13 14 L16 10 L20 17'),
    pictures: { '/crossing.png': landscape(2, ['#f6d8b8', '#9fc7cf'], ['#6ea3ad', '#3d7d8a', '#1d5566'], '#fff3dc') },
    articles: [
      { title: openTitle, html: ferry, minutesAgo: 12, author: 'Ines Halvorsen' },
      {
        title: 'Three days along the old towpath',
        html: short('No locks, no lights, and one very good bakery at mile nineteen.'),
        minutesAgo: 26 * hour,
      },
    ],
  },
  {
    title: 'Night Sky Almanac',
    folder: 'Outdoors',
    icon: icon('#3a3f7d', 'M17 14.5 A7 7 0 1 1 10 6 A5.5 5.5 0 0 0 17 14.5'),
    pictures: { '/dusk.png': landscape(5, ['#1d2450', '#c98a7b'], ['#584a6b', '#362f55', '#1c1b3a'], '#ffe9c7') },
    articles: [
      {
        title: 'Venus at dusk, and what stands next to it this week',
        html: `${short('Look west forty minutes after sunset; you need no instrument but patience.')}${picture('/dusk.png', 'Dusk from the east ridge.')}`,
        minutesAgo: 3 * hour,
      },
      { title: 'The quiet meteors of early spring', html: short('Few, slow, and worth the cold feet.'), minutesAgo: 50 * hour },
    ],
  },
  {
    title: 'Allotment Diary',
    folder: 'Outdoors',
    icon: icon('#5f8a2f', 'M12 20 V11 M12 13 C7 13 5 9 5 6 C10 6 12 9 12 13 C12 9 15 7 19 7 C19 11 16 13 12 13'),
    pictures: {},
    articles: [
      {
        title: 'In praise of the second sowing',
        html: short('The first one is for the slugs. Everybody knows this, and nobody plans for it.'),
        minutesAgo: 9 * hour,
      },
    ],
  },
  {
    title: 'Plain Text',
    folder: 'Craft',
    icon: icon('#8a4b2a', 'M6 7 H18 M6 12 H15 M6 17 H11'),
    pictures: {},
    articles: [
      {
        title: 'A database is a conversation with somebody who never forgets',
        html: short('Before you add an index, ask it what it thinks you mean.'),
        minutesAgo: 48,
        author: 'Tomas Reyl',
      },
      {
        title: 'Release notes, written for the person who has to read them',
        html: short('Four sentences, no adjectives, one apology.'),
        minutesAgo: 22 * hour,
      },
      { title: 'On deleting code that works', html: short('It worked. So did the one before it.'), minutesAgo: 70 * hour },
    ],
  },
  {
    title: 'The Slow Kiln',
    folder: 'Craft',
    icon: icon('#a8442f', 'M8 5 H16 M9 5 C9 9 5 10 5 14 C5 18 8 19 12 19 C16 19 19 18 19 14 C19 10 15 9 15 5'),
    pictures: { '/glaze.png': landscape(9, ['#efe3d2', '#d9b48f'], ['#b98a63', '#8a5a3f', '#593426'], '#fff8ea') },
    articles: [
      {
        title: 'Ash glazes from the garden fire',
        html: `${short('What was a pear tree in November is a green bowl in March.')}${picture('/glaze.png', 'Test tiles, left to right.')}`,
        minutesAgo: 5 * hour,
      },
      { title: 'Why the third bowl is the good one', html: short('The first is nerves and the second is pride.'), minutesAgo: 31 * hour },
    ],
  },
  {
    title: 'Margin Notes',
    folder: 'Craft',
    icon: icon('#4d5a66', 'M7 5 V19 M11 8 H18 M11 12 H18 M11 16 H15'),
    pictures: {},
    articles: [
      {
        title: 'The space between lines is where reading happens',
        html: short('Leading is not decoration. It is the path back to the left.'),
        minutesAgo: 7 * hour,
        author: 'Edda Marsh',
      },
    ],
  },
  {
    title: 'Harbour Gazette',
    folder: 'World',
    icon: icon('#1e5b8c', 'M12 5 V19 M8 8 H16 M5 13 C5 17 8 19 12 19 C16 19 19 17 19 13'),
    pictures: { '/port.png': landscape(13, ['#bfd9e8', '#e9efe9'], ['#9bb8bf', '#5f8894', '#2e5563'], '#ffffff') },
    articles: [
      {
        title: 'Four islands vote to keep the night boat',
        html: `${short('The margin was narrow, and the celebration was not.')}${picture('/port.png', 'The outer harbour on the morning after.')}`,
        minutesAgo: 96,
      },
      {
        title: 'Net menders open a school in the old customs house',
        html: short('Twelve places, a hundred and forty applications.'),
        minutesAgo: 28 * hour,
      },
    ],
  },
  {
    title: 'Letters from the Delta',
    folder: 'World',
    icon: icon('#6b4a8c', 'M5 7 H19 V17 H5 Z M5 8 L12 13 L19 8'),
    pictures: {},
    articles: [
      {
        title: 'The year the storks stayed',
        html: short('Nobody told them about winter, and for once winter did not come.'),
        minutesAgo: 11 * hour,
      },
    ],
  },
  {
    title: 'دفتر الساحل',
    folder: 'World',
    icon: icon('#0f6f7f', 'M4 10 C7 6 9 6 12 10 C15 14 17 14 20 10 M4 16 C7 12 9 12 12 16 C15 20 17 20 20 16'),
    pictures: {},
    articles: [
      { title: 'ما يحفظه البحر من أسماء المراكب', html: short('في كل ميناء دفتر قديم، وفي كل دفتر مركب لم يعد.'), minutesAgo: 4 * hour },
    ],
  },
];
