import { withoutControls } from '../parse/xml-references.ts';
import type { Folder, FolderId, Milliseconds, Subscription } from '../protocol/model.ts';

export interface OpmlToWrite {
  readonly title: string;
  readonly folders: readonly Pick<Folder, 'id' | 'parentId' | 'title' | 'position'>[];
  readonly subscriptions: readonly Pick<Subscription, 'feedUrl' | 'siteUrl' | 'title' | 'folderId' | 'position'>[];
  readonly now: Milliseconds;
}

type FolderToWrite = OpmlToWrite['folders'][number];

/** OPML 2.0 with folders nested and in the user's order. Passwords in addresses stay here (O7). */
export function writeOpml({ title, folders, subscriptions, now }: OpmlToWrite): string {
  const known = new Set(folders.map(folder => folder.id));
  const foldersIn = Map.groupBy(folders.toSorted(byPosition), folder => parentOf(folder, known));
  const feedsIn = Map.groupBy(subscriptions.toSorted(byPosition), ({ folderId }) =>
    folderId !== null && known.has(folderId) ? folderId : null,
  );
  const lines: string[] = [];
  const written = new Set<FolderId>();
  let depth = 2;

  function write(line: string): void {
    lines.push('  '.repeat(depth) + line);
  }

  function writeFolders(folders: readonly FolderToWrite[]): void {
    const waiting: (FolderToWrite | 'end')[] = folders.toReversed();
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      if (next === 'end') {
        depth -= 1;
        write('</outline>');
      } else if (!written.has(next.id)) {
        written.add(next.id);
        write(`<outline${attributeOf('text', next.title)}>`);
        depth += 1;
        for (const feed of feedsIn.get(next.id) ?? []) write(feedOutline(feed));
        waiting.push('end', ...(foldersIn.get(next.id) ?? []).toReversed());
      }
    }
  }

  for (const feed of feedsIn.get(null) ?? []) write(feedOutline(feed));
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

function feedOutline({ title, feedUrl, siteUrl }: OpmlToWrite['subscriptions'][number]): string {
  const site = siteUrl === null ? '' : attributeOf('htmlUrl', withoutCredentials(siteUrl));
  return `<outline type="rss"${attributeOf('text', title)}${attributeOf('title', title)}${attributeOf('xmlUrl', withoutCredentials(feedUrl))}${site}/>`;
}

function withoutCredentials(address: string): string {
  const url = URL.parse(address);
  if (url === null || (url.username === '' && url.password === '')) return address;
  url.username = '';
  url.password = '';
  return url.href;
}

function attributeOf(name: string, value: string): string {
  return ` ${name}="${escaped(value)}"`;
}

/** Line ends and tabs as references: in an attribute they would be read as spaces. */
function escaped(text: string): string {
  return withoutControls(text).replace(/[&<>"\t\n\r]/g, character => references[character] ?? `&#${character.charCodeAt(0)};`);
}

const references: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
