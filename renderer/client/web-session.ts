import type { Outcome } from '../../worker/protocol/errors.ts';
import type { WebSession } from '../../worker/protocol/web-wire.ts';
import type { WebPage } from './web-page.ts';

const keyName = 'freshet-session';
const mostTries = 6;

/** What became of a request to the web host. */
export type Answer =
  | { readonly kind: 'answered'; readonly outcome: Outcome }
  | { readonly kind: 'refused' }
  | { readonly kind: 'unreachable' };

/** The session of this tab: a one-time token in the address is exchanged for a key, which a reload finds again. */
export function createWebSession(page: WebPage) {
  let key = page.storage.getItem(keyName);
  let ticket = '';

  function headers(): Record<string, string> {
    return { 'Content-Type': 'application/json', 'X-Freshet': '1', ...(key === null ? {} : { Authorization: `Bearer ${key}` }) };
  }

  /** `outlivesTab`: sent to the end also when the tab closes meanwhile. */
  async function post(path: string, value: unknown, { outlivesTab = false } = {}): Promise<Answer> {
    const body = JSON.stringify(value);
    // A browser refuses to keep more than 64 kB alive for a page.
    const keepalive = outlivesTab && body.length < 16_000;
    try {
      for (let tries = 1; ; tries += 1) {
        const init: RequestInit = { method: 'POST', headers: headers(), body, cache: 'no-store', redirect: 'error', keepalive };
        const response = await page.fetch(path, init);
        if (response.status === 401) return { kind: 'refused' };
        if (response.status !== 429 || tries === mostTries) return { kind: 'answered', outcome: (await response.json()) as Outcome };
        await response.body?.cancel();
        await new Promise(resolve => setTimeout(resolve, 250 * tries));
      }
    } catch {
      return { kind: 'unreachable' };
    }
  }

  function keep(answer: Answer): Answer['kind'] {
    if (answer.kind !== 'answered' || !answer.outcome.ok) return answer.kind === 'unreachable' ? 'unreachable' : 'refused';
    const given = answer.outcome.result as Partial<WebSession>;
    if (given.key !== undefined) {
      key = given.key;
      page.storage.setItem(keyName, key);
    }
    ticket = given.ticket ?? '';
    return 'answered';
  }

  return {
    post,
    headers,
    ticket: () => ticket,
    renewTicket(renewed: string): void {
      ticket = renewed;
    },
    /** With the token of the address if it is good, else with the key of before the reload. */
    async begin(): Promise<Answer['kind']> {
      const token = tokenIn(page.hash());
      if (token !== null) {
        page.clearHash();
        const kept = keep(await post('/session', { token }));
        if (kept !== 'refused') return kept;
      }
      return key === null ? 'refused' : keep(await post('/ticket', {}));
    },
  };
}

export function tokenIn(hash: string): string | null {
  return /^#token=([\w-]+)$/u.exec(hash)?.[1] ?? null;
}

export type WebSessionOfTab = ReturnType<typeof createWebSession>;
