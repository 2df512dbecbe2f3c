import type { Outcome } from '../protocol/errors.ts';
import type { HostMethod, HostResult, LinkVerdict } from '../protocol/host.ts';
import { articleFragment } from './article-fragment.ts';
import { judgeLink } from './link-gate.ts';
import { failed, wireError } from './wire-errors.ts';
import type { WorkerHost } from './worker-host.ts';

/** Duties get what a window sent, and read it as input. */
export type HostDuties = {
  readonly [M in HostMethod]: (params: Readonly<Record<string, unknown>>) => Promise<Outcome<HostResult<M>>>;
};

interface HostDutiesNeeds {
  readonly worker: Pick<WorkerHost, 'health' | 'restart'>;
  readonly about: HostResult<'host.about'>;
  /** Opens a normalised address that has passed the gate, or tells the page to do it. */
  readonly openLink: (url: string, inBackground: boolean) => LinkVerdict | Promise<LinkVerdict>;
  /** Where the host has a file manager to show a folder in. */
  readonly showFolder?: (folder: string) => void;
  /** Where the host reaches the clipboard itself. */
  readonly copyText?: (text: string) => void;
  /** Where other programs can hand feeds over. */
  readonly takeHandedOver?: () => string | null;
  /** Where the host has windows to open. */
  readonly openArticle?: (entryId: number, fragment: string) => void;
  readonly setFullScreen?: (isOn: boolean) => void;
  /** Where the system lets a program claim `feed:` links. @param claim null only asks */
  readonly claimFeedLinks?: (claim: boolean | null) => boolean;
  /** Where the system starts programs at a login on their own word; else it answers null. @param wish null only asks */
  readonly setLoginItem?: (wish: boolean | null) => boolean | null;
  readonly readLicences: () => Promise<string | null>;
}

const longestCopy = 1_000_000;

export function createHostDuties(needs: HostDutiesNeeds): HostDuties {
  const { worker, about, openLink, showFolder, copyText, takeHandedOver, claimFeedLinks, openArticle, setFullScreen, setLoginItem } = needs;
  return {
    'host.health': async () => ({ ok: true, result: worker.health() }),
    'host.restartWorker': async () => {
      worker.restart();
      return { ok: true, result: null };
    },
    'host.takeHandedOver': async () => ({ ok: true, result: { address: takeHandedOver?.() ?? null } }),
    'host.feedLinks': async ({ claim }) => {
      if (claim !== null && typeof claim !== 'boolean') {
        return failed(wireError('bad-request', 'To claim feed links or not is true, false or null.', 'host.feedLinks'));
      }
      return { ok: true, result: { isOurs: claimFeedLinks?.(claim) ?? null } };
    },
    'host.loginItem': async ({ wish }) => {
      if (wish !== null && typeof wish !== 'boolean') {
        return failed(wireError('bad-request', 'To start at a login or not is true, false or null.', 'host.loginItem'));
      }
      return { ok: true, result: { opensAtLogin: setLoginItem?.(wish) ?? null } };
    },
    'host.licences': async () => ({ ok: true, result: { text: await needs.readLicences() } }),
    'host.openProfile': async () => {
      showFolder?.(about.profileDir);
      return { ok: true, result: { opened: showFolder !== undefined, folder: about.profileDir } };
    },
    'host.openArticle': async ({ entryId, from }) => {
      if (typeof entryId !== 'number' || !Number.isSafeInteger(entryId) || entryId < 1) {
        return failed(wireError('bad-request', 'An article to open is named by its id.', 'host.openArticle'));
      }
      openArticle?.(entryId, articleFragment(entryId, from));
      return { ok: true, result: { opened: openArticle !== undefined } };
    },
    'host.setFullScreen': async ({ isOn }) => {
      if (typeof isOn !== 'boolean') return failed(wireError('bad-request', 'Full screen is true or false.', 'host.setFullScreen'));
      setFullScreen?.(isOn);
      return { ok: true, result: { done: setFullScreen !== undefined } };
    },
    'host.about': async () => ({ ok: true, result: about }),
    'host.copyText': async ({ text }) => {
      if (typeof text !== 'string' || text.length > longestCopy) {
        return failed(wireError('bad-request', 'A text to copy has at most a million characters.', 'host.copyText'));
      }
      copyText?.(text);
      return { ok: true, result: { copied: copyText !== undefined } };
    },
    'host.openLink': async ({ url, inBackground, confirmed }) => {
      if (typeof url !== 'string' || typeof inBackground !== 'boolean' || typeof confirmed !== 'boolean') {
        return failed(wireError('bad-request', 'A link to open needs url, inBackground and confirmed.', 'host.openLink'));
      }
      const verdict = judgeLink(url);
      if (verdict.kind === 'refused' || (verdict.kind === 'ask' && !confirmed)) return { ok: true, result: verdict };
      return { ok: true, result: await openLink(verdict.url, inBackground) };
    },
  };
}
