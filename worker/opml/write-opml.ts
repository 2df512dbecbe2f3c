import { withoutControls } from '../parse/xml-references.ts';
import type { FolderId, Milliseconds } from '../protocol/ids.ts';
import type { Folder, Subscription } from '../protocol/subscriptions.ts';
import { maskSecrets, withoutLogin } from '../text/mask-secrets.ts';

export interface OpmlToWrite {
  readonly title: string;
  readonly folders: readonly Pick<Folder, 'id' | 'parentId' | 'title' | 'position'>[];
  readonly subscriptions: readonly Pick<Subscription, 'feedUrl' | 'siteUrl' | 'title' | 'folderId' | 'position'>[];
  /** Keys in the query of addresses stay readable; logins never do (O7). */
  readonly withSecrets: boolean;
  readonly now: Milliseconds;
}

type FolderToWrite = OpmlToWrite['folders'][number];

/** A folder whose feeds and folders are still to be written, or the end of one. */
type Step = { readonly folder: FolderToWrite; readonly path: readonly string[] } | 'end';

/** OPML 2.0 with folders nested and in the user's order. */
export function writeOpml({ title, folders, subscriptions, withSecrets, now }: OpmlToWrite): string {
  const known = new Set(folders.map(folder => folder.id));
  const foldersIn = Map.groupBy(folders.toSorted(byPosition), folder => parentOf(folder, known));
  const feedsIn = Map.groupBy(subscriptions.toSorted(byPosition), ({ folderId }) =>
    folderId !== null && known.has(folderId) ? folderId : null,
  );
  const shown = withSecrets ? withoutLogin : maskSecrets;
  const lines: string[] = [];
  const written = new Set<FolderId>();
  let depth = 2;

  function write(line: string): void {
    lines.push('  '.repeat(depth) + line);
  }

  function writeFeeds(folderId: FolderId | null, path: readonly string[]): void {
    for (const { title: name, feedUrl, siteUrl } of feedsIn.get(folderId) ?? []) {
      const addresses = attributeOf('xmlUrl', shown(feedUrl)) + (siteUrl === null ? '' : attributeOf('htmlUrl', shown(siteUrl)));
      write(`<outline type="rss"${attributeOf('text', name)}${attributeOf('title', name)}${addresses}${categoryOf(path)}/>`);
    }
  }

  function writeFolders(roots: readonly FolderToWrite[]): void {
    const stepInto = (inner: readonly FolderToWrite[], path: readonly string[]): Step[] =>
      inner.toReversed().map(folder => ({ folder, path: [...path, folder.title] }));
    const waiting = stepInto(roots, []);
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      if (next === 'end') {
        depth -= 1;
        write('</outline>');
        continue;
      }
      const { folder, path } = next;
      if (written.has(folder.id)) continue;
      written.add(folder.id);
      write(`<outline${attributeOf('text', folder.title)}${attributeOf('title', folder.title)}>`);
      depth += 1;
      writeFeeds(folder.id, path);
      waiting.push('end', ...stepInto(foldersIn.get(folder.id) ?? [], path));
    }
  }

  writeFeeds(null, []);
  writeFolders(foldersIn.get(null) ?? []);
  // Folders in a circle hang on no root; their feeds must not be lost for that.
  writeFolders(folders);

  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<opml version="2.0">',
    '  <head>',
    `    <title>${escaped(title)}</title>`,
    `    <dateCreated>${new Date(now).toUTCString()}</dateCreated>`,
    '  </head>',
    '  <body>',
    ...lines,
    '  </body>',
    '</opml>',
    '',
  ].join('\n');
}

function parentOf(folder: FolderToWrite, known: ReadonlySet<FolderId>): FolderId | null {
  return folder.parentId !== null && known.has(folder.parentId) ? folder.parentId : null;
}

function byPosition(one: { readonly position: number }, other: { readonly position: number }): number {
  return one.position - other.position;
}

/** For programs that know no nesting. A name with one of the format's own marks cannot be told in it. */
function categoryOf(path: readonly string[]): string {
  return path.length === 0 || path.some(title => /[/,]/.test(title)) ? '' : attributeOf('category', `/${path.join('/')}`);
}

function attributeOf(name: string, value: string): string {
  return ` ${name}="${escaped(value)}"`;
}

/** Line ends and tabs as references: in an attribute they would be read as spaces. */
function escaped(text: string): string {
  return withoutControls(text).replace(/[&<>"\t\n\r]/g, character => references[character] ?? `&#${character.charCodeAt(0)};`);
}

const references: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
