import { join } from 'node:path';
import type { App, Session } from 'electron';

/** A saved picture or OPML file always asks where, and never takes a path, a hidden name or control characters from outside (L7). */
export function askWhereToSave(session: Pick<Session, 'on'>, app: Pick<App, 'getPath'>): void {
  session.on('will-download', (_event, item) => {
    item.setSaveDialogOptions({ defaultPath: join(app.getPath('downloads'), safeFileName(item.getFilename())) });
  });
}

/** @returns a bare file name of at most 120 characters that every system takes, never empty */
export function safeFileName(name: string): string {
  const bare = name
    // biome-ignore lint/suspicious/noControlCharactersInRegex: taking them out is the point
    .replace(/[\u0000-\u001f\u007f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '')
    .replace(/[\\/:*?"<>|]/g, '-')
    .replace(/^[.\s-]+|[.\s]+$/g, '')
    .slice(-120);
  const isReserved = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i.test(bare);
  if (bare === '') return 'freshet-file';
  return isReserved ? `freshet-${bare}` : bare;
}
