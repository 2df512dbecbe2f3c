import { type Readable, type Transform, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { FeedError } from '../errors.ts';
import type { BodyShare } from './body-budget.ts';
import { type ContentCoding, createDecoder } from './content-codings.ts';
import type { FetchLimits } from './limits.ts';

export interface ReadBody {
  readonly bytes: Uint8Array;
  /** False when the coded data breaks off although the message is whole: `bytes` is what could be had. */
  readonly isComplete: boolean;
}

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

  let decoder: Decoder | null = null;
  try {
    for await (const piece of source as AsyncIterable<Buffer>) {
      coded += piece.length;
      heard(piece.length);
      if (coded > limits.bodyBytes) throw tooLarge(limits.bodyBytes, `more than ${limits.bodyBytes} bytes`);
      const before = decoded;
      if (codings.length === 0) {
        keep(piece);
      } else {
        decoder ??= startDecoder(codings, piece[0] ?? 0, keep);
        await decoder.write(piece);
      }
      await share?.hold(decoded - before);
      if (isEnough()) return { bytes: Buffer.concat(pieces, decoded).subarray(0, cutAt ?? decoded), isComplete: false };
    }
    await decoder?.end();
    return { bytes: Buffer.concat(pieces, decoded), isComplete: true };
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
    decoder?.destroy();
    source.destroy();
  }
}

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
