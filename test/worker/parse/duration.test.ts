import { expect, test } from 'vitest';
import { parseDuration } from '../../../worker/parse/duration.ts';

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;

test.each<readonly [string, number]>([
  ['3840', 64 * minute],
  ['3840.4', 64 * minute],
  ['1:04:00', 64 * minute],
  ['01:04:00', 64 * minute],
  ['64:00', 64 * minute],
  ['00:64:00', 64 * minute],
  [' 1:04:00.25 ', 64 * minute],
  ['PT1H4M', 64 * minute],
  ['PT64M0S', 64 * minute],
  ['P1DT2H', 26 * hour],
  ['1h4m', 64 * minute],
  ['1h 4m 0s', 64 * minute],
  ['1 hr 4 min', 64 * minute],
  ['1 hour 4 minutes', 64 * minute],
  ['64 min', 64 * minute],
  ['64 Minutes', 64 * minute],
  ['1.5 hours', 90 * minute],
  ['12\'30"', 12 * minute + 30 * second],
  ['0:45', 45 * second],
])('%s is how long a recording plays', (text, ms) => {
  expect(parseDuration(text)).toBe(ms);
});

test.each([null, '', '0', '00:00:00', '-5', '-1:00', 'N/A', 'long', '1:2:3:4', '99999999', '24000000', '::', 'PT', 'P1Y'])(
  '%j says nothing',
  text => {
    expect(parseDuration(text)).toBeNull();
  },
);
