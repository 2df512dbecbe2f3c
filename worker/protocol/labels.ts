import type { LabelId } from './ids.ts';

/** A name that the user gives to articles. */
export interface Label {
  readonly id: LabelId;
  /** Plain text, never empty; no two are the same but for case. */
  readonly name: string;
  readonly color: LabelColor;
  readonly entryCount: number;
  readonly unreadCount: number;
}

/** The window has a light and a dark tone of each. */
export type LabelColor = 'red' | 'orange' | 'yellow' | 'green' | 'teal' | 'blue' | 'purple' | 'grey';

export interface LabelChange {
  readonly name?: string;
  readonly color?: LabelColor;
}

/** One that is there, or one that is made; of a name that is there already, that one. */
export type ChosenLabel = { readonly id: LabelId } | { readonly name: string };
