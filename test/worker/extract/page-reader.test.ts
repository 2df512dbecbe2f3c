import { afterEach, describe, expect, it } from 'vitest';
import { createPageReader, type PageReader } from '../../../worker/extract/page-reader.ts';

const paragraph = `<p>${'The river runs slowly past the mill, and the miller, who is old, watches it. '.repeat(4)}</p>`;
const hanging = new URL('./hanging-thread.ts', import.meta.url);
let reader: PageReader;

function read(html: string) {
  return reader.read({ bytes: new TextEncoder().encode(html), contentType: 'text/html', url: 'https://news.example/' }, true);
}

afterEach(() => reader.close());

describe('the reader of pages', () => {
  it('reads pages in a thread, one after the other', async () => {
    reader = createPageReader();
    const [first, second] = await Promise.all([read(`<h1>One</h1>${paragraph.repeat(4)}`), read(paragraph.repeat(3))]);
    expect(first.html).toContain('The river');
    expect(second.html).toContain('The river');
  });

  it('gives up a page on which the thread hangs, and reads the next one', async () => {
    reader = createPageReader({ timeoutMs: 300, threadUrl: hanging });
    const hung = read('hang');
    const next = read('well');
    await expect(hung).rejects.toMatchObject({ code: 'too-large' });
    await expect(next).resolves.toMatchObject({ html: 'well' });
  });

  it('survives a page that kills the thread', async () => {
    reader = createPageReader({ threadUrl: hanging });
    await expect(read('die')).rejects.toMatchObject({ code: 'too-large' });
    await expect(read('well')).resolves.toMatchObject({ html: 'well' });
  });

  it('says so when the thread cannot start', async () => {
    reader = createPageReader({ threadUrl: new URL('./no-such-thread.ts', import.meta.url) });
    await expect(read('well')).rejects.toMatchObject({ code: 'internal' });
  });

  it('refuses what waits when it is closed', async () => {
    reader = createPageReader();
    const waiting = expect(read(paragraph)).rejects.toMatchObject({ code: 'worker-stopped' });
    await reader.close();
    await waiting;
  });
});
