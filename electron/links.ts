import { type JudgedLink, judgeLink } from '../worker/host/link-gate.ts';
import type { LinkVerdict } from '../worker/protocol/host.ts';
import type { ElectronApi } from './electron-api.ts';

/** The one way out of the program (L1): judged by the gate, opened by its normalised address, never two within half a second (L2). */
export function createLinkOpener(shell: Pick<ElectronApi['shell'], 'openExternal'>, now: () => number) {
  let lastOpenedAt = Number.NEGATIVE_INFINITY;
  return async (url: string, isConfirmed: boolean, inBackground: boolean): Promise<LinkVerdict> => {
    const judged: JudgedLink = judgeLink(url);
    if (judged.kind === 'refused') return judged;
    if (judged.kind === 'ask' && !isConfirmed) return judged;
    if (now() - lastOpenedAt < 500) return { kind: 'refused', reason: 'One link at a time, please.' };
    lastOpenedAt = now();
    await shell.openExternal(judged.url, { activate: !inBackground });
    return { kind: 'opened' };
  };
}
