import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Session, Sessions } from './sessions.ts';

export interface PictureTickets {
  /** For a while of this session. */
  issue(session: Session): string;
  /** Null: forged, too old, or of a session that is no more. */
  check(ticket: string): Session | null;
}

/** Longer than pages take to ask for a new one (they are given one every `renewTicketMs`). */
const lifeMs = 60 * 60_000;
export const renewTicketMs = 25 * 60_000;

/**
 * An `<img>` cannot send an Authorization header, so the addresses of pictures carry `session.expiry.HMAC`.
 * It opens pictures and icons only: whoever learns one cannot call anything.
 */
export function createPictureTickets(sessions: Sessions, now: () => number): PictureTickets {
  const key = randomBytes(32);
  const sign = (text: string) => createHmac('sha256', key).update(text).digest();

  return {
    issue(session) {
      const text = `${session.id}.${Math.ceil(now() + lifeMs).toString(36)}`;
      return `${text}.${sign(text).toString('base64url')}`;
    },
    check(ticket) {
      const parts = /^([\w-]{12})\.([0-9a-z]{1,12})\.([\w-]{43})$/u.exec(ticket);
      if (parts === null) return null;
      const [, id = '', expiry = '', mac = ''] = parts;
      const given = Buffer.from(mac, 'base64url');
      const due = sign(`${id}.${expiry}`);
      if (given.length !== due.length || !timingSafeEqual(given, due)) return null;
      return Number.parseInt(expiry, 36) > now() ? sessions.byId(id) : null;
    },
  };
}
