import type { BrowserWindow } from 'electron';
import type { Relay } from '../worker/host/relay.ts';
import type { LinkVerdict } from '../worker/protocol/host.ts';
import type { ElectronApi } from './electron-api.ts';
import { t } from './words.ts';

const shortestGapMs = 500;

/** The one way out of the program, for addresses that the gate let through (L1): never two within half a second (L2). */
export function createLinkOpener(shell: Pick<ElectronApi['shell'], 'openExternal'>, now: () => number) {
  let lastOpenedAt = Number.NEGATIVE_INFINITY;
  return async (url: string, inBackground: boolean): Promise<LinkVerdict> => {
    if (now() - lastOpenedAt < shortestGapMs) return { kind: 'refused', reason: 'One link at a time.', why: 'too-soon', of: '' };
    lastOpenedAt = now();
    try {
      await shell.openExternal(url, { activate: !inBackground });
      return { kind: 'opened' };
    } catch {
      return { kind: 'refused', reason: 'The system has no program that opens this link.', why: 'no-program', of: '' };
    }
  };
}

/** A link from the context menu: the gate's question and its refusal are shown by the system, as the window knows nothing of them. */
export async function followLink(electron: Pick<ElectronApi, 'dialog'>, relay: Relay, window: BrowserWindow, url: string): Promise<void> {
  const ask = async (confirmed: boolean): Promise<LinkVerdict | null> => {
    const outcome = await relay('host.openLink', { url, inBackground: false, confirmed });
    return outcome.ok ? (outcome.result as LinkVerdict) : null;
  };
  const say = (message: string, buttons: string[]) =>
    electron.dialog.showMessageBox(window, {
      type: 'question',
      message,
      buttons,
      defaultId: 0,
      cancelId: buttons.length - 1,
      noLink: true,
    });

  let verdict = await ask(false);
  if (verdict?.kind === 'ask') {
    const { response } = await say(t(`link.ask.${verdict.why}`, { of: verdict.of }), [t('link.open'), t('link.cancel')]);
    if (response !== 0) return;
    verdict = await ask(true);
  }
  if (verdict === null) await say(t('link.failed'), [t('link.ok')]);
  else if (verdict.kind === 'refused') await say(t(`link.refused.${verdict.why}`, { of: verdict.of }), [t('link.ok')]);
}
