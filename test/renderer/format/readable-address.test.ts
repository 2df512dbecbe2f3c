import { describe, expect, it } from 'vitest';
import { readableAddress } from '../../../renderer/format/readable-address.ts';

const shown = (address: string) => readableAddress(address).join('');

describe('An address for eyes', () => {
  it.each([
    ['https://ar.wikipedia.org/wiki/نهر_النيل'],
    ['https://ja.wikipedia.org/wiki/五月雨#歴史'],
    ['https://host.example/한국어/글?제목=강'],
    ['https://host.example/río/straße/café'],
    ['https://ru.wikipedia.org/wiki/Река_(значения)'],
    ['https://el.wikipedia.org/wiki/Ποταμός'],
    ['https://hi.wikipedia.org/wiki/नदी'],
    ['https://th.wikipedia.org/wiki/แม่น้ำ'],
    ['https://host.example/Electron入門.html'],
    ['https://host.example/مايو-٢٠٢٦'],
  ])('has the letters of %s', address => {
    const encoded = address.replace(/[^\p{ASCII}]+/gu, encodeURIComponent);
    expect(encoded).not.toBe(address);
    expect(shown(encoded)).toBe(address);
  });

  it.each([
    ['a slash, a question mark, a number sign, a percent sign and a blank', 'https://host.example/a%2Fb%3Fc%23d%25e%20f'],
    ['ASCII letters that are encoded', 'https://host.example/%61%62'],
    ['controls', 'https://host.example/a%00%0A%C2%85b'],
    ['blanks of other kinds', 'https://host.example/a%C2%A0%E2%80%83%E3%80%80b'],
    ['bidirectional marks', 'https://host.example/%E2%80%AEgpj%E2%80%AC%E2%80%8F%E2%81%A7'],
    ['what no one sees', 'https://host.example/a%E2%80%8B%E2%80%8D%EF%BB%BF%E3%85%A4%EF%B8%8F%CD%8F'],
    ['signs that look like those of an address', 'https://host.example/a%E2%88%95b%EF%BC%8Fc%E2%81%84d%EF%BC%9Fe%EF%BC%85'],
    ['pictures', 'https://host.example/%F0%9F%92%A7'],
    ['Cyrillic letters among Latin ones', 'https://host.example/p%D0%B0ypal'],
    ['a Cyrillic word that could be a Latin one', 'https://host.example/%D1%81%D0%BE%D1%80'],
    ['a Greek word that could be a Latin one', 'https://host.example/%CE%9F%CE%9A'],
    ['a mark that would change the letter before it', 'https://host.example/a%CC%81'],
    ['wide letters', 'https://host.example/%EF%BC%A1%EF%BC%A2'],
    ['other encodings than UTF-8', 'https://host.example/%93%FA%96%7B/caf%E9'],
    ['halves of letters', 'https://host.example/%E6%97'],
    ['the name of the host', 'https://xn--wgv71a.example/'],
  ])('leaves %s encoded', (_, address) => {
    expect(shown(address)).toBe(address);
  });

  it('leads to the same place when it is typed again', () => {
    const address = 'https://host.example/%D9%86%D9%87%D8%B1%E2%80%8C/%E4%BA%94%E6%9C%88/%2F%F0%9F%92%A7?q=%C3%A9%26#%E6%B0%B4';
    expect(new URL(shown(address)).href).toBe(address);
  });

  it('has its parts apart, so that letters from right to left do not turn their order', () => {
    expect(readableAddress('https://host.example/%D8%A3/%D8%A8?%D8%AA=%D8%AB')).toEqual([
      'https:',
      '//',
      'host.example',
      '/',
      'أ',
      '/',
      'ب',
      '?',
      'ت',
      '=',
      'ث',
    ]);
  });
});
