import type { IncomingMessage } from 'node:http';

export type JsonBody = { readonly kind: 'json'; readonly value: unknown } | { readonly kind: 'refused'; readonly status: 400 | 413 | 415 };

/** Reads a body of JSON of at most `limit` bytes. Encoded bodies and other types are refused before anything is read. */
export async function readJsonBody(request: IncomingMessage, limit: number): Promise<JsonBody> {
  const type = request.headers['content-type'] ?? '';
  if (!/^application\/json(?:\s*;\s*charset=utf-8)?$/iu.test(type) || request.headers['content-encoding'] !== undefined) {
    return { kind: 'refused', status: 415 };
  }
  if (Number(request.headers['content-length'] ?? 0) > limit) return { kind: 'refused', status: 413 };
  const chunks: Buffer[] = [];
  let length = 0;
  try {
    for await (const chunk of request as AsyncIterable<Buffer>) {
      length += chunk.length;
      if (length > limit) return { kind: 'refused', status: 413 };
      chunks.push(chunk);
    }
    return { kind: 'json', value: JSON.parse(Buffer.concat(chunks).toString('utf8')) };
  } catch {
    return { kind: 'refused', status: 400 };
  }
}
