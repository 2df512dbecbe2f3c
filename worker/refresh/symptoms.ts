import type { FailureCode } from '../protocol/failures.ts';
import type { AnswerSeen } from './check-feed.ts';
import type { Symptom } from './network-watch.ts';

/** What in a failure may be the network's own doing; null: nothing. */
export function symptomOf(code: FailureCode, feedHost: string, seen: AnswerSeen | null): Pick<Symptom, 'key' | 'kind'> | null {
  switch (code) {
    case 'dns':
    case 'refused':
    case 'timeout':
    case 'connection-lost':
      return { key: 'unreachable', kind: 'no-network' };
    // A login page stands in the place of every server, and has the certificate of none.
    case 'tls':
      return { key: 'tls', kind: 'login-page' };
    case 'not-a-feed': {
      if (seen === null) return null;
      const { host } = new URL(seen.url);
      return { key: host === feedHost ? `page ${seen.bodyHash}` : `host ${host}`, kind: 'login-page' };
    }
    default:
      return null;
  }
}
