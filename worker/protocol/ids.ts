/** Row ids of the store: positive integers, never reused. */
export type FeedId = number;
export type EntryId = number;
export type FolderId = number;
export type ChangeId = number;
export type LabelId = number;
export type SavedSearchId = number;
/** Milliseconds since 1970-01-01 UTC, an integer. Every field that ends in `At` holds one. */
export type Milliseconds = number;
