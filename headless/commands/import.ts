import { createInterface } from 'node:readline/promises';
import type { OpmlPreview, OpmlSkipped } from '../../worker/protocol/opml.ts';
import { importArchive, isArchive } from '../archive-file.ts';
import { exitCodes } from '../command-failure.ts';
import { readOpmlFile, readStandardInput } from '../opml-file.ts';
import { terminalText } from '../terminal-text.ts';
import { asking } from './asking.ts';

const formats = { opml: 'OPML', newsboat: 'a newsboat file', addresses: 'addresses' } as const;

export const importCommand = asking({
  name: 'import',
  usage: 'FILE [--yes | --dry-run]',
  summary: 'Adds the feeds of an OPML file, a newsboat file or a text.',
  options: { yes: { type: 'boolean' }, 'dry-run': { type: 'boolean' } },
  optionHelp: [
    'FILE             A full export of Freshet, OPML, newsboat’s urls file, or any text with addresses in it; - reads the standard input.',
    '--yes            Imports all of it, and asks nothing.',
    '--dry-run        Tells what an import would bring, and imports nothing.',
  ],
  args: [1, 1],
  async run({ args, values, isJson, ask, say, sayJson, warn }) {
    const [file = ''] = args;
    if (file !== '-' && (await isArchive(file))) return importArchive(file, { values, isJson, ask, say, sayJson, warn });
    const text = file === '-' ? await readStandardInput() : readOpmlFile(file);
    const warnSkipped = (skipped: readonly OpmlSkipped[]) => {
      for (const { line, text: words, reason } of skipped) warn(line === 0 ? reason : `Line ${line} skipped: ${reason} ${words}`);
    };

    if (values['yes'] !== true || values['dry-run'] === true) {
      const preview = await ask('opml.preview', { text });
      const isNew = preview.total > preview.alreadySubscribed;
      const mayAsk = file !== '-' && !isJson && process.stdin.isTTY && process.stderr.isTTY;
      if (isJson) sayJson(preview);
      else for (const line of previewWords(preview)) say(line);
      if (!isJson) warnSkipped(preview.skipped);
      if (values['dry-run'] === true || !isNew) return exitCodes.ok;
      if (!mayAsk) {
        warn('Nothing was imported. To import these feeds, add --yes.');
        return exitCodes.unconfirmed;
      }
      if (!(await isWanted(preview.total - preview.alreadySubscribed))) {
        warn('Nothing was imported.');
        return exitCodes.unconfirmed;
      }
    }

    const report = await ask('opml.import', { text, firstUnread: 'recent' });
    if (values['yes'] === true) warnSkipped(report.skipped);
    if (isJson) sayJson(report);
    else
      say(
        `${report.added} added, ${report.alreadySubscribed} already there, ${report.foldersAdded} new folders, ${report.skipped.length} skipped`,
      );
    return exitCodes.ok;
  },
});

function previewWords({ format, title, folders, feeds, total, alreadySubscribed, duplicates }: OpmlPreview): readonly string[] {
  const name = title === '' ? '' : `, “${title}”`;
  const facts = [
    `${total} ${total === 1 ? 'feed' : 'feeds'}`,
    folders.length === 0 ? '' : `${folders.length} ${folders.length === 1 ? 'folder' : 'folders'}`,
    alreadySubscribed === 0 ? '' : `${alreadySubscribed} subscribed already`,
    duplicates === 0 ? '' : `${duplicates} named twice`,
  ];
  const inFolder = Map.groupBy(feeds, feed => feed.folder);
  const count = (folder: number | null) => String(inFolder.get(folder)?.length ?? 0).padStart(6);
  const loose = inFolder.has(null) && folders.length > 0 ? [`${count(null)}  (in no folder)`] : [];
  return [
    `This is ${formats[format]}${name}: ${facts.filter(fact => fact !== '').join(', ')}.`,
    ...folders.map((_, index) => `${count(index)}  ${folderPath(folders, index)}`),
    ...loose,
  ];
}

function folderPath(folders: OpmlPreview['folders'], index: number): string {
  const path: string[] = [];
  for (let at: number | null = index; at !== null; at = folders[at]?.parent ?? null) path.unshift(folders[at]?.title ?? '');
  return path.join(' / ');
}

async function isWanted(count: number): Promise<boolean> {
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return /^y(es)?$/i.test(
      (await terminal.question(terminalText(`Import ${count === 1 ? 'this feed' : `these ${count} feeds`}? [y/N] `))).trim(),
    );
  } finally {
    terminal.close();
  }
}
