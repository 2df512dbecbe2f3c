import { expect, it } from 'vitest';
import { frequency } from '../../../renderer/format/frequency.ts';

it.each([
  [70, 'About 10 articles a day'],
  [7, 'About one article a day'],
  [6.6, 'About 7 articles a week'],
  [0.8, 'About one article a week'],
  [0.5, 'About 2 articles a month'],
  [0.2, 'About one article a month'],
  [0.05, 'Less than one article a month'],
])('says how often articles come: %d a week', (perWeek, words) => {
  expect(frequency(perWeek)).toBe(words);
});
