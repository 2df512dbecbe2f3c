/** Some whole lines of a full export, for one message. */
export interface ArchiveLines {
  readonly lines: string;
  readonly firstLine: number;
  /** Of the file, read so far. */
  readonly bytes: number;
}

export class LineTooLong extends Error {
  override readonly name = 'LineTooLong';
  readonly line: number;

  constructor(line: number) {
    super(`line ${line} is too long`);
    this.line = line;
  }
}

const head = '{"kind":"freshet-archive"';
const mostLines = 200;
const mostCharacters = 1_000_000;
/** The worker takes no longer message. */
const longestLine = 32 * 1_024 * 1_024;

/** By its first words. */
export async function isArchive(file: Blob): Promise<boolean> {
  return (await file.slice(0, head.length).text()) === head;
}

/**
 * All lines before the first article together, because feeds and their folders belong into one change; then articles in small pieces.
 * The file is never in memory as a whole. What stands after its last line end was cut off, and is left out. @throws LineTooLong
 */
export async function* archiveLines(file: Blob): AsyncGenerator<ArchiveLines> {
  let lines: string[] = [];
  let firstLine = 1;
  let length = 0;
  let isInArticles = false;
  for await (const { line, bytes } of wholeLines(file)) {
    const isArticle = line.startsWith('{"kind":"article"') || line.startsWith('{"kind":"gone"');
    const isFull = isInArticles && (lines.length >= mostLines || length + line.length > mostCharacters);
    if (lines.length > 0 && ((isArticle && !isInArticles) || isFull)) {
      yield { lines: lines.join('\n'), firstLine, bytes };
      firstLine += lines.length;
      lines = [];
      length = 0;
    }
    isInArticles ||= isArticle;
    lines.push(line);
    length += line.length;
  }
  if (lines.length > 0) yield { lines: lines.join('\n'), firstLine, bytes: file.size };
}

async function* wholeLines(file: Blob): AsyncGenerator<{ readonly line: string; readonly bytes: number }> {
  const reader = file.stream().getReader();
  const decoder = new TextDecoder();
  let rest = '';
  let number = 0;
  let bytes = 0;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      bytes += value.length;
      const lines = (rest + decoder.decode(value, { stream: true })).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) yield { line, bytes };
      number += lines.length;
      if (rest.length > longestLine) throw new LineTooLong(number + 1);
    }
  } finally {
    await reader.cancel();
  }
}
