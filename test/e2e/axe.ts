import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What axe finds of serious and critical faults, each with where. */
export function seriousFaults(page: Page): Promise<string[]> {
  return faults(page, {}, ['serious', 'critical']);
}

/** Also moderate ones: how a screen is divided and headed. */
export function faultsOfScreen(page: Page): Promise<string[]> {
  return faults(page, {}, ['moderate', 'serious', 'critical']);
}

/** The same of colours alone, for another theme of a screen that was looked at. */
export function contrastFaults(page: Page): Promise<string[]> {
  return faults(page, { runOnly: ['color-contrast', 'link-in-text-block'] }, ['serious', 'critical']);
}

async function faults(page: Page, only: object, counted: readonly string[]): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(axe);
  return page.evaluate(
    async ([options, impacts]) => {
      type Result = { readonly id: string; readonly impact: string; readonly nodes: readonly { readonly html: string }[] };
      const { axe: engine } = globalThis as unknown as {
        readonly axe: { run(options: object): Promise<{ violations: readonly Result[] }> };
      };
      const { violations } = await engine.run({
        iframes: false,
        // A menu floats over the page, and is no region of it.
        rules: { region: { enabled: document.querySelector('[role="menu"]') === null } },
        ...options,
      });
      return violations
        .filter(({ impact }) => impacts.includes(impact))
        .flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 160)}`));
    },
    [only, counted] as const,
  );
}
