import type { Browser, FrameLocator } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type ArticleWindow, openArticleWindow, sampleEntry } from '../../helpers/article-window.ts';
import { launchChromium } from '../../helpers/chromium.ts';
import { serveWindowPage, type WindowPage } from '../../helpers/window-page.ts';

let browser: Browser;
let served: WindowPage;
let reader: ArticleWindow;
let frame: FrameLocator;

/** A red pixel of 8 x 8. */
const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAgAAAAICAIAAABLbSncAAAAFElEQVR42mP4z8CAFTEMLQkGBgYAm0cD/QgxJFkAAAAASUVORK5CYII=',
  'base64',
);

beforeAll(async () => {
  [browser, served] = await Promise.all([launchChromium(), serveWindowPage()]);
});

afterAll(async () => {
  await browser.close();
  await served.close();
});

beforeEach(async () => {
  served.requests.length = 0;
  served.pictures.clear();
  reader = await openArticleWindow(browser, served);
  frame = reader.page.frameLocator('iframe');
});

afterEach(() => reader.close());

/** The addresses that were handed to the host's gate. */
function opened(): Promise<unknown[]> {
  return reader.page.evaluate(() =>
    window.test.bridge.asked.filter(({ method }) => method === 'host.openLink').map(({ params }) => params),
  );
}

const long = `<p>${'A line of text that is long enough. '.repeat(20)}</p>`.repeat(30);

describe('a link in an article', () => {
  test('goes to the host’s gate by a click, absolute, and never moves the frame', async () => {
    await reader.show({ contentHtml: '<p><a href="/plain" target="_top">flood plain</a></p>' });
    await frame.getByText('flood plain').click();
    expect(await opened()).toEqual([{ url: 'http://host.example/plain', inBackground: false, confirmed: false }]);
    expect(reader.page.frames().map(shown => shown.url())).toEqual([`${served.origin}/`, 'about:srcdoc']);
    expect(reader.page.context().pages()).toHaveLength(1);
  });

  test('opens in the background by the middle button and by Ctrl, and no window of its own', async () => {
    await reader.show({ contentHtml: '<p><a href="/one">one</a> <a href="/two">two</a></p>' });
    await frame.getByText('one', { exact: true }).click({ button: 'middle' });
    // Two links within half a second count as one (L2): the second opens once that has passed.
    await expect
      .poll(async () => {
        await frame.getByText('two', { exact: true }).click({ modifiers: ['Control'] });
        return (await opened()).length;
      })
      .toBe(2);
    expect(await opened()).toMatchObject([
      { url: 'http://host.example/one', inBackground: true },
      { url: 'http://host.example/two', inBackground: true },
    ]);
    expect(reader.page.context().pages()).toHaveLength(1);
  });

  test('opens once in a storm of clicks, and never by a click that nobody made', async () => {
    await reader.show({ contentHtml: '<p><a href="/storm">storm</a></p>' });
    await reader.page.evaluate(() => document.querySelector('iframe')?.contentDocument?.querySelector<HTMLElement>('article a')?.click());
    expect(await opened()).toEqual([]);
    await frame.getByText('storm').click({ clickCount: 5, delay: 5 });
    expect(await opened()).toHaveLength(1);
  });

  test('tells where it leads while the pointer or the keyboard is on it', async () => {
    await reader.show({ contentHtml: '<p><a href="http://other.example/path">words</a></p><p>else</p>' });
    const status = reader.page.getByTestId('link-status');
    await frame.getByText('words').hover();
    await expect.poll(() => status.textContent()).toBe('http://other.example/path');
    await frame.getByText('else').hover();
    await expect.poll(() => status.count()).toBe(0);
    await frame.getByText('words').focus();
    await expect.poll(() => status.textContent()).toBe('http://other.example/path');
  });

  test('to a footnote scrolls within the article, also by the article’s own address', async () => {
    const note = `<p><a href="#fn:1">by fragment</a> <a href="${sampleEntry.url}#fn:1">by address</a> <a href="#gone">nowhere</a></p>${long}<p id="fn:1">The note.</p>`;
    await reader.show({ contentHtml: note });
    for (const text of ['by fragment', 'by address']) {
      await reader.page.evaluate(() => window.test.readingPane()?.setScroll(0));
      await frame.getByText(text).click();
      await expect.poll(() => reader.page.evaluate(() => window.test.readingPane()?.getScroll() ?? 0)).toBeGreaterThan(500);
    }
    await reader.page.evaluate(() => window.test.readingPane()?.setScroll(0));
    await frame.getByText('nowhere').click();
    expect(await opened()).toMatchObject([{ url: `${sampleEntry.url}#gone` }]);
  });
});

