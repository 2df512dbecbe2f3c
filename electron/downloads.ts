import { join } from 'node:path';
import type { App, Session, WebContents } from 'electron';
import type { HostEvents } from '../worker/protocol/host.ts';
import { pictureAddress } from './app-address.ts';

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
    const name = pictureName(item.getURL()) ?? item.getFilename();
    item.setSaveDialogOptions({ defaultPath: join(app.getPath('downloads'), safeFileName(name, item.getMimeType())) });
    item.once('done', (_done, state) => onSaved(page, { name, outcome: outcomes[state] }));
  });
}

/** Of a picture that the host serves, by the last part of its address on the web; null for anything else. */
function pictureName(served: string): string | null {
  const address = pictureAddress(served);
  const last = address === null ? undefined : URL.parse(address)?.pathname.split('/').at(-1);
  if (last === undefined || last === '') return null;
  try {
    return decodeURIComponent(last);
  } catch {
    return last;
  }
}

/** What a picture may end with: by its bytes it is one, and under another ending a system might run it. */
const pictureEndings: Readonly<Record<string, readonly string[]>> = {
  'image/png': ['png'],
  'image/jpeg': ['jpg', 'jpeg'],
  'image/gif': ['gif'],
  'image/webp': ['webp'],
  'image/avif': ['avif'],
  'image/x-icon': ['ico'],
  'image/bmp': ['bmp'],
};

/** @returns a bare file name of at most 120 characters that every system takes, never empty; a picture's ends as its kind does */
export function safeFileName(name: string, type: string): string {
  const plain = plainFileName(name);
  const endings = pictureEndings[type];
  const ending = plain.slice(plain.lastIndexOf('.') + 1).toLowerCase();
  return endings === undefined || endings.includes(ending) ? plain : `${plain}.${endings[0]}`;
}

function plainFileName(name: string): string {
  const bare = name
    // Controls, and what no one sees: with it a name reads otherwise than it is.
    .replace(/[\p{Cc}\u2028\u2029]|(?![\u200c\u200d])\p{Cf}/gu, '')
    .replace(/[\\/:*?"<>|]/g, '-')
    .replace(/^[.\s-]+|[.\s]+$/g, '')
    .slice(-120);
  const isReserved = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i.test(bare);
  if (bare === '') return 'freshet-file';
  return isReserved ? `freshet-${bare}` : bare;
}
