/** Bounds of one request (N4–N6). Times in ms, sizes in bytes. */
export interface FetchLimits {
  /** Looking up the name and opening the connection, TLS included. */
  readonly connectMs: number;
  /** From the request to the end of the headers. */
  readonly headersMs: number;
  /** From the headers to the last byte, however steadily it drips. */
  readonly bodyMs: number;
  /** All hops together. */
  readonly totalMs: number;
  /** Of the body, content codings undone. */
  readonly bodyBytes: number;
  readonly headerBytes: number;
  readonly redirects: number;
  readonly contentCodings: number;
  /** Most that a coded body may grow, once past `ratioFreeBytes`. */
  readonly inflationRatio: number;
  readonly ratioFreeBytes: number;
}

export const defaultLimits: FetchLimits = {
  connectMs: 10_000,
  headersMs: 15_000,
  bodyMs: 60_000,
  totalMs: 120_000,
  bodyBytes: 32 * 1024 * 1024,
  headerBytes: 16 * 1024,
  redirects: 10,
  contentCodings: 2,
  inflationRatio: 200,
  ratioFreeBytes: 1024 * 1024,
};