describe('pictures', () => {
  test('come only through the host, with the feed that they are of', async () => {
    served.pictures.set('http://host.example/posts/a.png', { type: 'image/png', bytes: png });
    await reader.show({ contentHtml: '<p><img src="a.png" width="40" height="40"></p>' });
    await expect
      .poll(() =>
        reader.page.evaluate(
          () => document.querySelector('iframe')?.contentDocument?.querySelector<HTMLImageElement>('article img')?.naturalWidth,
        ),
      )
      .toBe(8);
    expect(served.requests).toContain(`/picture/3?url=${encodeURIComponent('http://host.example/posts/a.png')}`);
  });

  test('that cannot be loaded give way to their words and a link', async () => {
    await reader.show({
      contentHtml: '<p><img src="gone.png" alt="A mill"></p><p><a href="/x"><img src="gone2.png" alt="A gate"></a></p>',
    });
    await expect.poll(() => reader.text()).toContain('Picture: A mill');
    await frame.getByText('Picture: A mill').click();
    await expect.poll(() => opened()).toMatchObject([{ url: 'http://host.example/posts/gone.png' }]);
    expect(await reader.breaches()).toEqual([]);
  });

  test('inside the article are shown when they are raster pictures', async () => {
    const data = (type: string, bytes: Buffer): string => `<img src="data:${type};base64,${bytes.toString('base64')}" alt="${type}">`;
    const padded = Buffer.concat([png, Buffer.alloc(200)]);
    await reader.show({ contentHtml: `<p>${data('image/png', padded)}${data('image/jpeg', Buffer.from(`<svg>${' '.repeat(200)}`))}</p>` });
    const image = () =>
      reader.page.evaluate(
        () => document.querySelector('iframe')?.contentDocument?.querySelector<HTMLImageElement>('article img')?.naturalWidth,
      );
    await expect.poll(image).toBe(8);
    expect(await reader.text()).toContain('Picture: image/jpeg');
    expect(await reader.breaches()).toEqual([]);
  });

  test('are not asked for where they are switched off', async () => {
    await reader.close();
    reader = await openArticleWindow(browser, served, { settings: { showPictures: false } });
    frame = reader.page.frameLocator('iframe');
    served.requests.length = 0;
    await reader.show({
      imageUrl: 'http://host.example/lead.png',
      contentHtml: '<p><img src="a.png" alt="A mill" srcset="b.png 2x"></p><picture><source srcset="c.webp"><img src="c.png"></picture>',
    });
    expect(await reader.text()).toContain('Picture: A mill');
    await frame.getByText('Picture: A mill').click();
    expect(await opened()).toMatchObject([{ url: 'http://host.example/posts/b.png' }]);
    expect(served.requests).toEqual([]);
  });

  test('that load late are shown once', async () => {
    served.pictures.set('http://host.example/late.png', { type: 'image/png', bytes: png });
    await reader.show({
      contentHtml:
        '<p><img src="data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw==" data-src="/late.png"><noscript><img src="/late.png"></noscript></p>',
    });
    expect(
      await reader.page.evaluate(() => document.querySelector('iframe')?.contentDocument?.querySelectorAll('article img').length),
    ).toBe(1);
  });

  test('of players are a line that opens the browser', async () => {
    await reader.show({
      contentHtml: '<iframe src="https://www.youtube-nocookie.com/embed/abcdefghijk?autoplay=1"></iframe><video src="/talk.mp4"></video>',
    });
    expect(await reader.text()).toMatch(/Video on youtube\.com[\s\S]*Video on host\.example/);
    await frame.getByText('Video on youtube.com').click();
    expect(await opened()).toMatchObject([{ url: 'https://www.youtube.com/watch?v=abcdefghijk' }]);
  });
});

