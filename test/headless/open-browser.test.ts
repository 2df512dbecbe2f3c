import { describe, expect, it } from 'vitest';
import { browserOpener, openBrowser } from '../../headless/web/open-browser.ts';

const address = 'http://127.0.0.1:1234/#token=abc';

describe('opening the browser', () => {
  it.each([
    ['linux', { DISPLAY: ':0' }, { program: 'xdg-open', args: [address], input: null }],
    ['linux', { WAYLAND_DISPLAY: 'wayland-0' }, { program: 'xdg-open', args: [address], input: null }],
    ['linux', {}, null],
    ['darwin', {}, { program: 'osascript', args: [], input: `open location "${address}"\n` }],
    ['win32', {}, { program: 'rundll32', args: ['url.dll,FileProtocolHandler', address], input: null }],
  ])('on %s with %j never goes through a shell', (platform, env, opener) => {
    expect(browserOpener(address, platform, env)).toEqual(opener);
  });

  it('says whether it worked', async () => {
    expect(await openBrowser(address, { program: process.execPath, args: ['-e', ''], input: null })).toBe(true);
    expect(
      await openBrowser(address, { program: process.execPath, args: ['-e', 'process.stdin.resume(); process.exit(3)'], input: 'x' }),
    ).toBe(false);
    expect(await openBrowser(address, { program: 'there-is-no-such-program', args: [], input: null })).toBe(false);
    expect(await openBrowser(address, null)).toBe(false);
  });
});
