import { describe, expect, it } from 'vitest';
import { enclosureName, fileSize } from '../../../renderer/format/enclosure.ts';
import { readingMinutes } from '../../../renderer/format/reading-time.ts';

describe('an enclosure', () => {
  it.each([
    ['https://host.example/a/talk%20one.mp3?x=1', 'talk one.mp3'],
    ['https://host.example/', 'host.example'],
    ['https://host.example/a/%zz', '%zz'],
    ['nothing', 'nothing'],
    ['https://host.example/%E2%80%AE3pm.exe', '3pm.exe'],
    ['https://host.example/a/..%2F..%2Fetc%2Fpasswd', 'passwd'],
    ['https://host.example/..%5C..%5Ctalk.mp3', 'talk.mp3'],
    ['https://host.example/%2E%2E%2F', 'host.example'],
    ['https://host.example/a%00%0Ab.mp3', 'ab.mp3'],
    [`https://host.example/${'w'.repeat(3_000)}.mp3`, `${'w'.repeat(40)}…${'w'.repeat(35)}.mp3`],
  ])('%s is called %s', (url, name) => {
    expect(enclosureName(url)).toBe(name);
  });

  it.each([
    [0, '0 B'],
    [999, '999 B'],
    [1000, '1.0 kB'],
    [12_345_678, '12 MB'],
    [999_700, '1.0 MB'],
    [5_000_000_000_000, '5000 GB'],
  ])('of %d bytes has %s', (bytes, words) => {
    expect(fileSize(bytes)).toBe(words);
  });
});

describe('the time to read', () => {
  it('is counted by words, and by letters where there are no spaces', () => {
    expect(readingMinutes('word '.repeat(690))).toBe(3);
    expect(readingMinutes('行'.repeat(960))).toBe(2);
    expect(readingMinutes('one')).toBe(1);
  });

  it('is none for no text', () => {
    expect(readingMinutes(' \n ')).toBe(0);
  });
});
