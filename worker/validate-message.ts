import * as v from 'valibot';

const id = v.pipe(v.number(), v.safeInteger());

// Pings and acknowledgements are answered in the port; what a start message holds is judged by itself.
const hostMessage = v.variant('kind', [
  v.looseObject({ kind: v.literal('start') }),
  v.object({ kind: v.literal('call'), id, method: v.string(), params: v.unknown() }),
  v.object({ kind: v.literal('cancel'), id }),
  v.object({ kind: v.literal('power'), state: v.picklist(['suspend', 'resume', 'offline', 'online', 'battery', 'mains']) }),
  v.object({ kind: v.literal('answer'), id, answer: v.unknown() }),
  v.object({ kind: v.literal('stop') }),
]);

export type HostMessage = v.InferOutput<typeof hostMessage>;

/** A message of the host, or null when it is none. */
export function readHostMessage(raw: unknown): HostMessage | null {
  const result = v.safeParse(hostMessage, raw);
  return result.success ? result.output : null;
}
