import type { Outcome } from '../worker/protocol/errors.ts';
import type { ReaderEvent } from '../worker/protocol/host.ts';

/**
 * `window.reader`: all that the window can reach outside itself. The preload script implements it in Electron,
 * `renderer/client/web-bridge.ts` in a browser tab. Types only.
 */
export interface ReaderBridge {
  readonly host: 'electron' | 'web';
  readonly platform: 'mac' | 'windows' | 'linux';
  /** A method of the worker (`Methods`) or of the host (`HostMethods`). Never rejects: failures travel as values, because Electron strips thrown errors to a message. */
  request(method: string, params: unknown): Promise<Outcome>;
  /** Returns the function that ends the subscription. */
  onEvent(listener: (event: ReaderEvent) => void): () => void;
  /** Same-origin address under which the host serves a picture of that feed. */
  pictureUrl(feedId: number, url: string): string;
  iconUrl(feedId: number, version: number): string;
}
