import type { SearchFault, SearchFaultCode } from '../protocol/search.ts';

/** `$` stands for what the code speaks of. */
const words: Readonly<Record<SearchFaultCode, string>> = {
  'nothing-typed': 'Type what to look for.',
  'too-long': 'A search has at most $ characters. Leave out what comes after.',
  'too-many-words': 'A search has at most $ words. Leave some out.',
  'no-opening': 'This closing parenthesis has no opening one.',
  'not-closed': 'This parenthesis is not closed.',
  'empty-parentheses': 'There is nothing between these parentheses.',
  'nothing-before-or': 'OR stands between two things. Type something before it.',
  'nothing-after-or': 'OR stands between two things. Type what may be found instead.',
  'and-alone': 'AND stands between two things, and may be left out.',
  'nothing-after-minus': 'Type what is not to be found after the minus.',
  'open-quotation': 'This quotation has no end. Close it with ".',
  'no-value': 'Type what $: should be, right after the colon.',
  'no-age': 'This is no age. Write $:7d for seven days; h, d, w, m and y are hours, days, weeks, months and years.',
  'unknown-part': '$: is no part of a search here.',
  'no-state': 'is: can be is:unread, is:read, is:starred or is:later.',
  'no-attachment': 'has: can be has:audio, has:video or has:image.',
  'no-date': 'This is no date. Write date:2026-01-15, date:2026-01, or date:2026-01..2026-03.',
  'only-signs': 'A search needs a letter or a number here: signs alone are not in the index.',
  'one-letter': 'One letter before * would find nearly everything. Write at least two.',
  'no-feed': 'No feed here is called “$”.',
  'no-folder': 'No folder here is called “$”.',
  'no-label': 'No label here is called “$”.',
};

/** A fault with its words; its place is that of what was typed. */
export function searchFault(code: SearchFaultCode, of: string, { from, to }: { readonly from: number; readonly to: number }): SearchFault {
  return { code, of, message: words[code].replace('$', () => of), from, to };
}
