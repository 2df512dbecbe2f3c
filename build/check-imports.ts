import { createRequire } from 'node:module';
import { join } from 'node:path';
import { cruise, type ICruiseOptions, type ICruiseResult } from 'dependency-cruiser';
import { productFolders, sourceFiles } from './source-files.ts';

const folders = [...productFolders, 'test', 'build'];

export interface ImportFinding {
  readonly rule: string;
  readonly from: string;
  readonly to: string;
}

/**
 * Applies build/dependency-rules.cjs to the tree under `root`.
 * `unread` are source files that the cruiser did not see: with an unsupported compiler it sees none and finds nothing.
 */
export async function checkImports(root: string): Promise<{ findings: ImportFinding[]; read: number; unread: string[] }> {
  const rules = createRequire(import.meta.url)('./dependency-rules.cjs') as { forbidden: unknown[]; options: ICruiseOptions };
  const sources = sourceFiles(root, folders);
  const present = folders.filter(folder => sources.some(file => file.startsWith(`${folder}/`)));
  const options = {
    ...rules.options,
    ruleSet: { forbidden: rules.forbidden },
    validate: true,
    baseDir: root,
    exclude: { path: '/fixtures/' },
  };
  const { output } = await cruise(present, options as ICruiseOptions);
  const result = output as ICruiseResult;
  const read = new Set(result.modules.map(module => module.source));
  return {
    findings: result.summary.violations.map(({ rule, from, to }) => ({ rule: rule.name, from, to })),
    read: sources.filter(file => read.has(file)).length,
    unread: sources.filter(file => !read.has(file)),
  };
}

if (import.meta.main) {
  const { findings, read, unread } = await checkImports(join(import.meta.dirname, '..'));
  for (const finding of findings) console.error(`${finding.rule}: ${finding.from} → ${finding.to}`);
  if (unread.length > 0)
    console.error(`${unread.length} source files were not read, so nothing is known of them:\n  ${unread.join('\n  ')}`);
  console.log(`${read} files read, ${findings.length} forbidden imports`);
  process.exitCode = findings.length === 0 && unread.length === 0 ? 0 : 1;
}
