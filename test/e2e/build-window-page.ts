import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import { build } from 'vite';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** Folder of the built page of test/helpers/window-page. */
    windowPage: string;
  }
}

/** Builds parts of the real window around a scripted bridge, once for all files of a run. @returns what removes it */
export async function setup(project: TestProject): Promise<() => void> {
  const folder = mkdtempSync(join(tmpdir(), 'freshet-window-page-'));
  await build({
    configFile: false,
    root: join(import.meta.dirname, '../helpers/window-page'),
    base: './',
    logLevel: 'warn',
    plugins: [react()],
    build: {
      outDir: folder,
      emptyOutDir: true,
      chunkSizeWarningLimit: 4_000,
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      target: 'es2024',
    },
  });
  project.provide('windowPage', folder);
  return () => rmSync(folder, { recursive: true, force: true });
}
