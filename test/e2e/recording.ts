import type { IncomingMessage, ServerResponse } from 'node:http';

const rate = 8_000;

/** Silence, as a real WAV file. */
export function silence(seconds: number): Buffer {
  const data = Buffer.alloc(seconds * rate, 128);
  const head = Buffer.alloc(44);
  head.write('RIFF', 0, 'latin1');
  head.writeUInt32LE(36 + data.length, 4);
  head.write('WAVEfmt ', 8, 'latin1');
  head.writeUInt32LE(16, 16);
  head.writeUInt16LE(1, 20);
  head.writeUInt16LE(1, 22);
  head.writeUInt32LE(rate, 24);
  head.writeUInt32LE(rate, 28);
  head.writeUInt16LE(1, 32);
  head.writeUInt16LE(8, 34);
  head.write('data', 36, 'latin1');
  head.writeUInt32LE(data.length, 40);
  return Buffer.concat([head, data]);
}

/** With ranges, as servers of podcasts have them. */
export function ranged(bytes: Buffer, type = 'audio/wav') {
  return (request: IncomingMessage, response: ServerResponse): void => {
    const [, from, to] = /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? '') ?? [];
    const headers = { 'Content-Type': type, 'Accept-Ranges': 'bytes' };
    if (from === undefined) {
      response.writeHead(200, { ...headers, 'Content-Length': bytes.length }).end(bytes);
      return;
    }
    const end = to === '' || to === undefined ? bytes.length - 1 : Number(to);
    const part = bytes.subarray(Number(from), end + 1);
    response
      .writeHead(206, { ...headers, 'Content-Length': part.length, 'Content-Range': `bytes ${from}-${end}/${bytes.length}` })
      .end(part);
  };
}
