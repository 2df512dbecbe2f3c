import type { Browser, FrameLocator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type ArticleWindow, openArticleWindow } from '../../helpers/article-window.ts';
import { launchChromium } from '../../helpers/chromium.ts';
import { serveWindowPage, type WindowPage } from '../../helpers/window-page.ts';

let browser: Browser;
let served: WindowPage;
let reader: ArticleWindow;
let page: Page;
let frame: FrameLocator;

beforeAll(async () => {
  [browser, served] = await Promise.all([launchChromium(), serveWindowPage()]);
});

afterAll(async () => {
  await browser.close();
  await served.close();
});

beforeEach(async () => {
  reader = await openArticleWindow(browser, served);
  page = reader.page;
  frame = page.frameLocator('iframe');
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
});

afterEach(() => reader.close());

const long = `<p>${'A line of text that is long enough. '.repeat(20)}</p>`.repeat(30);

function top(): Promise<number> {
  return page.evaluate(() => window.test.readingPane()?.getScroll() ?? 0);
}

/** Marked ranges by the names of the page's highlights. */
function highlighted(name: string): Promise<string[]> {
  return page.evaluate(key => {
    const view = document.querySelector('iframe')?.contentDocument?.defaultView;
    return [...(view?.CSS.highlights.get(key) ?? [])].map(range => String(range));
  }, name);
}

/** The article's own markup: what must stay as it was sanitised. */
function markup(): Promise<string> {
  return page.evaluate(() => document.querySelector('iframe')?.contentDocument?.querySelector('article.text')?.getHTML() ?? '');
}

describe('a footnote', () => {
  const notes = `<p>Words<sup id="r1"><a href="#n1">1</a></sup> and <a href="#n2">far more words</a> and <a href="#n3">[2]</a>.</p>${long}
    <ol><li id="n1"><p>The <a href="/there">note</a> itself. <a href="#r1">↩</a></p></li><li id="n2">Two</li></ol><h2 id="n3">A chapter</h2>`;

  test('is shown in place, without going there, and its links work', async () => {
    await reader.show({ contentHtml: notes });
    const before = await markup();
    await frame.getByText('1', { exact: true }).click();
    const note = frame.getByRole('note', { name: 'Footnote' });
    expect(await note.innerText()).toBe('The note itself. \n\nGo to the note'.replace(' \n', '\n'));
    expect(await top()).toBe(0);
    expect(await markup()).toBe(before);
    await note.getByRole('link').click();
    expect(
      await page.evaluate(() => window.test.bridge.asked.filter(call => call.method === 'host.openLink').map(call => call.params)),
    ).toEqual([{ url: 'http://host.example/there', inBackground: false, confirmed: false }]);
  });

  test('is closed by Esc, which gives the keys back to its mark, and by going to it', async () => {
    await reader.show({ contentHtml: notes });
    const mark = frame.getByText('1', { exact: true });
    await mark.focus();
    await page.keyboard.press('Enter');
    const note = frame.getByRole('note');
    await note.waitFor();
    await page.keyboard.press('Escape');
    await expect.poll(() => note.count()).toBe(0);
    expect(await mark.evaluate(link => link === link.ownerDocument.activeElement)).toBe(true);
    await page.keyboard.press('Enter');
    await note.getByRole('button', { name: 'Go to the note' }).click();
    await expect.poll(top).toBeGreaterThan(500);
    expect(await note.count()).toBe(0);
  });

  test('is what looks like one: other links within the article go where they lead', async () => {
    await reader.show({ contentHtml: notes });
    for (const text of ['far more words', '[2]']) {
      await page.evaluate(() => window.test.readingPane()?.setScroll(0));
      await frame.getByText(text).click();
      await expect.poll(top).toBeGreaterThan(500);
      expect(await frame.getByRole('note').count()).toBe(0);
    }
  });
});

describe('code', () => {
  const code = `<pre><code class="language-js">const river = "slow"; // so it is\n</code></pre><p>words</p><pre>no language that anybody knows</pre>`;

  test('is coloured by its language, and nothing of the article changes', async () => {
    await reader.show({ contentHtml: code });
    await expect.poll(() => highlighted('code-keyword')).toEqual(['const']);
    expect([await highlighted('code-string'), await highlighted('code-comment')]).toEqual([['"slow"'], ['// so it is']]);
    expect(await markup()).toBe(
      '<pre><code>const river = "slow"; // so it is\n</code></pre><p>words</p><pre>no language that anybody knows</pre>',
    );
    await reader.show({ contentHtml: '<p>The next one.</p>' });
    expect(await highlighted('code-keyword')).toEqual([]);
  });

  test('is guessed where nothing names its language', async () => {
    const python = 'def carry(self, what):\n    """Leaves."""\n    for leaf in range(10):\n        print("leaf", leaf)\n    return None\n';
    await reader.show({ contentHtml: `<pre>${python}</pre>` });
    await expect.poll(() => highlighted('code-keyword')).toContain('def');
  });

  test('is copied with one click, and by its key', async () => {
    await reader.show({ contentHtml: code });
    await frame.getByText('const river').hover();
    await frame.getByRole('button', { name: 'Copy this code' }).click();
    const copied = (): Promise<string> => page.evaluate(() => navigator.clipboard.readText());
    await expect.poll(copied).toBe('const river = "slow"; // so it is');
    await page.evaluate(() => navigator.clipboard.writeText(''));
    await frame.getByText('words').click();
    await page.keyboard.press('y');
    await expect.poll(copied).toBe('const river = "slow"; // so it is');
  });
});

