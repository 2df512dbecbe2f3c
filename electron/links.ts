import type { LinkVerdict } from '../worker/protocol/host.ts';
import type { ElectronApi } from './electron-api.ts';

/** The one way out of the program, for addresses that the gate let through (L1): never two within half a second (L2). */
export function createLinkOpener(shell: Pick<ElectronApi['shell'], 'openExternal'>, now: () => number) {
  let lastOpenedAt = Number.NEGATIVE_INFINITY;
  return async (url: string, inBackground: boolean): Promise<LinkVerdict> => {
    if (now() - lastOpenedAt < 500) return { kind: 'refused', reason: 'One link at a time.' };
    lastOpenedAt = now();
    try {
      await shell.openExternal(url, { activate: !inBackground });
      return { kind: 'opened' };
    } catch {
      return { kind: 'refused', reason: 'The system has no program that opens this link.' };
    }
  };
}
