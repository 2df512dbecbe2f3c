import { type Readable, type Transform, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { FeedError } from '../errors.ts';
import type { BodyShare } from './body-budget.ts';
import { type ContentCoding, createDecoder, decodeAtOnce } from './content-codings.ts';
import type { FetchLimits } from './limits.ts';
import { createTurns } from './turns.ts';

export interface ReadBody {
  readonly bytes: Uint8Array;
  /** False when the coded data breaks off although the message is whole: `bytes` is what could be had. */
  readonly isComplete: boolean;
}

/** So little is unpacked in one call when all of it is there: it takes a millisecond or two at worst, and a stream costs many times that of a usual feed. */
const mostPackedAtOnce = 64 * 1024;
const mostUnpackedAtOnce = 1024 * 1024;

/**
 * The whole body, codings undone, both sides counted while it runs (N5, N6). Throws FeedError 'too-large' or 'bad-encoding'; errors of the
 * source go through as they are. The source is destroyed in any case, so that a refused connection is closed at once.
 * @param codings in the order in which they are to be undone.
 * @param heard is told the coded size of every piece.
 * @param share is told what is held, and may make the reading wait.
 * @param cutAt a body that begins like an HTML page is read up to here, unpacked; null: all of it.
 */
export async function readBody(
  source: Readable,
  codings: readonly ContentCoding[],
  limits: FetchLimits,
  heard: (bytes: number) => void,
  cutAt: number | null = null,
  share: BodyShare | null = null,
): Promise<ReadBody> {
  const pieces: Buffer[] = [];
  let coded = 0;
  let decoded = 0;
  const keep = (piece: Buffer) => {
    decoded += piece.length;
    if (decoded > limits.bodyBytes) throw tooLarge(limits.bodyBytes, `more than ${limits.bodyBytes} bytes`);
    if (decoded > limits.ratioFreeBytes && decoded > coded * limits.inflationRatio) {
      throw tooLarge(limits.bodyBytes, `${coded} bytes unpack to more than ${decoded}`);
    }
    pieces.push(piece);
  };

  const isEnough = () => cutAt !== null && decoded >= cutAt && beginsAsPage(pieces);

  // The beginning of a packed body, as long as all of it may turn out to be small.
  let packed: Buffer[] = [];
  const decoder = createDecoders(codings, keep);
  try {
    for await (const piece of source as AsyncIterable<Buffer>) {
      coded += piece.length;
      heard(piece.length);
      if (coded > limits.bodyBytes) throw tooLarge(limits.bodyBytes, `more than ${limits.bodyBytes} bytes`);
      const before = decoded;
      if (codings.length === 0) {
        keep(piece);
      } else if (!decoder.hasBegun() && cutAt === null && coded <= mostPackedAtOnce) {
        packed.push(piece);
        continue;
      } else {
        await decoder.write(packed.length === 0 ? piece : Buffer.concat([...packed, piece], coded));
        packed = [];
      }
      await share?.hold(decoded - before);
      if (isEnough()) return { bytes: Buffer.concat(pieces, decoded).subarray(0, cutAt ?? decoded), isComplete: false };
    }
    if (packed.length > 0) {
      await takeTurn();
      const all = Buffer.concat(packed, coded);
      const whole = unpackAtOnce(all, codings, Math.min(mostUnpackedAtOnce, limits.bodyBytes));
      if (whole === null) await decoder.write(all);
      else keep(whole);
      await share?.hold(decoded);
    }
    await decoder.end();
    return { bytes: joined(pieces, decoded), isComplete: true };
  } catch (error) {
    if (!(error instanceof DecodingError)) throw error;
    if (error.isTruncation && decoded > 0) return { bytes: Buffer.concat(pieces, decoded), isComplete: false };
    throw new FeedError(
      'bad-encoding',
      'The answer came packed in a way that Freshet cannot unpack. The server has a fault; try again later.',
      {
        detail: `${codings.join(', ')}: ${error.message}`,
        cause: error.cause,
      },
    );
  } finally {
    decoder.destroy();
    source.destroy();
  }
}

function joined(pieces: readonly Buffer[], length: number): Buffer {
  const [only] = pieces;
  return pieces.length === 1 && only !== undefined ? only : Buffer.concat(pieces, length);
}

/** Null when it is too large or damaged: then the decoder has to say what can be had of it. */
function unpackAtOnce(packed: Buffer, codings: readonly ContentCoding[], most: number): Buffer | null {
  try {
    return codings.reduce((data, coding, index) => decodeAtOnce(coding, index === 0 ? (data[0] ?? 0) : null, data, most), packed);
  } catch {
    return null;
  }
}

/** Of this thread. */
const takeTurn = createTurns(3);

/** A feed that is called HTML by its server is no page. */
function beginsAsPage(pieces: readonly Buffer[]): boolean {
  let head = '';
  for (const piece of pieces) {
    head += piece.subarray(0, 2_048).toString('latin1');
    if (head.length >= 2_048) break;
  }
  return /<(?:!doctype\s{1,8}html|html|head|body)\b/i.test(head);
}

interface Decoder {
  /** Resolves when everything that this piece unpacks to was kept. */
  write(piece: Buffer): Promise<void>;
  end(): Promise<void>;
  destroy(): void;
}

class DecodingError extends Error {
  /** The data ends too early; all other faults mean that what came out cannot be trusted. */
  readonly isTruncation: boolean;

  constructor(cause: unknown) {
    super(cause instanceof Error ? cause.message : String(cause), { cause });
    this.isTruncation = cause instanceof Error && 'code' in cause && cause.code === 'Z_BUF_ERROR';
  }
}

/** Begins with the first piece: most bodies are unpacked without. */
function createDecoders(codings: readonly ContentCoding[], keep: (piece: Buffer) => void) {
  let decoder: Decoder | null = null;
  return {
    hasBegun: () => decoder !== null,
    write(piece: Buffer): Promise<void> {
      decoder ??= startDecoder(codings, piece[0] ?? 0, keep);
      return decoder.write(piece);
    },
    end: () => decoder?.end(),
    destroy: () => decoder?.destroy(),
  };
}

/** Writes one piece at a time: a stream that is ended with a write in hand throws away what that write gave when its end is missing. */
function startDecoder(codings: readonly ContentCoding[], firstByte: number, keep: (piece: Buffer) => void): Decoder {
  const [first, ...rest] = codings.map((coding, index) => createDecoder(coding, index === 0 ? firstByte : null)) as [
    Transform,
    ...Transform[],
  ];
  const sink = new Writable({
    write(piece: Buffer, _encoding, done) {
      try {
        keep(piece);
        done();
      } catch (error) {
        done(error as Error);
      }
    },
  });
  const whole = pipeline([first, ...rest, sink]).catch((error: unknown) => {
    throw error instanceof FeedError ? error : new DecodingError(error);
  });
  whole.catch(() => undefined);

  return {
    write: piece => Promise.race([whole, new Promise<void>(resolve => first.write(piece, error => error == null && resolve()))]),
    end: () => {
      first.end();
      return whole;
    },
    destroy: () => first.destroy(),
  };
}

function tooLarge(limit: number, detail: string): FeedError {
  const megabytes = Math.max(1, Math.round(limit / (1024 * 1024)));
  return new FeedError(
    'too-large',
    `The answer is too large: Freshet takes at most ${megabytes} MB. If this is the right address, its owner has to make it smaller.`,
    {
      detail,
    },
  );
}

/** A body that says itself that it is over the limit is refused before a byte of it is read. */
export function checkAnnouncedSize(contentLength: string | undefined, limits: FetchLimits): void {
  if (contentLength !== undefined && Number(contentLength) > limits.bodyBytes) {
    throw tooLarge(limits.bodyBytes, `Content-Length: ${contentLength}`);
  }
}