describe('finding in the article', () => {
  const text = '<p>The Café by the <b>ri</b>ver.</p><p>A cafe in town, and the river\n below.</p><p>No more</p><p>river</p>';

  test('marks all places whatever their case and accents, over elements and not over paragraphs', async () => {
    await reader.show({ contentHtml: text });
    await frame.getByText('No more').click();
    await page.keyboard.press('Control+F');
    const field = page.getByRole('textbox', { name: 'Find in the article' });
    await field.fill('CAFE');
    await expect.poll(() => highlighted('find')).toEqual(['Café', 'cafe']);
    await field.fill('river');
    await expect.poll(() => highlighted('find')).toEqual(['river', 'river', 'river', 'river']);
    await field.fill('river below');
    await expect.poll(() => highlighted('find')).toEqual(['river\n below']);
    await field.fill('more river');
    await expect.poll(() => page.getByText('Not found').count()).toBe(1);
    expect(await markup()).toBe(text);
  });

  test('goes through them by Enter and Shift+Enter, around the end, and leaves the last one selected', async () => {
    await reader.show({ title: 'Of rivers', contentHtml: `<p>river one</p>${long}<p>river two</p>` });
    await frame.getByText('river one').click();
    await page.keyboard.press('Control+F');
    await page.keyboard.type('river');
    await page.getByText('1 of 3').waitFor();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Enter');
    await page.getByText('3 of 3').waitFor();
    await expect.poll(top).toBeGreaterThan(500);
    await page.keyboard.press('Enter');
    await page.getByText('1 of 3').waitFor();
    await page.keyboard.press('Shift+Enter');
    await page.getByText('3 of 3').waitFor();
    await page.keyboard.press('Escape');
    await expect.poll(() => page.getByRole('textbox').count()).toBe(0);
    expect(await highlighted('find')).toEqual([]);
    expect(await page.evaluate(() => String(document.querySelector('iframe')?.contentDocument?.getSelection()))).toBe('river');
    expect(await page.evaluate(() => document.activeElement?.localName)).toBe('iframe');
  });
});

