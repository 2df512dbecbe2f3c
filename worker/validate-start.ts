import { isAbsolute } from 'node:path';
import * as v from 'valibot';
import { readAddress } from './discover/address.ts';
import { FeedError } from './errors.ts';
import type { ProtocolVersion, StartMessage } from './protocol/messages.ts';
import { validate } from './validate.ts';

export const protocolVersion: ProtocolVersion = 1;

const address = v.pipe(v.string(), v.maxLength(8_192), v.check(isWebAddress, 'must be an http or https address'));

const startSchema = v.strictObject({
  kind: v.literal('start'),
  protocol: v.number(),
  profileDir: v.pipe(v.string(), v.maxLength(4_096), v.check(isPath, 'must be an absolute path')),
  addresses: v.pipe(v.array(address), v.maxLength(10_000)),
  intervalMs: v.nullable(v.pipe(v.number(), v.safeInteger(), v.minValue(10), v.maxValue(24 * 60 * 60_000))),
  liftLimitsForLoopback: v.boolean(),
  allowsLoopbackFeeds: v.exactOptional(v.boolean()),
  runSecrets: v.exactOptional(v.record(v.pipe(v.string(), v.maxLength(100)), v.pipe(v.string(), v.maxLength(8_192)))),
  restarts: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
  suspects: v.optional(v.pipe(v.array(v.pipe(v.number(), v.safeInteger(), v.minValue(0))), v.maxLength(100)), []),
  parentPid: v.pipe(v.number(), v.safeInteger(), v.minValue(1)),
  version: v.pipe(v.string(), v.regex(/^[\w.+-]{1,64}$/)),
  mode: v.picklist(['reader', 'batch']),
});

/** @throws FeedError 'protocol-mismatch', or 'bad-request' with the field's name. */
export function validateStart(message: unknown): StartMessage {
  const protocol = typeof message === 'object' && message !== null ? Reflect.get(message, 'protocol') : undefined;
  // Another protocol may have other fields: this is said before any of them is judged.
  if (typeof protocol === 'number' && protocol !== protocolVersion) {
    throw new FeedError('protocol-mismatch', 'Two parts of Freshet are of different versions. Quit it whole and start it again.', {
      detail: `the host speaks protocol ${protocol}, the worker ${protocolVersion}`,
    });
  }
  return checkInterval(validate(startSchema, message, 'start message'));
}

const shortestIntervalMs = 60 * 60_000;

/** P4: only loopback feeds whose limits are lifted may be asked more often than every 60 minutes. */
function checkInterval(start: StartMessage): StartMessage {
  if (start.intervalMs === null || start.intervalMs >= shortestIntervalMs || start.liftLimitsForLoopback) return start;
  throw new FeedError('bad-request', 'Freshet asks feeds at most once in 60 minutes (start message: intervalMs).', {
    detail: `intervalMs ${start.intervalMs} without liftLimitsForLoopback`,
    field: 'intervalMs',
  });
}

function isWebAddress(text: string): boolean {
  try {
    return /^https?:/i.test(text) && readAddress(text).hostname !== '';
  } catch {
    return false;
  }
}

function isPath(path: string): boolean {
  return isAbsolute(path) && !path.includes('\0');
}