describe('keys and scrolling', () => {
  test('a key pressed in the article runs its command', async () => {
    await reader.show({ contentHtml: '<p>text</p>' });
    await frame.getByText('text').click();
    await reader.page.keyboard.press('s');
    await expect
      .poll(() => reader.page.evaluate(() => window.test.bridge.asked.some(({ method }) => method === 'entries.setStarred')))
      .toBe(true);
  });

  test('a page of text is scrolled until its end, and back', async () => {
    await reader.show({ contentHtml: long });
    const turn = (direction: 1 | -1) => reader.page.evaluate(step => window.test.readingPane()?.scrollPage(step), direction);
    let pages = 0;
    while ((await turn(1)) === true && pages < 100) pages += 1;
    expect(pages).toBeGreaterThan(5);
    expect(pages).toBeLessThan(100);
    expect(await turn(-1)).toBe(true);
  });

  test('another article begins at its top, and the same one stays where it is when its feed rewrites it', async () => {
    await reader.show({ contentHtml: long });
    const top = () => reader.page.evaluate(() => window.test.readingPane()?.getScroll());
    await reader.page.evaluate(() => window.test.readingPane()?.setScroll(900));
    await reader.page.evaluate(() => {
      const detail = window.test.entry.getState().detail;
      if (detail !== null) window.test.entry.setState({ detail: { ...detail, contentHtml: `<p>Corrected.</p>${detail.contentHtml}` } });
    });
    await expect.poll(() => reader.text()).toContain('Corrected.');
    expect(await top()).toBe(900);
    await reader.show({ contentHtml: long });
    expect(await top()).toBe(0);
  });

  test('marking as read does not draw the article again', async () => {
    await reader.show({ contentHtml: '<p>text</p>' });
    expect(
      await reader.page.evaluate(async () => {
        const before = document.querySelector('iframe')?.contentDocument?.querySelector('article');
        const detail = window.test.entry.getState().detail;
        if (detail !== null) window.test.entry.setState({ detail: { ...detail, isRead: false, isStarred: true } });
        await new Promise(requestAnimationFrame);
        return before?.isConnected;
      }),
    ).toBe(true);
  });
});

describe('what stands around the text', () => {
  test('is text, whatever the feed writes there', async () => {
    const markup = '<img src=x onerror=top.ran=1><b>bold</b>&amp;';
    await reader.show({
      title: markup,
      author: markup,
      contentHtml: '<p>text</p>',
      enclosures: [{ url: 'http://host.example/%3Cb%3E.mp3', type: markup, length: 5 }],
    });
    const text = await reader.text();
    expect(text.split(markup)).toHaveLength(4);
    expect(text).toContain('<b>.mp3');
    expect(await reader.page.evaluate(() => 'ran' in window)).toBe(false);
  });

  test('tells of an episode its number, its length, and where its transcript and chapters are', async () => {
    await reader.show({
      contentHtml: '<p>Show notes</p>',
      podcast: {
        durationMs: 3_840_000,
        season: null,
        episode: 12,
        episodeType: 'full',
        chaptersUrl: 'http://host.example/12.json',
        transcripts: [
          { url: 'http://host.example/12.vtt', type: 'text/vtt', language: 'de' },
          { url: 'javascript:alert(1)', type: null, language: null },
        ],
      },
    });
    const text = await reader.text();
    expect(text).toMatch(/Episode 12\s*·?\s*1 h 04 min/);
    expect(text).not.toContain('1 min');
    expect(text).toContain('German · text/vtt');
    expect(await frame.getByText('Transcript').count()).toBe(1);
    await frame.getByText('Chapters').click();
    expect(await opened()).toMatchObject([{ url: 'http://host.example/12.json' }]);
  });

  test('says which feed the article was taken from', async () => {
    await reader.show({
      contentHtml: '<p>text</p>',
      source: { title: 'Other <b>notes</b>', url: null, feedUrl: 'http://other.example/feed' },
    });
    expect(await reader.text()).toMatch(/From:\s*Other <b>notes<\/b>/);
    await frame.getByText('Other <b>notes</b>').click();
    expect(await opened()).toMatchObject([{ url: 'http://other.example/feed' }]);
  });

  test('says so when the feed gives only a title', async () => {
    await reader.show({ title: 'Release 4.2', contentHtml: '<script>1</script> ' });
    expect(await reader.text()).toContain('This feed gives only a title.');
    await frame.getByText('Read the original page').click();
    expect(await opened()).toMatchObject([{ url: sampleEntry.url }]);
  });

  test('says so when the feed gives neither a title nor a text', async () => {
    await reader.show({ title: '', snippet: '', contentHtml: '' });
    const text = await reader.text();
    expect(text).toContain('This article came without a title and without text.');
    expect(text).not.toContain('only a title');
    await frame.getByText('Read the original page').waitFor();
  });

  test('is set as designed: measure, sizes, bundled faces', async () => {
    await reader.show({ contentHtml: `${long}<pre>code</pre>` });
    const style = await reader.page.evaluate(async () => {
      const page = document.querySelector('iframe')?.contentDocument;
      const main = page?.querySelector('main');
      const title = page?.querySelector('h1');
      const text = page?.querySelector('article p');
      if (!page || !main || !title || !text) return null;
      await page.fonts.ready;
      const [ofTitle, ofText] = [getComputedStyle(title), getComputedStyle(text)];
      return {
        measure: main.getBoundingClientRect().width,
        title: [ofTitle.fontSize, Math.round(Number.parseFloat(ofTitle.lineHeight) * 10) / 10],
        text: [ofText.fontSize, Math.round(Number.parseFloat(ofText.lineHeight) * 100) / 100],
        faces: [...page.fonts].filter(({ status }) => status === 'loaded').map(({ family }) => family.replaceAll('"', '')),
      };
    });
    expect(style).toMatchObject({ measure: 660, title: ['35px', 40.6], text: ['18px', 30.24] });
    expect(style?.faces).toEqual(expect.arrayContaining(['Literata Variable', 'Inter Variable']));
  });

  test('never scrolls sideways, however wide what is in it', async () => {
    await reader.page.setViewportSize({ width: 400, height: 800 });
    const word = 'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft'.repeat(2);
    await reader.show({
      title: word,
      contentHtml: `<p>${word}</p><pre>${'x'.repeat(400)}</pre><table><tr>${`<td>${word}</td>`.repeat(6)}</tr></table><img src="a.png" width="9000" height="20"><blockquote><ul><li><code>${'y'.repeat(300)}</code></li></ul></blockquote><math display="block">${'<mi>x</mi>'.repeat(200)}</math>`,
    });
    const overflow = await reader.page.evaluate(() => {
      const root = document.querySelector('iframe')?.contentDocument?.documentElement;
      const body = document.querySelector('iframe')?.contentDocument?.body;
      return [(root?.scrollWidth ?? 0) - (root?.clientWidth ?? 0), (body?.scrollWidth ?? 0) - (body?.clientWidth ?? 0)];
    });
    expect(Math.max(...overflow)).toBeLessThanOrEqual(0);
  });
});

