import { describe, expect, test } from 'vitest';
import { createListReader } from '../../../worker/opml/list-reader.ts';
import type { OutlineToImport } from '../../../worker/opml/outline.ts';
import { unpackJson } from '../../../worker/text/packed-json.ts';

const readList = createListReader();
const { signal } = new AbortController();
const list = '<opml><body><outline text="A" xmlUrl="https://a.example/"/><outline text="B" xmlUrl="https://b.example/"/></body></opml>';

const thread = (code: string) => new URL(`data:text/javascript,${encodeURIComponent(code)}`);

describe('a list is read in a thread', () => {
  test('for its preview', async () => {
    const { preview } = await readList({ kind: 'preview', text: list, subscribed: ['https://b.example/'] }, signal);
    expect(preview).toMatchObject({ total: 2, alreadySubscribed: 1 });
  });

  test('for its import, whole or in part', async () => {
    const all = await readList({ kind: 'import', text: list, chosen: null }, signal);
    expect(unpackJson(all.outlines)).toMatchObject([
      { title: 'A', firstCheckInMs: 0 },
      { title: 'B', firstCheckInMs: 250 },
    ]);
    const { outlines } = await readList({ kind: 'import', text: list, chosen: [1, 7] }, signal);
    expect(unpackJson<OutlineToImport[]>(outlines).map(({ title }) => title)).toEqual(['B']);
  });

  test('and what is none is said to be so', async () => {
    await expect(readList({ kind: 'preview', text: '{}', subscribed: [] }, signal)).rejects.toMatchObject({
      code: 'bad-opml',
      message: expect.stringMatching(/JSON/),
    });
  });

  test('which is ended when it hangs, dies or is no longer wanted', async () => {
    const job = { kind: 'import', text: list, chosen: null } as const;
    const hanging = createListReader({ timeoutMs: 50, threadUrl: thread('for (;;);') });
    await expect(hanging(job, signal)).rejects.toMatchObject({ code: 'bad-opml', message: expect.stringMatching(/too long/) });
    const dying = createListReader({ threadUrl: thread('throw new Error("planted")') });
    await expect(dying(job, signal)).rejects.toMatchObject({ code: 'bad-opml', extras: { detail: expect.stringMatching(/planted/) } });
    const waiting = createListReader({ threadUrl: thread('for (;;);') });
    const cancel = new AbortController();
    const asked = waiting(job, cancel.signal);
    cancel.abort();
    await expect(asked).rejects.toMatchObject({ code: 'cancelled' });
  });
});

test('200,000 feeds in 32 MB do not hold up the thread that asks', async () => {
  const feeds = Array.from(
    { length: 200_000 },
    (_, n) => `<outline text="Feed ${n}" type="rss" description="${'x'.repeat(40)}" xmlUrl="https://h${n}.example/feed?a=1&amp;b=2"/>\n`,
  );
  const text = `<opml><body>${feeds.join('')}</body></opml>`.padEnd(32 * 1024 * 1024);
  let turns = 0;
  const beat = setInterval(() => {
    turns += 1;
  }, 20);
  const { outlines } = await readList({ kind: 'import', text, chosen: null }, signal);
  clearInterval(beat);
  expect(unpackJson<OutlineToImport[]>(outlines)).toHaveLength(200_000);
  expect(turns).toBeGreaterThan(10);
}, 120_000);
