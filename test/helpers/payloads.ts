import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * HTML that somebody could put into a feed to do harm. `RUN` in it stands for a script, `CANARY` for a host that nothing may ever
 * ask, `MANY` for something said thousands of times; text that begins with `keep-` is honest and has to stay.
 */
export interface Payload {
  readonly name: string;
  readonly html: string;
  /** Markup that is meant to be read: references are resolved once, so it stays text. */
  readonly shows?: string;
  readonly many?: { readonly text: string; readonly times: number };
}

const folder = join(import.meta.dirname, '../fixtures/payloads');

export function readPayloads(): readonly Payload[] {
  return readdirSync(folder).flatMap(file => JSON.parse(readFileSync(join(folder, file), 'utf8')) as Payload[]);
}

/** `RUN` leaves a mark in every window that it can reach, and calls home. */
export function arm(text: string, canaryHost: string): string {
  const code = `(top.ran=self.ran=parent.ran=1,fetch(&quot;//${canaryHost}/ran&quot;))`;
  return text.replaceAll('RUN', code).replaceAll('CANARY', canaryHost);
}

export function armedHtml({ html, many }: Payload, canaryHost: string): string {
  const armed = arm(html, canaryHost);
  return many === undefined ? armed : armed.replace('MANY', many.text.repeat(many.times));
}
