import { createParsePool } from '../../worker/parse/parse-pool.ts';
import { type HostileDocument, hostileDocuments } from './hostile-documents.ts';

/** What reading one hostile document came to and cost. */
export interface HostileResult {
  readonly name: string;
  readonly outcome: { readonly entries: number; readonly title: string } | { readonly code: string };
  /** Processor time of all threads, and how far the process grew. */
  readonly cpuMs: number;
  readonly grownMb: number;
}

/** The pool gives up by time on the wall, which a busy machine stretches: here it waits, and the processor's time is judged. */
const timeoutMs = 30_000;
const url = 'https://a.example/feed';

async function read(document: HostileDocument): Promise<HostileResult> {
  const made = document.make();
  const bytes = typeof made === 'string' ? new TextEncoder().encode(made) : made;
  const pool = createParsePool({ size: 1, timeoutMs });
  // The thread and its program are there before the document is.
  await pool.parse({ bytes: new TextEncoder().encode('<rss/>'), contentType: null, url });
  const before = process.memoryUsage().rss;
  let highest = before;
  const sampling = setInterval(() => {
    highest = Math.max(highest, process.memoryUsage().rss);
  }, 5);
  const began = process.cpuUsage();
  const outcome = await pool.parse({ bytes, contentType: null, url }).then(
    ({ entries }) => ({ entries: entries.length, title: entries[0]?.title.slice(0, 100) ?? '' }),
    (error: { code?: string }) => ({ code: error.code ?? String(error) }),
  );
  const { user, system } = process.cpuUsage(began);
  highest = Math.max(highest, process.memoryUsage().rss);
  clearInterval(sampling);
  await pool.close();
  return { name: document.name, outcome, cpuMs: (user + system) / 1_000, grownMb: (highest - before) / 2 ** 20 };
}

for (const document of hostileDocuments.filter(({ kind }) => kind === process.argv[2])) process.send?.(await read(document));
process.disconnect?.();
