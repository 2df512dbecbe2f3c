import { Readable } from 'node:stream';
import { brotliCompressSync, constants, deflateRawSync, deflateSync, gzipSync, zstdCompressSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { FeedError } from '../../../worker/errors.ts';
import { readBody } from '../../../worker/fetch/body.ts';
import type { BodyShare } from '../../../worker/fetch/body-budget.ts';
import type { ContentCoding } from '../../../worker/fetch/content-codings.ts';
import { defaultLimits, type FetchLimits } from '../../../worker/fetch/limits.ts';

const kB = 1024;

/** The best quality would take seconds. */
const packByBrotli = (data: Buffer) => brotliCompressSync(data, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } });

const codings: readonly (readonly [string, ContentCoding, (data: Buffer) => Buffer])[] = [
  ['gzip', 'gzip', data => gzipSync(data)],
  ['deflate', 'deflate', data => deflateSync(data)],
  ['deflate without its wrapper', 'deflate', data => deflateRawSync(data)],
  ['br', 'br', packByBrotli],
  ['zstd', 'zstd', data => zstdCompressSync(data)],
];

/** Lines that pack to about a fifth: small, and too large to be unpacked in one call. */
const lines = (count: number) => Buffer.from(Array.from({ length: count }, (_, index) => `<item>${index * 7919}</item>\n`).join(''));
const sizes = [
  ['small', lines(9_000)],
  ['large', lines(40_000)],
] as const;

function inPieces(data: Buffer, size = 16 * kB): Readable {
  return Readable.from(
    (function* () {
      for (let at = 0; at < data.length; at += size) yield data.subarray(at, at + size);
    })(),
  );
}

function read(source: Readable, coding: readonly ContentCoding[], limits: Partial<FetchLimits> = {}, share: BodyShare | null = null) {
  return readBody(source, coding, { ...defaultLimits, ...limits }, () => undefined, null, share);
}

async function codeOf(reading: Promise<unknown>): Promise<string> {
  const thrown = await reading.then(
    () => null,
    (error: unknown) => error,
  );
  if (thrown instanceof FeedError) return thrown.code;
  throw new Error('expected a FeedError', { cause: thrown });
}

describe.each(codings)('a body packed by %s', (_name, coding, pack) => {
  it.each(sizes)('is read whole when it is %s, and counts as held once', async (_size, data) => {
    let held = 0;
    const share: BodyShare = {
      hold(bytes) {
        held += bytes;
        return Promise.resolve();
      },
      release: () => undefined,
    };
    const source = inPieces(pack(data));
    const { bytes, isComplete } = await read(source, [coding], {}, share);
    expect(isComplete).toBe(true);
    expect(Buffer.compare(bytes, data)).toBe(0);
    expect(held).toBeGreaterThan(data.length * 0.9);
    expect(held).toBeLessThanOrEqual(data.length);
    expect(source.destroyed).toBe(true);
  });

  it.each(sizes)('gives what could be had of it when it is %s and breaks off', async (_size, data) => {
    const packed = pack(data);
    const { bytes, isComplete } = await read(inPieces(packed.subarray(0, packed.length - 20)), [coding]);
    expect(isComplete).toBe(false);
    expect(bytes.length).toBeGreaterThan(data.length * 0.4);
    expect(Buffer.compare(bytes, data.subarray(0, bytes.length))).toBe(0);
  });

  it('is refused when nothing of it could be had', async () => {
    expect(await codeOf(read(inPieces(pack(lines(10)).subarray(0, 2)), [coding]))).toBe('bad-encoding');
  });

  it('may be exactly as large as allowed, and no byte larger', async () => {
    const data = lines(3_000);
    const packed = pack(data);
    expect((await read(inPieces(packed), [coding], { bodyBytes: data.length })).bytes).toHaveLength(data.length);
    expect(await codeOf(read(inPieces(packed), [coding], { bodyBytes: data.length - 1 }))).toBe('too-large');
  });

  it.each([
    ['small for one call', 900 * kB, { ratioFreeBytes: 100 * kB }],
    ['too large for one call', 20_000 * kB, {}],
  ])('is refused as a bomb that is %s', async (_what, size, limits) => {
    const packed = pack(Buffer.alloc(size, 'x'));
    expect(packed.length).toBeLessThan(64 * kB);
    expect(await codeOf(read(inPieces(packed), [coding], { inflationRatio: 20, ...limits }))).toBe('too-large');
  });

  it('waits until the share lets it, with what one call has unpacked', async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    let isDone = false;
    const share: BodyShare = { hold: () => promise, release: () => undefined };
    const reading = read(inPieces(pack(lines(100))), [coding], {}, share).then(() => (isDone = true));
    await new Promise(setImmediate);
    expect(isDone).toBe(false);
    resolve();
    await reading;
  });
});

it.each(sizes)('undoes two codings of a %s body, and bounds what is between them', async (_size, data) => {
  const { bytes } = await read(inPieces(gzipSync(packByBrotli(data))), ['gzip', 'br']);
  expect(Buffer.compare(bytes, data)).toBe(0);
  const hidden = gzipSync(gzipSync(Buffer.alloc(60_000 * kB)));
  expect(hidden.length).toBeLessThan(64 * kB);
  expect(await codeOf(read(inPieces(hidden), ['gzip', 'gzip']))).toBe('too-large');
});

it('keeps nothing of a small body whose connection is lost', async () => {
  const packed = gzipSync(lines(1_000));
  const source = Readable.from(
    (function* () {
      yield packed.subarray(0, packed.length - 10);
      throw new Error('gone');
    })(),
  );
  await expect(read(source, ['gzip'])).rejects.toThrow('gone');
});

it('joins the members of a gzip body, and refuses what is behind them', async () => {
  const [one, two] = [lines(10), lines(20)];
  const members = Buffer.concat([gzipSync(one), gzipSync(two)]);
  expect(Buffer.compare((await read(inPieces(members), ['gzip'])).bytes, Buffer.concat([one, two]))).toBe(0);
  expect(await codeOf(read(inPieces(Buffer.concat([members, Buffer.from('garbage')])), ['gzip']))).toBe('bad-encoding');
});
