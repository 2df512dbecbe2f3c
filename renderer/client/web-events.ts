import type { ReaderEvent } from '../../worker/protocol/host.ts';
import type { StreamLine } from '../../worker/protocol/web-wire.ts';
import type { WebPage } from './web-page.ts';
import type { WebSessionOfTab } from './web-session.ts';

interface WebEventsNeeds {
  readonly page: WebPage;
  readonly session: WebSessionOfTab;
  readonly onEvent: (event: ReaderEvent) => void;
  readonly onRefused: () => void;
  /** A first try to come back has failed as well. */
  readonly onLost: () => void;
  readonly times?: { readonly silentMs: number; readonly delaysMs: readonly number[]; readonly parkedMs: number };
}

type StreamEnd = 'refused' | 'parked' | 'lost';

/** The host says something every 15 s. */
const usual = { silentMs: 40_000, delaysMs: [300, 1_000, 2_000, 5_000, 10_000], parkedMs: 60_000 };

/**
 * Hears the host's events for as long as the page lives. After every connection the host tells its health first,
 * so that whoever hears it asks for everything anew: nothing that happened meanwhile is missed.
 */
export async function hearWebEvents({ page, session, onEvent, onRefused, onLost, times = usual }: WebEventsNeeds): Promise<void> {
  let failures = 0;
  let wake = () => {};
  page.onWake(() => {
    if (page.isVisible()) wake();
  });
  const pause = (ms: number) =>
    new Promise<void>(resolve => {
      const timer = setTimeout(resolve, ms);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });

  for (;;) {
    const end = await readStream(() => {
      failures = 0;
    });
    if (end === 'refused') return onRefused();
    if (end === 'parked') {
      await pause(times.parkedMs);
      continue;
    }
    failures += 1;
    if (failures === 2) onLost();
    await pause(times.delaysMs[Math.min(failures, times.delaysMs.length) - 1] ?? 0);
  }

  async function readStream(onLine: () => void): Promise<StreamEnd> {
    const abort = new AbortController();
    let silence = setTimeout(() => abort.abort(), times.silentMs);
    let end: StreamEnd = 'lost';
    try {
      const response = await page.fetch('/events', { headers: session.headers(), cache: 'no-store', signal: abort.signal });
      if (response.status === 401) return 'refused';
      if (!response.ok || response.body === null) return 'lost';
      for await (const line of lines(response.body)) {
        clearTimeout(silence);
        silence = setTimeout(() => abort.abort(), times.silentMs);
        onLine();
        if ('event' in line) onEvent(line.event);
        else if ('ticket' in line) session.renewTicket(line.ticket);
        else if ('parked' in line) end = 'parked';
      }
    } catch {
      // The host is gone, or was silent: tried again.
    } finally {
      clearTimeout(silence);
    }
    return end;
  }
}

async function* lines(body: ReadableStream<Uint8Array>): AsyncGenerator<StreamLine> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let rest = '';
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    const parts = (rest + decoder.decode(value, { stream: true })).split('\n');
    rest = parts.pop() ?? '';
    for (const part of parts) yield JSON.parse(part) as StreamLine;
  }
}
