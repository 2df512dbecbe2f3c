import { expect, test } from 'vitest';
import { claimFeedLinks } from '../../electron/claim-feed-links.ts';

test('puts -- before the link into the command that it registers, and registers only when told to', () => {
  const calls: unknown[] = [];
  let isOurs = false;
  const app = (isPackaged: boolean) => ({
    isPackaged,
    isDefaultProtocolClient: () => isOurs,
    setAsDefaultProtocolClient: (...args: unknown[]) => {
      calls.push(args);
      isOurs = true;
      return true;
    },
    removeAsDefaultProtocolClient: () => {
      isOurs = false;
      return true;
    },
  });
  expect(claimFeedLinks(app(true), null, '/bin/freshet', '/app/main.js')).toBe(false);
  expect(calls).toEqual([]);
  expect(claimFeedLinks(app(true), true, '/bin/freshet', '/app/main.js')).toBe(true);
  expect(claimFeedLinks(app(true), false, '/bin/freshet', '/app/main.js')).toBe(false);
  claimFeedLinks(app(false), true, '/bin/electron', '/app/main.js');
  expect(calls).toEqual([
    ['feed', '/bin/freshet', ['--']],
    ['feed', '/bin/electron', ['/app/main.js', '--']],
  ]);
});
