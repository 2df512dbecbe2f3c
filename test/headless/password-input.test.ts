import { Readable } from 'node:stream';
import { expect, it } from 'vitest';
import { readPassword } from '../../headless/password-input.ts';

const input = (...pieces: string[]) => Readable.from(pieces.map(piece => Buffer.from(piece)));

it.each([
  [['s3cret\n'], 's3cret'],
  [['s3c', 'ret\r\n'], 's3cret'],
  [[' with spaces '], ' with spaces '],
  [[], ''],
])('reads %o as a password', async (pieces, password) => {
  expect(await readPassword(input(...pieces))).toBe(password);
});

it('takes neither two lines nor a whole file', async () => {
  await expect(readPassword(input('one\ntwo\n'))).rejects.toThrow('one line');
  await expect(readPassword(input('x'.repeat(5_000)))).rejects.toThrow('too long');
});
