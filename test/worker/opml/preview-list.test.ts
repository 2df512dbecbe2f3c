import { expect, test } from 'vitest';
import { parseList } from '../../../worker/opml/parse-list.ts';
import { previewList } from '../../../worker/opml/preview-list.ts';

const list = `<opml><head><title>Mine</title></head><body>
<outline text="A"><outline text="B"><outline text="One" xmlUrl="https://one.example/"/></outline></outline>
<outline text="B"><outline text="Two" xmlUrl="https://two.example/"/></outline>
<outline text="A"><outline text="Three" xmlUrl="https://three.example/#x"/><outline text="Four" xmlUrl="https://two.example/"/></outline>
</body></opml>`;

test('a preview has the folders once, by their place, and marks what is subscribed already', () => {
  const { folders, feeds, ...rest } = previewList(parseList(list), ['https://THREE.example', 'https://other.example/']);
  expect(folders).toEqual([
    { title: 'A', parent: null },
    { title: 'B', parent: 0 },
    { title: 'B', parent: null },
  ]);
  expect(feeds).toEqual([
    { feedUrl: 'https://one.example/', title: 'One', folder: 1, line: 2, isSubscribed: false },
    { feedUrl: 'https://two.example/', title: 'Two', folder: 2, line: 3, isSubscribed: false },
    { feedUrl: 'https://three.example/#x', title: 'Three', folder: 0, line: 4, isSubscribed: true },
  ]);
  expect(rest).toMatchObject({ format: 'opml', title: 'Mine', total: 3, alreadySubscribed: 1, duplicates: 1, skipped: [{ text: 'Four' }] });
});

test('a preview lists 20,000 feeds at most, and counts all', () => {
  const addresses = Array.from({ length: 20_001 }, (_, n) => `https://a.example/${n}`).join('\n');
  const preview = previewList(parseList(addresses), ['https://a.example/20000']);
  expect(preview.feeds).toHaveLength(20_000);
  expect(preview).toMatchObject({ total: 20_001, alreadySubscribed: 1 });
});
