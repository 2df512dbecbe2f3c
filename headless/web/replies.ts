import type { ServerResponse } from 'node:http';
import { failed, wireError } from '../../worker/host/wire-errors.ts';
import type { Outcome } from '../../worker/protocol/errors.ts';

/** No session: what the window then shows tells what to do. */
export function stranger(response: ServerResponse): void {
  const message = 'This address of Freshet was used already, or is too old. Start Freshet again (npm start): it opens a fresh one.';
  json(response, 401, failed(wireError('forbidden-here', message)));
}

export function tooMany(response: ServerResponse): void {
  response.setHeader('Retry-After', '1');
  refuse(response, 429, 'Too many requests at once.');
}

export function refuse(response: ServerResponse, status: number, message: string): void {
  json(response, status, failed(wireError(status === 403 ? 'forbidden-here' : 'bad-request', message)));
}

export function json(response: ServerResponse, status: number, value: Outcome): void {
  // What was not read of a refused body would stand before the next request.
  if (status >= 400) response.setHeader('Connection', 'close');
  const body = Buffer.from(JSON.stringify(value));
  response.writeHead(status, { 'Content-Type': 'application/json; charset=utf-8', 'Content-Length': body.length });
  response.end(body);
}

export function text(response: ServerResponse, status: number, words: string): void {
  response.setHeader('Connection', 'close');
  response.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8' });
  response.end(`${words}\n`);
}
