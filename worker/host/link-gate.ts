import type { LinkQuestion, LinkRefusal, LinkVerdict } from '../protocol/host.ts';
import { isLocalHost } from './local-host.ts';
import { isDeceptiveHost } from './mixed-script.ts';

export type GateVerdict = { readonly kind: 'allowed'; readonly url: string } | Extract<LinkVerdict, { readonly kind: 'ask' | 'refused' }>;

const longestLink = 2_048;
const controls = /[\p{Cc}\u2028\u2029]/u;
const bidiControls = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u;

/** The one gate for links that leave the reader (L1). What may be opened is the normalised string of the verdict, never the given one. */
export function judgeLink(link: string): GateVerdict {
  if (link.length > longestLink) return refused('too-long', 'This link is longer than 2,048 characters.');
  if (controls.test(link) || bidiControls.test(link)) return refused('hidden', 'This link holds hidden characters.');
  const url = URL.parse(link);
  if (url === null) return refused('no-address', 'This is not an address.');
  if (url.href.length > longestLink) return refused('too-long', 'This link is longer than 2,048 characters.');
  switch (url.protocol) {
    case 'http:':
    case 'https:':
      return judgeWeb(url);
    case 'mailto:':
      return judgeMail(url);
    case 'tel:':
      return judgePhone(url);
    default:
      return refused('scheme', `Freshet opens web addresses only, not “${url.protocol}” links.`, url.protocol);
  }
}

function judgeWeb(url: URL): GateVerdict {
  const host = url.host;
  if (url.username !== '' || url.password !== '') {
    return ask(url, 'login', host, `This link carries a name or a password for “${host}”. Open it?`);
  }
  if (isLocalHost(url.hostname)) {
    return ask(url, 'local', host, `This link leads to “${host}”, which is on this computer or network. Open it?`);
  }
  if (isDeceptiveHost(url.hostname)) {
    return ask(url, 'look-alike', host, `The name in this link mixes letters that look alike. In plain letters it is “${host}”. Open it?`);
  }
  return { kind: 'allowed', url: url.href };
}

function judgeMail(url: URL): GateVerdict {
  const recipient = safeDecode(url.pathname);
  // Some mail programs add the file that "attach" names.
  const namesFile = [...url.searchParams.keys()].some(key => /^(?:attach|attachment|body-file)$/iu.test(key.trim()));
  if (recipient === null || !recipient.includes('@') || namesFile) return refused('mail', 'This mail link is not a plain one.');
  if (controls.test(recipient) || bidiControls.test(recipient)) return refused('hidden', 'This link holds hidden characters.');
  return ask(url, 'mail', recipient, `Write a mail to “${recipient}”?`);
}

function judgePhone(url: URL): GateVerdict {
  const number = safeDecode(url.pathname);
  // No * and #: phones run codes that hold them.
  if (number === null || url.hash !== '' || !/^\+?[\d ().-]{2,40}$/u.test(number))
    return refused('telephone', 'This is not a telephone number.');
  return ask(url, 'telephone', number, `Call “${number}”?`);
}

function safeDecode(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}

function ask(url: URL, why: LinkQuestion, of: string, question: string): GateVerdict {
  return { kind: 'ask', url: url.href, question, why, of };
}

function refused(why: LinkRefusal, reason: string, of = ''): GateVerdict {
  return { kind: 'refused', reason, why, of };
}