describe('a very long article', () => {
  test('opens with its beginning at once, goes on by itself, and shows the rest when asked', async () => {
    const html = '<p>A paragraph of some length, <b>with</b> a <a href="/x">link</a> and so on.</p>'.repeat(20_000);
    await reader.show({ contentHtml: html });
    const paragraphs = () =>
      reader.page.evaluate(() => document.querySelector('iframe')?.contentDocument?.querySelectorAll('article p').length ?? 0);
    const more = frame.getByRole('button', { name: 'Show all of this long article' });
    await expect.poll(() => more.count(), { timeout: 20_000 }).toBe(1);
    const before = await paragraphs();
    expect(before).toBeGreaterThan(2000);
    expect(before).toBeLessThan(5000);
    const longest = await reader.page.evaluate(async () => {
      const tasks: number[] = [];
      new PerformanceObserver(list => tasks.push(...list.getEntries().map(entry => entry.duration))).observe({ type: 'longtask' });
      const button = document.querySelector('iframe')?.contentDocument?.querySelector('button');
      button?.click();
      while ((document.querySelector('iframe')?.contentDocument?.querySelectorAll('article p').length ?? 0) < 20_000) {
        await new Promise(resolve => setTimeout(resolve, 50));
      }
      return Math.max(0, ...tasks);
    });
    expect(await paragraphs()).toBe(20_000);
    // Far from one piece, which takes seconds; how far depends on the machine.
    expect(longest).toBeLessThan(1500);
  });

  test('is not built as deep as it is nested', async () => {
    await reader.show({ contentHtml: `${'<div><blockquote>'.repeat(3000)}<p>the bottom</p>` });
    await expect.poll(() => reader.text()).toContain('the bottom');
    const depth = await reader.page.evaluate(() => {
      let deepest = 0;
      const walk = (element: Element, level: number): void => {
        deepest = Math.max(deepest, level);
        for (const child of element.children) walk(child, level + 1);
      };
      const text = document.querySelector('iframe')?.contentDocument?.querySelector('article');
      if (text) walk(text, 0);
      return deepest;
    });
    expect(depth).toBeLessThan(210);
  });
});

test('the styles that articles are full of are no matter for the window’s policy', async () => {
  const complaints: string[] = [];
  reader.page.on('console', message => complaints.push(message.text()));
  await reader.show({
    contentHtml: '<p style="color: red">a <span style=\'font-size:9px\' onclick="x()">b</span></p><p STYLE=color:red>c</p>',
  });
  expect(await reader.text()).toMatch(/a b\s+c/);
  expect(complaints).toEqual([]);
});

test('nothing inside the frame reaches what the host gives the window', async () => {
  await reader.show({ contentHtml: '<p>text</p>' });
  const frameElement = await reader.page.evaluate(() => {
    const iframe = document.querySelector('iframe');
    return {
      sandbox: iframe?.getAttribute('sandbox'),
      bridge: iframe?.contentWindow !== null && 'reader' in (iframe?.contentWindow ?? {}),
    };
  });
  expect(frameElement).toEqual({ sandbox: 'allow-same-origin', bridge: false });
});
