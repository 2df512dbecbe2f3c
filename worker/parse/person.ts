import { decodeHTMLStrict } from 'entities/decode';
import { collapsed } from '../text/html-to-text.ts';

/** So many are read; what their names need beyond is cut anyway. */
export const maxPeople = 50;

const mailAddress = /[^\s@()<>"',;:]{1,64}@[^\s@()<>"',;]{1,200}/;

/** The name in what RSS calls an author: "mail (name)", "name (mail)", "name <mail>", a name, or a mail address alone. */
export function personName(text: string): string {
  const plain = collapsed(nameText(text.slice(0, 2_000).replace(/<\s?(?:mailto:)?([^<>\s]+@[^<>\s]+)>/i, '($1)')));
  const mail = mailAddress.exec(plain);
  if (mail === null) return plain;
  const rest = collapsed(
    `${plain.slice(0, mail.index)} ${plain.slice(mail.index + mail[0].length)}`.replace(/mailto:/i, ' ').replace(/\(\s*\)/g, ' '),
  );
  const name = /^\((.*)\)$/.exec(rest)?.[1] ?? rest;
  const clean = collapsed(name.replace(/^["',;:\s-]+|["',;:\s-]+$/g, ''));
  return clean === '' ? mail[0] : clean;
}

/** A name or category: text, but apostrophes and accents are often escaped twice. What holds markup is about markup. */
export function nameText(text: string): string {
  return collapsed(/<|&lt;/.test(text) ? text : decodeHTMLStrict(text));
}

/** Several people as one line, each once. */
export function peopleLine(names: readonly string[]): string {
  return [...new Set(names.map(collapsed).filter(name => name !== ''))].join(', ');
}
