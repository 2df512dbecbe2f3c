/** One feed of an OPML file. */
export interface OutlineToImport {
  /** Absolute http(s) address. */
  readonly feedUrl: string;
  readonly title: string | null;
  readonly siteUrl: string | null;
  /** Folder titles from the root, at most eight; empty at top level. */
  readonly path: readonly string[];
}
