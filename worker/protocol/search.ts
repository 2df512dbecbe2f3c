export type SearchFaultCode =
  | 'nothing-typed'
  /** `of`: how many characters, or words, a search has at most. */
  | 'too-long'
  | 'too-many-words'
  | 'no-opening'
  | 'not-closed'
  | 'empty-parentheses'
  | 'nothing-before-or'
  | 'nothing-after-or'
  | 'and-alone'
  | 'nothing-after-minus'
  | 'open-quotation'
  /** `of`: the word before the colon. */
  | 'no-value'
  | 'no-age'
  | 'unknown-part'
  | 'no-state'
  | 'no-attachment'
  | 'no-date'
  | 'only-signs'
  | 'one-letter'
  /** `of`: the name that nothing has. */
  | 'no-feed'
  | 'no-folder'
  | 'no-label';

/** What was not understood in a search, and where it stands in what was typed. */
export interface SearchFault {
  readonly code: SearchFaultCode;
  /** What the code speaks of; may be empty. */
  readonly of: string;
  /** The same in English words. */
  readonly message: string;
  readonly from: number;
  readonly to: number;
}

/** What a list of found entries says beside its rows. */
export interface SearchAnswer {
  /** Nothing was looked for. */
  readonly fault: SearchFault | null;
  /** About how many entries are not in the index yet: they are not found until they are. */
  readonly left: number;
  /** Only the beginning was looked for: `total` is how much of the list is known, and `entries.countAll` finds the rest. */
  readonly isCounting: boolean;
  /** At most so many of the newest are in order of relevance, and the others follow by time; null: all are in order of time. */
  readonly ranked: number | null;
}

/** What was found in an entry: parts of plain texts, as half open ranges of UTF-16 units. */
export interface FoundText {
  readonly title: readonly TextRange[];
  /** The text around what was found; empty where only the title has it. */
  readonly snippet: string;
  readonly marks: readonly TextRange[];
  /** What was found as it is written in title and text, each once: for marking in the open article. */
  readonly words: readonly string[];
}

export type TextRange = readonly [from: number, to: number];
