import type { Page } from 'playwright-core';
import { expect } from 'vitest';

/** Tab until the keys are at what has this name, or this name and then of what. */
export async function tabTo(page: Page, name: string): Promise<void> {
  for (let tries = 0; tries < 40; tries += 1) {
    const here = await page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent ?? '');
    if (here.trim() === name || here.startsWith(`${name}: `)) return;
    await page.keyboard.press('Tab');
    expect(await whereKeysAre(page)).toBe('seen');
  }
  throw new Error(`Tab does not come to “${name}”`);
}

/** 'seen': on something that can be seen and shows that it has the keys. Else what is wrong. */
export function whereKeysAre(page: Page): Promise<string> {
  return page.evaluate(() => {
    const active = document.activeElement;
    if (!(active instanceof HTMLElement) || active === document.body) return 'nowhere';
    const name = `${active.localName} ${active.getAttribute('aria-label') ?? active.textContent?.slice(0, 40) ?? ''}`;
    const box = active.getBoundingClientRect();
    if (box.width === 0 || box.bottom <= 0 || box.right <= 0 || box.top >= innerHeight || box.left >= innerWidth)
      return `out of sight: ${name}`;
    // A frame shows it inside; a list by the row that it points at; a dialog's title is where reading begins.
    if (active.localName === 'iframe' || active.matches('h1, h2, dialog')) return 'seen';
    const pointedAt = active.getAttribute('aria-activedescendant');
    const shown = pointedAt === null ? active : document.getElementById(pointedAt);
    if (shown === null) return `points at nothing: ${name}`;
    if (pointedAt !== null || active.getAttribute('role') === 'listbox') return 'seen';
    const marked = [active, active.parentElement].some(element => {
      if (element === null) return false;
      const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(element);
      const before = getComputedStyle(element, '::before').backgroundColor;
      return (
        (outlineStyle !== 'none' && outlineWidth !== '0px') ||
        boxShadow !== 'none' ||
        (active.getAttribute('role') === 'separator' && before !== '')
      );
    });
    return marked ? 'seen' : `without a mark: ${name}`;
  });
}
