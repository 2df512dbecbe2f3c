import type { ReaderEvent } from './host.ts';

/** The wire between the web host and its pages, beside `/call` (`{ method, params }` in, an Outcome out). */

/** Answer of `POST /session` (`{ token }`). The key goes into `Authorization: Bearer`, the ticket into the addresses of pictures. */
export interface WebSession {
  readonly key: string;
  readonly ticket: string;
}

/** One line of `GET /events`. */
export type StreamLine =
  | { readonly event: ReaderEvent }
  /** A fresh ticket, before the old one ends. */
  | { readonly ticket: string }
  /** Sent when nothing else is, so that both sides notice a dead connection. */
  | { readonly beat: true }
  /** Another tab took this place: come back when somebody looks at you. */
  | { readonly parked: true };
