import type { FeedError } from '../errors.ts';
import { hostOf } from './host-waits.ts';

/** Why the full text of an article could not be had, in words: what happened, what it means, what to do. */
export function fullTextFailure({ code, message, facts }: FeedError, url: string): string {
  const host = hostOf(url);
  switch (code) {
    case 'unauthorized':
      return `${host} wants a login for this page (401). It is probably for subscribers only: open it in your browser.`;
    case 'forbidden':
      return `${host} does not let Freshet open this page (403). It may be for subscribers only, or closed to programs: open it in your browser.`;
    case 'not-found':
    case 'gone':
      return `${host} says there is no such page any more (${code === 'gone' ? 410 : 404}). The feed’s version is all there is.`;
    case 'rate-limited':
      return `${host} was asked for too many pages. Try again later.`;
    case 'http-error':
      if (facts.status === 402) return `${host} wants to be paid for this page (402). Open it in your browser.`;
      return facts.status === undefined
        ? message
        : `${host} answered in a way that Freshet cannot use (${facts.status}). Open the page in your browser.`;
    case 'too-large':
      return 'This page is too large or too tangled to be read safely. Open it in your browser.';
    case 'private-address':
    case 'local-address':
      return 'The address of this article leads to this computer or your own network. Freshet does not go there for a feed from outside.';
    case 'nothing-to-read':
      return `${message} It may need scripts, or be for subscribers only: open it in your browser.`;
    default:
      return message;
  }
}
