import type { Login } from '../protocol/subscriptions.ts';
import type { RequestAccess } from './request.ts';

/** A login for the server of that address, and nothing else. */
export function accessTo({ origin }: URL, login: Login | null): RequestAccess | null {
  return login === null ? null : { origin, login, headers: {}, userAgent: null };
}
