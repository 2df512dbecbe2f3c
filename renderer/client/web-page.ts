/** What the bridge of a browser tab needs of its page; a parameter, so that tests can be pages. */
export interface WebPage {
  readonly fetch: typeof globalThis.fetch;
  /** Of this tab only, and kept over a reload. */
  readonly storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;
  readonly platform: string;
  hash(): string;
  /** Takes the fragment out of the address bar and the history. */
  clearHash(): void;
  reload(): void;
  isVisible(): boolean;
  /** The tab came to the front, the network came back. */
  onWake(listener: () => void): void;
  onHashChange(listener: () => void): void;
}

export function browserPage(): WebPage {
  return {
    fetch: (input, init) => globalThis.fetch(input, init),
    storage: sessionStorage,
    platform: navigator.platform,
    hash: () => location.hash,
    clearHash: () => history.replaceState(history.state, '', location.pathname + location.search),
    reload: () => location.reload(),
    isVisible: () => document.visibilityState === 'visible',
    onWake(listener) {
      document.addEventListener('visibilitychange', listener);
      window.addEventListener('focus', listener);
      window.addEventListener('online', listener);
    },
    onHashChange: listener => window.addEventListener('hashchange', listener),
  };
}
