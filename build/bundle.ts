import { cpSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import { type BuildOptions, build as buildWithEsbuild } from 'esbuild';
import { build as buildWithVite, normalizePath, type Plugin } from 'vite';
import { licenceText } from './licences.ts';
import { sourceHash, stampFile } from './source-hash.mjs';

interface Entry {
  readonly from: string;
  readonly to: string;
  readonly format: 'esm' | 'cjs';
}

/** Worker threads are loaded from beside `worker/main.js`; a sandboxed preload script must be CommonJS. */
const entries: readonly Entry[] = [
  { from: 'electron/main.ts', to: 'main/main.js', format: 'esm' },
  { from: 'electron/preload.ts', to: 'preload/preload.cjs', format: 'cjs' },
  { from: 'worker/main.ts', to: 'worker/main.js', format: 'esm' },
  { from: 'worker/parse/parse-thread.ts', to: 'worker/parse-thread.js', format: 'esm' },
  { from: 'worker/extract/extract-thread.ts', to: 'worker/extract-thread.js', format: 'esm' },
  { from: 'worker/backup/backup-thread.ts', to: 'worker/backup-thread.js', format: 'esm' },
  { from: 'worker/opml/list-thread.ts', to: 'worker/list-thread.js', format: 'esm' },
  { from: 'worker/store/writer-thread.ts', to: 'worker/writer-thread.js', format: 'esm' },
  { from: 'worker/store/search-thread.ts', to: 'worker/search-thread.js', format: 'esm' },
  { from: 'headless/command-line.ts', to: 'headless/command-line.js', format: 'esm' },
];

/** CommonJS packages inside an ESM bundle still call `require` for Node's own modules. */
const requireInEsm =
  "import { createRequire as createRequireForBundle } from 'node:module';\nconst require = createRequireForBundle(import.meta.url);";

/** Everything is bundled: the packaged program carries no node_modules. Names are kept readable for crash logs. */
function nodeOptions(root: string, outDir: string, { from, to, format }: Entry): BuildOptions {
  return {
    entryPoints: [join(root, from)],
    outfile: join(outDir, to),
    absWorkingDir: root,
    metafile: true,
    bundle: true,
    platform: 'node',
    target: 'node24',
    format,
    external: ['electron'],
    legalComments: 'inline',
    logLevel: 'warning',
    ...(format === 'esm' ? { banner: { js: requireInEsm } } : {}),
  };
}

/** All but the window. */
export function bundleNode(root: string, outDir: string) {
  return Promise.all(entries.map(entry => buildWithEsbuild(nodeOptions(root, outDir, entry))));
}

/**
 * Builds all processes of Freshet into `outDir`.
 * @throws when a source cannot be built; `outDir` is then incomplete
 */
export async function bundle(root: string, outDir: string): Promise<void> {
  // Both are waited for also when one fails: the folder goes, and nothing may still be writing into it.
  const [node, renderer] = await Promise.allSettled([bundleNode(root, outDir), bundleRenderer(root, join(outDir, 'renderer'))]);
  if (node.status === 'rejected') throw node.reason;
  if (renderer.status === 'rejected') throw renderer.reason;
  const inputs = node.value.flatMap(result => Object.keys(result.metafile?.inputs ?? {}));
  mkdirSync(join(outDir, 'main'), { recursive: true });
  writeFileSync(join(outDir, 'main/licences.txt'), licenceText(root, inputs));
  cpSync(join(root, 'build/icons/tray'), join(outDir, 'main/icons'), { recursive: true });
}

/** One page for both hosts: relative addresses work under app:// and http://; nothing is inlined, as the page's policy allows only files. */
async function bundleRenderer(root: string, outDir: string): Promise<void> {
  await buildWithVite({
    configFile: false,
    root: join(root, 'renderer'),
    base: './',
    logLevel: 'warn',
    plugins: [react(), firstFrameFirst()],
    build: {
      outDir,
      emptyOutDir: true,
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      target: 'es2024',
      // The oldest that know light-dark(), which the style sheets need. For older ones :dir() would be replaced by a list of languages.
      cssTarget: ['chrome123', 'firefox120', 'safari17.5'],
      reportCompressedSize: false,
      // The page comes from this computer.
      chunkSizeWarningLimit: 2000,
      license: { fileName: 'licences.md' },
      rolldownOptions: {
        output: {
          codeSplitting: { groups: [{ debugName: 'reader-window', name: windowInOnePiece(root), includeDependenciesRecursively: false }] },
        },
      },
    },
  });
}

interface ModuleGraph {
  getModuleInfo(id: string): { readonly importedIds: readonly string[] } | null;
}

/**
 * What the window needs at once is one file, though dialogs share parts of it: each of forty small ones waits for others at the same
 * host, and the page's first questions wait behind them.
 */
function windowInOnePiece(root: string): (id: string, graph: ModuleGraph) => string | null {
  let parts: ReadonlySet<string> | null = null;
  return (id, graph) => {
    parts ??= partsOfWindow(root, graph);
    return parts.has(id) ? 'reader-window' : null;
  };
}

function partsOfWindow(root: string, graph: ModuleGraph): ReadonlySet<string> {
  const of = (module: string): ReadonlySet<string> => partsOf(normalizePath(join(root, 'renderer', module)), graph);
  const entry = of('main.ts');
  return new Set([...of('reader-window.tsx')].filter(part => !entry.has(part)));
}

/** A module and all that it imports, but for what it imports later. */
function partsOf(module: string, graph: ModuleGraph): ReadonlySet<string> {
  const parts = new Set([module]);
  // A set grows while it is walked.
  for (const part of parts) for (const next of graph.getModuleInfo(part)?.importedIds ?? []) parts.add(next);
  return parts;
}

/**
 * The page's small entry runs before anything is drawn. What the window itself is made of is fetched beside it, and is not compiled
 * before the first frame stands: `preload`, as `modulepreload` would compile it at once.
 */
function firstFrameFirst(): Plugin {
  return {
    name: 'first-frame-first',
    transformIndexHtml: {
      order: 'post',
      handler(html, { bundle = {} }) {
        const chunks = Object.values(bundle).filter(file => file.type === 'chunk');
        const entry = chunks.find(chunk => chunk.isEntry);
        const reader = chunks.find(chunk => chunk.moduleIds.some(id => id.endsWith('/reader-window.tsx')));
        if (entry === undefined || reader === undefined) throw new Error('The window has no entry, or no part to read after it.');
        const files = new Set([reader.fileName]);
        // A set grows while it is walked.
        for (const name of files) for (const part of chunks.find(chunk => chunk.fileName === name)?.imports ?? []) files.add(part);
        const isInPage = (name: string): boolean => html.includes(`"./${name}"`);
        const styles = [...files].flatMap(name => [...(chunks.find(chunk => chunk.fileName === name)?.viteMetadata?.importedCss ?? [])]);
        const link = (name: string, as: string) => ({
          tag: 'link',
          attrs: { rel: 'preload', as, crossorigin: true, href: `./${name}` },
          injectTo: 'head' as const,
        });
        return {
          html: html.replace('<script type="module"', '<script type="module" blocking="render"'),
          tags: [
            ...[...files].filter(name => !isInPage(name)).map(name => link(name, 'script')),
            ...[...new Set(styles)].filter(name => !isInPage(name)).map(name => link(name, 'style')),
          ],
        };
      },
    },
  };
}

/** Builds beside dist/ and swaps: a build that fails or is broken off leaves the last good one. */
export async function buildDist(root: string): Promise<void> {
  const sources = sourceHash(root);
  const next = join(root, '.cache', 'dist-next');
  const dist = join(root, 'dist');
  rmSync(next, { recursive: true, force: true });
  mkdirSync(next, { recursive: true });
  try {
    await bundle(root, next);
    writeFileSync(join(next, stampFile), JSON.stringify({ sources }));
    rmSync(dist, { recursive: true, force: true });
    renameSync(next, dist);
  } finally {
    rmSync(next, { recursive: true, force: true });
  }
}

if (import.meta.main) {
  const startedAt = performance.now();
  try {
    await buildDist(join(import.meta.dirname, '..'));
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  }
  console.error(`Built in ${((performance.now() - startedAt) / 1000).toFixed(1)} s`);
}
