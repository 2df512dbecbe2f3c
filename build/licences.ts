import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

interface PackageFacts {
  readonly name: string;
  readonly version: string;
  readonly license?: string;
}

/** Licence texts of the packages to which the bundled files belong. @param inputs paths relative to `root`, with `/` */
export function licenceText(root: string, inputs: Iterable<string>): string {
  const folders = new Set([...inputs].flatMap(input => /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(input)?.[0] ?? []));
  const sections = [...folders].sort().map(folder => section(join(root, folder)));
  return `Freshet contains these packages.\n\n${[...new Set(sections)].join('\n')}`;
}

function section(folder: string): string {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as PackageFacts;
  const file = existsSync(folder) ? readdirSync(folder).find(entry => /^(licen[cs]e|copying)/i.test(entry)) : undefined;
  const text = file === undefined ? 'Its package holds no licence text.' : readFileSync(join(folder, file), 'utf8').trim();
  return `==== ${name} ${version} (${license ?? 'see text'}) ====\n\n${text}\n`;
}
