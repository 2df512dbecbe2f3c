import { join } from 'node:path';
import type { App, Session, WebContents } from 'electron';
import type { HostEvents } from '../worker/protocol/host.ts';

const outcomes = { completed: 'saved', cancelled: 'cancelled', interrupted: 'failed' } as const;

/**
 * A saved picture or OPML file always asks where, and never takes a path, a hidden name or control characters from outside (L7).
 * @param onSaved tells the page that has given the file what became of it
 */
export function askWhereToSave(
  session: Pick<Session, 'on'>,
  app: Pick<App, 'getPath'>,
  onSaved: (page: WebContents, saved: HostEvents['host.saved']) => void,
): void {
  session.on('will-download', (_event, item, page) => {
    const name = item.getFilename();
    item.setSaveDialogOptions({ defaultPath: join(app.getPath('downloads'), safeFileName(name)) });
    item.once('done', (_done, state) => onSaved(page, { name, outcome: outcomes[state] }));
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
