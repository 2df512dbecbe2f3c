import type { Outcome } from '../../worker/protocol/errors.ts';
import { bridge } from './bridge.ts';

/** What every window asks first, without parameters. */
const first = ['window.notes', 'settings.get', 'subscriptions.list'] as const;

const answers = new Map<string, Promise<Outcome>>();

/** Asks what the window will ask first, while its program is still being read. */
export function askAhead(): void {
  for (const method of first) answers.set(method, bridge().request(method, {}));
}

/** The answer that is on its way, once; a second question is a new one. */
export function takeAnswerAhead(method: string): Promise<Outcome> | undefined {
  const answer = answers.get(method);
  answers.delete(method);
  return answer;
}

/** Something has changed since: all is asked anew. */
export function dropAnswersAhead(): void {
  answers.clear();
}
