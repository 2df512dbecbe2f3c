import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FeedServer, startFeedServer } from '../helpers/feed-server.ts';
import { arm, readPayloads } from '../helpers/payloads.ts';
import { hostKind, newProfile, type ReaderWindow, type RunningReader, runCommand, startReader } from './reader.ts';
import { png } from './site.ts';
import { article, eventually, read, rows, tree, treeRow } from './window.ts';

/** What a feed may write where a name belongs. The last words keep them apart. */
const names = [
  '<img src=x onerror=RUN> one',
  '"><script>RUN</script> two',
  "' onmouseover=RUN x=' three",
  '\u202e\u2066gpj.exe four',
  '{{constructor.constructor("RUN")()}} #{RUN} five',
  `${'\u0301'.repeat(900)} six`,
  `${'W'.repeat(3_000)} seven`,
  '<a href="javascript:RUN">eight</a>',
];
const addresses = [
  'javascript:RUN',
  'data:text/html,<script>RUN</script>',
  'file:///etc/passwd',
  'smb://CANARY/share',
  'app://freshet/index.html',
  'intent://x#Intent;end',
  'blob:http://CANARY/1',
  '\u202ejavascript:RUN',
];
const attributes = '&quot; onclick=&quot;RUN';

const inXml = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

describe('Feeds that mean harm', () => {
  const profile = newProfile();
  const asked: string[] = [];
  let server: FeedServer;
  let canary: FeedServer;
  let reader: RunningReader;
  let window: ReaderWindow;
  let page: Page;

  const armed = (text: string) => arm(text, new URL(canary.origin).host).replaceAll('&quot;', '"');
  const html = () =>
    readPayloads()
      .filter(({ name, many }) => many === undefined && /^(?:handler|link|picture|srcset|embed|player|address|style)-/.test(name))
      .map(payload => arm(payload.html, new URL(canary.origin).host))
      .join('\n');
  const named = (index: number) => armed(names[index] ?? '');
  const addressed = (index: number) => armed(addresses[index] ?? '');

  function rss(wrap: (text: string) => string): string {
    const items = names.map((_, index) => {
      const name = wrap(named(index));
      const address = inXml(addressed(index));
      return `<item><guid isPermaLink="false">${index}</guid><title>${name}</title><dc:creator>${name}</dc:creator><link>${address}</link><comments>${address}</comments>
        <category>${name}</category><source url="${address}">${name}</source><enclosure url="${address}" type="audio/mpeg${attributes}" length="-1e99"/>
        <itunes:duration>${name}</itunes:duration><media:thumbnail url="${address}"/><description>${wrap(index === 0 ? html() : named(index))}</description></item>`;
    });
    return `<?xml version="1.0"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd" xmlns:media="http://search.yahoo.com/mrss/">
      <channel><title>${wrap(named(0))}</title><link>${inXml(addressed(0))}</link><description>${wrap(named(1))}</description><language>x" onclick="RUN</language>
      <image><url>${inXml(addressed(3))}</url></image>${items.join('')}</channel></rss>`.replaceAll(
      'language>x" onclick="RUN',
      `language>${attributes}`,
    );
  }
  function atom(): string {
    const entries = names.map(
      (
        _,
        index,
      ) => `<entry><id>urn:${index}</id><title type="html">${inXml(named(index))}</title><author><name>${inXml(named(index))}</name><uri>${inXml(addressed(index))}</uri></author>
        <link href="${inXml(addressed(index))}"/><link rel="enclosure" href="${inXml(addressed(index))}" type="video/mp4"/><category term="${inXml(named(index))}"/>
        <content type="xhtml" xml:base="${inXml(addressed(index))}"><div xmlns="http://www.w3.org/1999/xhtml"><p onclick="RUN">Text ${index} <a href="javascript:RUN">there</a><script>RUN</script></p></div></content></entry>`,
    );
    return arm(
      `<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${attributes}"><id>urn:feed</id><title type="html">${inXml(named(3))}</title><icon>${inXml(addressed(1))}</icon>${entries.join('')}</feed>`,
      new URL(canary.origin).host,
    );
  }
  function json(): string {
    return JSON.stringify({
      version: 'https://jsonfeed.org/version/1.1',
      title: named(7),
      home_page_url: addressed(0),
      icon: addressed(3),
      language: '__proto__',
      items: names.map((_, index) => ({
        id: `${index}`,
        title: named(index),
        url: addressed(index),
        external_url: addressed(0),
        image: `${canary.origin}/lead.png`,
        authors: [{ name: named(index), url: addressed(index) }],
        tags: ['__proto__', named(index)],
        date_published: '99999-99-99T99:99:99Z',
        attachments: [{ url: `${canary.origin}/a.mp3`, mime_type: named(1), size_in_bytes: 1e308, duration_in_seconds: -1e308 }],
        content_html: index === 0 ? html() : named(index),
      })),
    });
  }

  /** Files that a player, a picture or a click might be led astray by. */
  function files(): string {
    const { origin } = server;
    const enclosures = [
      'javascript:RUN',
      'data:audio/mpeg;base64,SUQz',
      'file:///etc/passwd',
      'smb://CANARY/share/a.mp3',
      `${canary.origin}/inside.mp3`,
      `${origin}/to-inside.mp3`,
      `${origin}/page.mp3`,
      `${origin}/list.mp3`,
      `${origin}/endless.mp3`,
      `${origin}/a/..%2F..%2Fetc%2F%E2%80%AE3pm.exe`,
    ].map(
      (url, index) =>
        `<enclosure url="${inXml(url)}" type="${index === 9 ? 'application/x-msdownload' : 'audio/mpeg'}" length="999999999999999"/>`,
    );
    const pictures = ['/vector.png', '/page.png', '/to-inside.png', '/gone.png', '/huge.png', '/endless.png'].map(
      path => `<p><img src="${path}" alt="Drawing ${path.slice(1)}"></p>`,
    );
    const item = (title: string, rest: string) => `<item><guid isPermaLink="false">${title}</guid><title>${title}</title>${rest}</item>`;
    return arm(
      `<rss version="2.0"><channel><title>Files</title><link>${origin}/</link>${item('Ten files', enclosures.join(''))}
      ${item('Six pictures', `<description><![CDATA[${pictures.join('')}]]></description>`)}</channel></rss>`,
      new URL(canary.origin).host,
    );
  }
  function answerFiles(): void {
    const vector = '<svg xmlns="http://www.w3.org/2000/svg"><script>top.ran = 1</script></svg>';
    server.on('/files.xml', { type: 'application/rss+xml', body: files() });
    server.on('/to-inside.mp3', { redirect: `${canary.origin}/inside.mp3` });
    server.on('/page.mp3', { type: 'text/html', body: '<script>top.ran = 1</script>' });
    server.on('/list.mp3', { type: 'audio/mpeg', body: `#EXTM3U\n#EXTINF:9,\n${canary.origin}/part.ts\n` });
    server.on('/endless.mp3', { type: 'text/plain', body: 'no sound '.repeat(10_000), endless: true });
    server.on('/vector.png', { type: 'image/png', body: vector });
    server.on('/page.png', { type: 'image/png', body: '<!doctype html><script>top.ran = 1</script>' });
    server.on('/to-inside.png', { redirect: `${canary.origin}/pixel.png` });
    server.on('/huge.png', { type: 'image/png', body: png(60_000, 1, [1, 2, 3]).map((byte, at) => (at === 20 ? 1 : byte)) });
    server.on('/endless.png', { type: 'image/png', body: png(8, 8, [1, 2, 3]), endless: true });
  }

  beforeAll(async () => {
    [server, canary] = await Promise.all([startFeedServer(), startFeedServer({ address: '127.0.0.2' })]);
    server.on('/cdata.xml', { type: 'application/rss+xml', body: rss(text => `<![CDATA[${text}]]>`) });
    server.on('/escaped.xml', { type: 'application/rss+xml', body: rss(inXml) });
    server.on('/atom.xml', { type: 'application/atom+xml', body: atom() });
    server.on('/feed.json', { type: 'application/feed+json', body: json() });
    answerFiles();
    reader = await startReader({ profileDir: profile.dir });
    for (const path of ['/files.xml', '/cdata.xml', '/escaped.xml', '/atom.xml', '/feed.json']) {
      expect(await runCommand(profile.dir, 'add', `${server.origin}${path}`, '--allow-local')).toMatchObject({ code: 0, stderr: '' });
    }
    window = await reader.openWindow();
    page = window.page;
    page.on('dialog', dialog => {
      asked.push(dialog.message());
      void dialog.dismiss();
    });
    await tree(page).waitFor();
    await rows(page).first().waitFor();
  });

  afterAll(async () => {
    await reader.stop();
    await Promise.all([server.close(), canary.close()]);
    profile.remove();
  });

  it('have all their articles opened, and every address of them is one that a browser may open', async () => {
    const total = Number(await rows(page).first().getAttribute('aria-setsize'));
    expect(total).toBe(4 * names.length + 2);
    await rows(page).first().click();
    const heads: string[] = [];
    for (let index = 0; index < total; index += 1) {
      await eventually(() => page.locator('[role=option][aria-selected=true]').getAttribute('aria-posinset')).toBe(`${index + 1}`);
      await eventually(() => article(page).locator('main[data-entry] article, main[data-entry] .text').count()).toBeGreaterThan(0);
      const links = await article(page)
        .locator('a[href]')
        .evaluateAll(shown => shown.map(link => link.getAttribute('href') ?? ''));
      expect(links.filter(link => !/^(?:https?:\/\/|mailto:|tel:|#user-content-)/.test(link))).toEqual([]);
      heads.push(await article(page).locator('h1').innerText());
      await page.keyboard.press('j');
    }
    // As text, where a format has text there.
    for (const part of ['<img src=x onerror=(top.ran', '"><script>(top.ran', '{{constructor.constructor(']) {
      expect(heads.filter(head => head.includes(part))).not.toEqual([]);
    }
  });

  it('do no more where their names are listed', async () => {
    await page.keyboard.press('Control+k');
    await page.keyboard.type('eight');
    await page.getByRole('listbox', { name: 'What fits' }).getByText('eight').first().waitFor();
    await page.keyboard.press('Escape');
    await page.keyboard.press('g');
    await page.keyboard.press('f');
    const overview = page.getByRole('dialog', { name: 'Feeds' });
    await overview.getByText('eight').first().waitFor();
    await overview
      .getByRole('button', { name: /^Properties of/ })
      .last()
      .click();
    await page.getByRole('dialog').getByText('Statistics').waitFor();
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    await rows(page).last().click({ button: 'right' });
    await page.getByRole('menu').waitFor();
    await page.keyboard.press('Escape');
  });

  it('bring files along by their plain names, of which none starts by itself and none leads inside (H4, L7)', async () => {
    await treeRow(page, 'Files').click();
    await read(page, 'Ten files');
    const heard = server.log.filter(({ path }) => path.endsWith('.mp3'));
    expect(heard).toEqual([]);
    const links = article(page).locator('footer.foot a[href]');
    const shown = await links.evaluateAll(found =>
      found.map(link => [link.textContent, new URL((link as HTMLAnchorElement).href).protocol]),
    );
    expect(shown.map(([name]) => name)).toEqual(['inside.mp3', 'to-inside.mp3', 'page.mp3', 'list.mp3', 'endless.mp3', '3pm.exe']);
    expect(new Set(shown.map(([, protocol]) => protocol))).toEqual(new Set(['http:']));
    const player = page.getByRole('region', { name: 'Player' });
    const listen = page.getByRole('button', { name: 'Listen' });
    const endings = [/your own network/, /your own network/, /cannot be played here/, /list of other addresses/, /cannot be played here/];
    expect(await listen.count()).toBe(endings.length);
    for (const [index, words] of endings.entries()) {
      await listen.nth(index).click();
      await player.getByText(words).waitFor();
      await player.getByRole('button', { name: 'Stop and close the player' }).click();
    }
    expect(canary.log).toEqual([]);
  });

  it('show no picture that is none: its words and a link stand in its place (H4, H8)', async () => {
    await read(page, 'Six pictures');
    for (const name of ['vector', 'page', 'to-inside', 'gone', 'huge', 'endless']) {
      await article(page)
        .getByRole('link', { name: `Picture: Drawing ${name}.png` })
        .scrollIntoViewIfNeeded();
    }
    expect(await article(page).locator('article img').count()).toBe(0);
  });

  it('have run nothing, asked nobody, opened no window and taken nothing of the page', async () => {
    const state = await page.evaluate(() => ({
      ran: 'ran' in globalThis || [...document.querySelectorAll('iframe')].some(frame => 'ran' in (frame.contentWindow ?? {})),
      title: document.title,
      isWide: document.documentElement.scrollWidth > innerWidth,
    }));
    expect(state).toMatchObject({ ran: false, isWide: false });
    expect(state.title).toMatch(/Freshet$/);
    expect(asked).toEqual([]);
    if (hostKind === 'web') expect(page.context().pages()).toHaveLength(1);
    expect(canary.log).toEqual([]);
    // What the parser meets is reported to the policy before the sanitiser takes it away; an error would be another matter.
    expect(window.complaints.filter(text => /^\w*Error\b/.test(text))).toEqual([]);
  });
});
