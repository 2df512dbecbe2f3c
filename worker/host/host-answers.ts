import type { HostQuestion, StartMessage } from '../protocol/messages.ts';
import type { HostLog } from './host-log.ts';

/** What a host may have of the system for its worker. What is left out, it cannot. */
export interface HostKeys {
  readonly canSeal?: () => Promise<boolean>;
  /** Null: the system refused. */
  readonly seal?: (text: string) => Promise<Uint8Array | null>;
  readonly unseal?: (sealed: Uint8Array) => Promise<string | null>;
  /** As a PAC file says it. */
  readonly resolveProxy?: (url: string) => Promise<string | null>;
}

export interface HostAnswers {
  /** Never rejects; null: this host cannot. */
  answer(question: HostQuestion): Promise<unknown>;
  /** What the next worker of this run must know. */
  startFields(): Pick<StartMessage, 'runSecrets'>;
}

/** Answers the worker's questions. Nothing of what is asked or answered is ever logged. */
export function createHostAnswers({ keys, log }: { readonly keys: HostKeys; readonly log: Pick<HostLog, 'add'> }): HostAnswers {
  const remembered = new Map<string, string>();

  async function answerOf(question: HostQuestion): Promise<unknown> {
    switch (question.kind) {
      case 'can-seal':
        return (await keys.canSeal?.()) ?? false;
      case 'seal':
        return (await keys.seal?.(question.text)) ?? null;
      case 'unseal':
        return (await keys.unseal?.(question.sealed)) ?? null;
      case 'resolve-proxy':
        return (await keys.resolveProxy?.(question.url)) ?? null;
      case 'remember':
        if (question.text === null) remembered.delete(question.key);
        else remembered.set(question.key, question.text);
        return true;
      default:
        return null;
    }
  }

  return {
    async answer(question) {
      try {
        return await answerOf(question);
      } catch {
        // What the system throws may quote what it was given.
        log.add('warn', `the system refused (${question.kind})`);
        return null;
      }
    },
    startFields: () => (remembered.size === 0 ? {} : { runSecrets: Object.fromEntries(remembered) }),
  };
}
