import { expect, test } from 'vitest';
import { findIconLinks, goodCost, manifestIcons } from '../../../worker/icon/icon-links.ts';

const page = 'https://site.example/blog/';
const link = (href: string, more = '', rel = 'icon') => `<link rel="${rel}" href="${href}" ${more}>`;

test('prefers the smallest icon that is large enough', () => {
  const html = [
    link('/16.png', 'sizes="16x16"'),
    link('/512.png', 'sizes="512x512"'),
    link('/192.png', 'sizes="192x192"'),
    link('/touch.png', '', 'apple-touch-icon'),
    link('/plain.ico', '', 'shortcut icon'),
    link('/96.png', 'sizes="96X96"'),
    link('/32.png', 'sizes="16x16 32x32"'),
  ].join('');
  expect(findIconLinks(html, page).icons.map(({ url }) => new URL(url).pathname)).toEqual([
    '/32.png',
    '/96.png',
    '/touch.png',
    '/192.png',
    '/plain.ico',
    '/512.png',
    '/16.png',
  ]);
});

test('resolves relative addresses and leaves out what is no picture file from the web', () => {
  const html = `<base href="https://cdn.example/"><link rel=icon href=a.png>${link('/b.svg')}${link('/c.png', 'type="image/svg+xml"')}
    ${link('data:image/png;base64,AAAA')}${link('javascript:1')}${link('/mask.png', '', 'mask-icon')}${link('')}`;
  expect(findIconLinks(html, page)).toEqual({ icons: [{ url: 'https://cdn.example/a.png', cost: goodCost }], manifestUrl: null });
});

test('finds the web app manifest, and the icons that it names', () => {
  expect(findIconLinks('<link rel="manifest" href="/site.webmanifest"><link rel=manifest href=/other>', page).manifestUrl).toBe(
    'https://site.example/site.webmanifest',
  );
  const manifest = JSON.stringify({
    icons: [
      { src: 'icon-512.png', sizes: '512x512' },
      { src: '/icon-192.png', sizes: '192x192', type: 'image/png', purpose: 'any maskable' },
      { src: 'cut.png', sizes: '96x96', purpose: 'maskable' },
      { src: 'ink.png', sizes: '96x96', purpose: 'monochrome' },
      { src: 'icon.svg', sizes: 'any', type: 'image/svg+xml' },
      { src: 'javascript:x' },
      { sizes: 7 },
      null,
    ],
  });
  expect(manifestIcons(manifest, 'https://site.example/app/site.webmanifest')).toEqual([
    { url: 'https://site.example/app/icon-512.png', cost: goodCost + 512 },
    { url: 'https://site.example/icon-192.png', cost: 192 },
  ]);
  for (const nonsense of ['', '{', 'null', '[]', '{"icons":{}}', '{"icons":[1,"x"]}']) expect(manifestIcons(nonsense, page)).toEqual([]);
});
