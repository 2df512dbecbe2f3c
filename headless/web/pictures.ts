import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { picturePolicy } from '../../worker/host/content-policy.ts';
import type { WorkerHost } from '../../worker/host/worker-host.ts';
import type { Picture } from '../../worker/protocol/entries.ts';
import type { Outcome } from '../../worker/protocol/errors.ts';
import type { PictureTickets } from './picture-tickets.ts';
import type { TokenBucket } from './token-bucket.ts';

interface PictureNeeds {
  readonly tickets: PictureTickets;
  readonly worker: Pick<WorkerHost, 'request'>;
}

const longestWaitMs = 10_000;

/** `/picture/<ticket>/<feedId>?url=…` and `/icon/<ticket>/<feedId>/<version>`. The worker fetches; whatever comes, it is never a document (H8). */
export async function servePicture(request: IncomingMessage, response: ServerResponse, { tickets, worker }: PictureNeeds): Promise<void> {
  response.setHeader('Content-Security-Policy', picturePolicy);
  const url = URL.parse(request.url ?? '', 'http://localhost');
  const [, kind, ticket = '', feed = ''] = url?.pathname.split('/') ?? [];
  const session = tickets.check(ticket);
  const feedId = /^[1-9]\d{0,15}$/u.test(feed) ? Number(feed) : null;
  const address = url?.searchParams.get('url') ?? null;
  if (!session) return nothing(response, 403);
  if (feedId === null || (kind === 'picture' && address === null)) return nothing(response, 404);
  // A page full of pictures asks for all of them at once: they wait their turn instead of being refused.
  if (!(await hasRoom(session.pictures))) return nothing(response, 429);
  const outcome: Outcome<Picture> =
    kind === 'icon' ? await worker.request('icons.get', { feedId }) : await worker.request('pictures.get', { feedId, url: address ?? '' });
  if (!outcome.ok) return nothing(response, 404);
  const { type, bytes } = outcome.result;
  response.writeHead(200, { 'Content-Type': type, 'Content-Length': bytes.byteLength });
  response.end(request.method === 'HEAD' ? undefined : bytes);
}

async function hasRoom(bucket: TokenBucket): Promise<boolean> {
  for (let waitedMs = 0; waitedMs < longestWaitMs; ) {
    const waitMs = bucket.take();
    if (waitMs === 0) return true;
    waitedMs += waitMs;
    await delay(waitMs);
  }
  return false;
}

function nothing(response: ServerResponse, status: number): void {
  response.writeHead(status, { 'Content-Length': 0 });
  response.end();
}
