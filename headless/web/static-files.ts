import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileType } from '../../worker/host/file-types.ts';

export interface StaticFile {
  readonly type: string;
  readonly bytes: Buffer;
}

/**
 * The files of the built window by their exact paths (`/assets/x.js`; `/` is the page). They are read once: no request ever
 * reaches the disk, so no path can leave the folder, and a new build does not tear a running window.
 */
export function readStaticFiles(dir: string): ReadonlyMap<string, StaticFile> {
  const files = new Map<string, StaticFile>();
  const read = (folder: string, path: string): void => {
    for (const item of readdirSync(folder, { withFileTypes: true })) {
      if (item.isDirectory()) read(join(folder, item.name), `${path}${item.name}/`);
      const type = fileType(item.name);
      if (item.isFile() && type !== null) files.set(`${path}${item.name}`, { type, bytes: readFileSync(join(folder, item.name)) });
    }
  };
  read(dir, '/');
  const page = files.get('/index.html');
  if (page) files.set('/', page);
  return files;
}
