import { expect, it } from 'vitest';
import { bestOfSrcset } from '../../../renderer/sanitize/srcset.ts';

it.each([
  ['a.png 320w, b.png 1400w, c.png 2800w', 'b.png'],
  ['c.png 2800w, b.png 1400w, a.png 320w', 'b.png'],
  ['a.png 320w, b.png 640w', 'b.png'],
  ['a.png, b.png 2x, c.png 3x', 'b.png'],
  ['a.png', 'a.png'],
  ['https://host.example/w_300,h_200/a.png 300w, https://host.example/w_900,h_600/a.png 1500w', 'https://host.example/w_900,h_600/a.png'],
  [' , ,a.png 1x,', 'a.png'],
  ['data:image/png;base64,AAAA 1x', 'data:image/png;base64,AAAA'],
])('of %j the one to load is %s', (srcset, best) => {
  expect(bestOfSrcset(srcset)).toBe(best);
});

it.each(['', ' ', ',', ', ,'])('%j names nothing', srcset => {
  expect(bestOfSrcset(srcset)).toBeNull();
});

it('reads a long hostile one in no time', () => {
  const startedAt = performance.now();
  bestOfSrcset(','.repeat(200_000));
  bestOfSrcset(' a'.repeat(200_000));
  bestOfSrcset('a'.repeat(200_000));
  expect(performance.now() - startedAt).toBeLessThan(1000);
});