describe('pictures', () => {
  test('open large at a click with their captions, but those that stand for a link follow it', async () => {
    const svg = (side: number) => Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="${side}" height="${side}"/>`);
    served.pictures.set('http://host.example/a.png', { type: 'image/svg+xml', bytes: svg(200) });
    served.pictures.set('http://host.example/b.png', { type: 'image/svg+xml', bytes: svg(200) });
    served.pictures.set('http://host.example/c.png', { type: 'image/svg+xml', bytes: svg(20) });
    const html =
      '<figure><img src="/a.png" alt="A weir"><figcaption>At dusk</figcaption></figure><a href="/x"><img src="/b.png" alt="B"></a><img src="/c.png" alt="C">';
    await reader.show({ contentHtml: html });
    await expect.poll(() => frame.getByAltText('C').evaluate(image => (image as HTMLImageElement).naturalWidth)).toBe(20);
    const shown = () => page.evaluate(() => window.test.dialogs.getState().open);
    await frame.getByAltText('B').click();
    await frame.getByAltText('C').click();
    expect(await shown()).toBe(null);
    await frame.getByAltText('A weir').click();
    expect(await shown()).toMatchObject({
      kind: 'pictures',
      index: 0,
      pictures: [
        { alt: 'A weir', caption: 'At dusk', address: 'http://host.example/a.png' },
        { alt: 'B', caption: '', address: 'http://host.example/b.png' },
      ],
    });
  });
});

describe('printing', () => {
  test('takes a page of its own, without scripts, that has the article alone, and goes when it is done', async () => {
    await reader.show({
      contentHtml: `<p>On paper, with a <a href="/plain">plain</a> and a <a href="/نهر/ضفة?a=%2F">river</a></p><table><tr>${'<td>Metres and metres</td>'.repeat(14)}</tr></table><details><summary>More</summary>hidden words</details>`,
    });
    await page.evaluate(() => {
      const { get } = Object.getOwnPropertyDescriptor(HTMLIFrameElement.prototype, 'contentWindow') ?? {};
      Object.defineProperty(HTMLIFrameElement.prototype, 'contentWindow', {
        get(this: HTMLIFrameElement) {
          const view = get?.call(this) as Window;
          if (this.title === 'Printed article') view.print = () => this.setAttribute('data-printed', '');
          return view;
        },
      });
    });
    await frame.getByText('On paper').click();
    await page.keyboard.press('Control+P');
    const paper = page.locator('iframe[data-printed]');
    await paper.waitFor({ state: 'attached' });
    expect(await paper.getAttribute('sandbox')).toBe('allow-same-origin allow-modals');
    const seen = await paper.evaluate(shown => {
      const { contentDocument } = shown as HTMLIFrameElement;
      const root = contentDocument?.documentElement;
      return {
        text: root?.innerText,
        title: contentDocument?.title,
        isWide: (root?.scrollWidth ?? 0) > (root?.clientWidth ?? 0),
        links: [...(contentDocument?.querySelectorAll('.links li') ?? [])].map(link => link.textContent),
        ground: root === undefined ? '' : getComputedStyle(root).backgroundColor,
      };
    });
    expect(seen).toMatchObject({
      title: 'What a river teaches about queues',
      ground: 'oklch(1 0 0)',
      isWide: false,
      links: ['http://host.example/plain', 'http://host.example/نهر/ضفة?a=%2F'],
    });
    expect(seen.text).toContain('hidden words');
    expect(seen.text).toContain('http://host.example/posts/river');
    await paper.evaluate(shown => (shown as HTMLIFrameElement).contentWindow?.dispatchEvent(new Event('afterprint')));
    await expect.poll(() => paper.count()).toBe(0);
  });
});

describe('the place in a long article', () => {
  test('comes back when the article is opened again, also in another size of text, until it was read to its end', async () => {
    const numbered = Array.from({ length: 40 }, (_, index) => `<p>Block ${index}. ${'Words that go on and on. '.repeat(20)}</p>`).join('');
    const open = async (id: number): Promise<void> => {
      await page.evaluate(next => {
        const detail = window.test.entry.getState().detail;
        window.test.bridge.answer('entries.get', { ok: true, result: { ...detail, id: next } });
        window.test.selection.getState().open(next);
      }, id);
      await page.waitForFunction(next => window.test.shownId() === next, id);
    };
    const firstBlock = (): Promise<string> =>
      page.evaluate(() => {
        const blocks = [...(document.querySelector('iframe')?.contentDocument?.querySelectorAll('.text p') ?? [])];
        return /^Block \d+/.exec(blocks.find(block => block.getBoundingClientRect().bottom > 1)?.textContent ?? '')?.[0] ?? '';
      });
    await reader.show({ contentHtml: numbered });
    await open(71);
    await page.evaluate(() => window.test.readingPane()?.setScroll(3000));
    const block = await firstBlock();
    await open(72);
    expect(await top()).toBe(0);
    await page.evaluate(() =>
      window.test.settings.setState(state => ({ settings: state.settings === null ? null : { ...state.settings, articleSize: 26 } })),
    );
    await open(71);
    await expect.poll(firstBlock).toBe(block);
    await page.evaluate(() => window.test.readingPane()?.setScroll(10_000_000));
    await open(72);
    await open(71);
    await expect.poll(top).toBe(0);
  });
});

describe('the menu of the article', () => {
  const copied = (): Promise<string> => page.evaluate(() => navigator.clipboard.readText());

  test('copies and opens the link under the pointer, and gives the keys back', async () => {
    await reader.show({ contentHtml: '<p><a href="/there">words</a> and more</p>' });
    await frame.getByText('words', { exact: true }).click({ button: 'right' });
    await page.getByRole('menuitem', { name: 'Copy this link’s address' }).click();
    await expect.poll(copied).toBe('http://host.example/there');
    await frame.getByText('words', { exact: true }).click({ button: 'right' });
    await page.getByRole('menu').press('ArrowDown');
    await page.keyboard.press('Enter');
    const opened = () => page.evaluate(() => window.test.bridge.asked.filter(call => call.method === 'host.openLink').length);
    await expect.poll(opened).toBe(1);
    await expect.poll(() => page.evaluate(() => document.activeElement?.localName)).toBe('iframe');
  });

  test('shows a picture large, and copies its address', async () => {
    const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="200" height="200"/>');
    served.pictures.set('http://host.example/a.png', { type: 'image/svg+xml', bytes: svg });
    await reader.show({ contentHtml: '<p><img src="/a.png" alt="A weir"></p>' });
    await frame.getByAltText('A weir').click({ button: 'right' });
    await page.getByRole('menuitem', { name: 'Copy the picture’s address' }).click();
    await expect.poll(copied).toBe('http://host.example/a.png');
    await frame.getByAltText('A weir').click({ button: 'right' });
    await page.getByRole('menuitem', { name: 'Show large' }).click();
    await expect.poll(() => page.evaluate(() => window.test.dialogs.getState().open?.kind)).toBe('pictures');
  });

  test('quotes what is selected, as its key does', async () => {
    await reader.show({ contentHtml: '<p>Stillwater</p><p>More</p>' });
    const position = { x: 20, y: 12 };
    await frame.getByText('Stillwater').dblclick({ position });
    await frame.getByText('Stillwater').click({ button: 'right', position });
    await page.getByRole('menuitem', { name: 'Copy the selection as a quote' }).click();
    const quote = '> Stillwater\n>\n> — [What a river teaches about queues](http://host.example/posts/river)';
    await expect.poll(copied).toBe(quote);
    await page.evaluate(() => navigator.clipboard.writeText(''));
    await page.keyboard.press('q');
    await expect.poll(copied).toBe(quote);
  });
});
