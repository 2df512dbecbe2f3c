import type { ServerResponse } from 'node:http';
import type { HostTimers } from '../../worker/host/host-timers.ts';
import type { ReaderEvent } from '../../worker/protocol/host.ts';
import type { StreamLine } from '../../worker/protocol/web-wire.ts';
import { renewTicketMs } from './picture-tickets.ts';
import type { Session } from './sessions.ts';

interface EventStreamsNeeds {
  readonly timers: HostTimers;
  readonly issueTicket: (session: Session) => string;
  /** What a page that (re)connects must know first. */
  readonly firstEvents: () => readonly ReaderEvent[];
}

const beatMs = 15_000;
/** Browsers open six connections to a host, of which calls and pictures need some. */
const mostStreams = 4;
const mostUnread = 2 * 1024 * 1024;

/** Events to all open tabs, as lines of JSON. */
export function createEventStreams({ timers, issueTicket, firstEvents }: EventStreamsNeeds) {
  const streams = new Map<ServerResponse, Session>();

  function write(response: ServerResponse, line: StreamLine): void {
    // A page that does not read is let go; it connects again and asks for everything anew.
    if (response.writableLength > mostUnread) response.destroy();
    else response.write(`${JSON.stringify(line)}\n`);
  }

  const stopBeats = timers.every(beatMs, () => {
    for (const response of streams.keys()) write(response, { beat: true });
  });
  const stopTickets = timers.every(renewTicketMs, () => {
    for (const [response, session] of streams) write(response, { ticket: issueTicket(session) });
  });

  return {
    open(response: ServerResponse, session: Session): void {
      const oldest = streams.size >= mostStreams ? streams.keys().next().value : undefined;
      if (oldest) {
        streams.delete(oldest);
        write(oldest, { parked: true });
        oldest.end();
      }
      streams.set(response, session);
      response.once('close', () => streams.delete(response));
      response.writeHead(200, { 'Content-Type': 'application/x-ndjson; charset=utf-8' });
      write(response, { ticket: issueTicket(session) });
      for (const event of firstEvents()) write(response, { event });
    },
    tell(event: ReaderEvent): void {
      for (const response of streams.keys()) write(response, { event });
    },
    close(): void {
      stopBeats();
      stopTickets();
      for (const response of streams.keys()) response.end();
      streams.clear();
    },
  };
}
