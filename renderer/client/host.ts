import { bridge } from './bridge.ts';

/** Same-origin address under which the host serves a picture of that feed. */
export function pictureUrl(feedId: number, url: string): string {
  return bridge().pictureUrl(feedId, url);
}

export function iconUrl(feedId: number, version: number): string {
  return bridge().iconUrl(feedId, version);
}

export function isInBrowserTab(): boolean {
  return bridge().host === 'web';
}

export function isMac(): boolean {
  return bridge().platform === 'mac';
}
