import { expect, it } from 'vitest';
import { isTracker } from '../../../renderer/sanitize/trackers.ts';

it.each([
  'http://feeds.feedburner.com/~r/site/~4/abc',
  'https://pixel.wp.com/g.gif?v=1',
  'https://www.facebook.com/tr?id=1',
  'https://ad.doubleclick.net/a',
])('%s counts readers', url => {
  expect(isTracker(url)).toBe(true);
});

it.each(['https://feeds.feedburner.com/logo.png', 'https://notdoubleclick.net/a.png', 'https://www.facebook.com/photo.png', 'no address'])(
  '%s may be a picture',
  url => {
    expect(isTracker(url)).toBe(false);
  },
);
