import type { ReaderBridge } from '../../electron/bridge.ts';
import type { Outcome, WireError } from '../../worker/protocol/errors.ts';
import type { ReaderEvent, WorkerHealth } from '../../worker/protocol/host.ts';
import { hearWebEvents } from './web-events.ts';
import { browserPage, type WebPage } from './web-page.ts';
import { type Answer, createWebSession, tokenIn } from './web-session.ts';

const refused: WireError = {
  code: 'forbidden-here',
  message: 'This address of Freshet was used already, or is too old. Start Freshet again (npm start): it opens a fresh one.',
  detail: '',
};
const gone: WireError = {
  code: 'worker-stopped',
  message: 'Freshet does not answer. If it was closed, start it again (npm start); this page comes back by itself if it was not.',
  detail: '',
};

/**
 * The bridge of a browser tab. Without a session the bridge is still there: every call then fails with `forbidden-here`,
 * and its health is 'failed' with that error and the words that tell what to do. A host that is gone is `worker-stopped`.
 */
export async function createWebBridge(page: WebPage = browserPage()): Promise<ReaderBridge> {
  const listeners = new Set<(event: ReaderEvent) => void>();
  const session = createWebSession(page);
  let isHearing = false;
  let isRefused = (await session.begin()) === 'refused';

  // A fresh address typed into this very tab changes the fragment only, and loads nothing.
  page.onHashChange(() => {
    if (tokenIn(page.hash()) !== null) page.reload();
  });

  function tell(event: ReaderEvent): void {
    for (const listener of listeners) listener(event);
  }

  function tellFailure(error: WireError): void {
    tell({ name: 'host.health', payload: failedHealth(error) });
  }

  function onRefused(): void {
    isRefused = true;
    tellFailure(refused);
  }

  async function request(method: string, params: unknown): Promise<Outcome> {
    if (isRefused) return method === 'host.health' ? { ok: true, result: failedHealth(refused) } : { ok: false, error: refused };
    const path = method === 'opml.import' || method === 'opml.preview' ? `/call/${method}` : '/call';
    const answer: Answer = await session.post(path, { method, params }, { outlivesTab: method === 'window.setNotes' });
    if (answer.kind === 'answered') return answer.outcome;
    if (answer.kind === 'unreachable') return { ok: false, error: gone };
    if (!isRefused) onRefused();
    return { ok: false, error: refused };
  }

  return {
    host: 'web',
    platform: platformOf(page.platform),
    request,
    onEvent(listener) {
      listeners.add(listener);
      if (!isHearing && !isRefused) {
        isHearing = true;
        void hearWebEvents({ page, session, onEvent: tell, onRefused, onLost: () => tellFailure(gone) });
      }
      return () => listeners.delete(listener);
    },
    pictureUrl: (feedId, url) => `/picture/${session.ticket()}/${feedId}?url=${encodeURIComponent(url)}`,
    iconUrl: (feedId, version) => `/icon/${session.ticket()}/${feedId}/${version}`,
  };
}

function failedHealth(error: WireError): WorkerHealth {
  return { state: 'failed', restarts: 0, error, log: '' };
}

function platformOf(platform: string): ReaderBridge['platform'] {
  if (/mac|iphone|ipad/iu.test(platform)) return 'mac';
  return /win/iu.test(platform) ? 'windows' : 'linux';
}
