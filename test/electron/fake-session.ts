import { EventEmitter } from 'node:events';

/** What the system answers to the network stack; a test may change it at any time. */
interface NetworkAnswers {
  readonly proxy: string;
  readonly hosts: Readonly<Record<string, string>>;
}

/** Keeps the handlers that the main process sets, for the test to ask them. */
export function createFakeSession(answers: NetworkAnswers, log: string[]) {
  const session = Object.assign(new EventEmitter(), {
    permissions: {
      request: null as null | ((contents: unknown, permission: string, answer: (granted: boolean) => void) => void),
      check: null as null | (() => boolean),
      device: null as null | (() => boolean),
      display: null as null | ((request: unknown, answer: (streams: unknown) => void) => void),
    },
    /** What the page asks the network for, as Electron's network stack asks about it. */
    beforeRequest: null as
      | null
      | ((details: { url: string; resourceType: string }, answer: (response: { cancel: boolean }) => void) => void),
    webRequest: {
      onBeforeRequest(_filter: unknown, listener: never) {
        session.beforeRequest = listener;
      },
    },
    resolveHost: async (host: string): Promise<{ endpoints: { address: string }[] }> => {
      const address = answers.hosts[host];
      if (address === undefined) throw new Error('net::ERR_NAME_NOT_RESOLVED');
      return { endpoints: [{ address }] };
    },
    resolveProxy: async (url: string) => {
      log.push(`resolveProxy ${url}`);
      return answers.proxy;
    },
    setPermissionRequestHandler(handler: never) {
      this.permissions.request = handler;
    },
    setPermissionCheckHandler(handler: never) {
      this.permissions.check = handler;
    },
    setDevicePermissionHandler(handler: never) {
      this.permissions.device = handler;
    },
    setDisplayMediaRequestHandler(handler: never) {
      this.permissions.display = handler;
    },
  });
  return session;
}
