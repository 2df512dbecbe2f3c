import { expect, test } from 'vitest';
import { findIconLinks } from '../../../worker/icon/icon-links.ts';

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
  expect(findIconLinks(html, page).map(url => new URL(url).pathname)).toEqual([
    '/32.png',
    '/96.png',
    '/touch.png',
    '/plain.ico',
    '/192.png',
    '/512.png',
    '/16.png',
  ]);
});

test('resolves relative addresses and leaves out what is no picture file from the web', () => {
  const html = `<base href="https://cdn.example/"><link rel=icon href=a.png>${link('/b.svg')}${link('/c.png', 'type="image/svg+xml"')}
    ${link('data:image/png;base64,AAAA')}${link('javascript:1')}${link('/mask.png', '', 'mask-icon')}${link('')}`;
  expect(findIconLinks(html, page)).toEqual(['https://cdn.example/a.png']);
});
