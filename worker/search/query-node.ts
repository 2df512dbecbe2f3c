import type { Milliseconds } from '../protocol/ids.ts';

/** What a search asks for. `from` and `to` are places in what was typed, for a fault that only the store can see. */
export type QueryNode =
  | { readonly kind: 'and' | 'or'; readonly nodes: readonly QueryNode[] }
  | { readonly kind: 'not'; readonly node: QueryNode }
  | TextNode
  | { readonly kind: 'is'; readonly state: (typeof states)[number] }
  | { readonly kind: 'has'; readonly what: (typeof attachments)[number] }
  /** Half open; null: no bound. */
  | { readonly kind: 'time'; readonly since: Milliseconds | null; readonly before: Milliseconds | null }
  | NameNode
  | { readonly kind: 'url'; readonly part: string };

export interface TextNode {
  readonly kind: 'text';
  readonly field: 'any' | 'title' | 'author';
  readonly text: string;
  /** The last word is only the beginning of one. */
  readonly isPrefix: boolean;
}

export interface NameNode {
  readonly kind: 'feed' | 'folder' | 'label';
  readonly name: string;
  readonly from: number;
  readonly to: number;
}

export const states = ['unread', 'read', 'starred', 'later'] as const;
export const attachments = ['audio', 'video', 'image'] as const;
