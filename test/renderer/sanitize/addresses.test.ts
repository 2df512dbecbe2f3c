import { describe, expect, it } from 'vitest';
import { linkAddress, webAddress } from '../../../renderer/sanitize/addresses.ts';

const base = 'https://host.example/posts/river?x=1';

describe('the address of a link', () => {
  it.each([
    ['/plain', 'https://host.example/plain'],
    ['next', 'https://host.example/posts/next'],
    ['//other.example/a', 'https://other.example/a'],
    [' HTTP://OTHER.example/%7Ea ', 'http://other.example/%7Ea'],
    ['mailto:mara@host.example', 'mailto:mara@host.example'],
    ['tel:+4670', 'tel:+4670'],
    ['https:\\\\host.example\\x', 'https://host.example/x'],
  ])('%s becomes %s', (value, address) => {
    expect(linkAddress(value, base)).toBe(address);
  });

  it.each([
    'javascript:alert(1)',
    'java\nscript:alert(1)',
    '\u0001javascript:alert(1)',
    'data:text/html,x',
    'file:///etc/passwd',
    'blob:https://host.example/1',
    'http://[::1',
    'feed:https://host.example/',
    'ms-settings:',
  ])('%j leads nowhere', value => {
    expect(linkAddress(value, base)).toBeNull();
  });

  it('stays in the article when it is a fragment, with the prefix of its ids', () => {
    expect(linkAddress('#fn1', base)).toBe('#user-content-fn1');
    expect(linkAddress('#user-content-fn1', base)).toBe('#user-content-fn1');
    expect(linkAddress('#', base)).toBeNull();
  });

  it('without a base a relative one leads nowhere', () => {
    expect(linkAddress('/plain', null)).toBeNull();
    expect(linkAddress('https://host.example/a', null)).toBe('https://host.example/a');
  });
});

it('an empty address of a picture does not mean the article itself', () => {
  expect(webAddress('', base)).toBeNull();
  expect(webAddress(null, base)).toBeNull();
  expect(webAddress('a.png', base)).toBe('https://host.example/posts/a.png');
  expect(webAddress('mailto:a@host.example', base)).toBeNull();
});
