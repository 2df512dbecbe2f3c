import type { FrameLocator, Locator, Page } from 'playwright-core';
import { expect } from 'vitest';

/** What a user finds in the window, by role and name. */

export function tree(page: Page): Locator {
  return page.getByRole('tree', { name: 'Views and feeds' });
}

/** A view, folder or feed in the sidebar. */
export function treeRow(page: Page, name: string): Locator {
  return tree(page)
    .getByRole('treeitem')
    .filter({ has: page.getByText(name, { exact: true }) });
}

export function list(page: Page): Locator {
  return page.getByRole('listbox', { name: 'Articles' });
}

/** Rows of the list that are drawn, from top to bottom. */
export function rows(page: Page): Locator {
  return list(page).getByRole('option');
}

export function row(page: Page, title: string): Locator {
  return rows(page).filter({ has: page.getByRole('heading', { name: title, exact: true }) });
}

/** Titles of the rows that are drawn. */
export function titles(page: Page): Promise<string[]> {
  return rows(page).getByRole('heading').allInnerTexts();
}

/** The page of the open article. */
export function article(page: Page): FrameLocator {
  return page.frameLocator('iframe[title="Article"]');
}

export function articleTitle(page: Page): Locator {
  return article(page).getByRole('heading', { level: 1 });
}

/** What just happened, at the foot of the list. */
export function notice(page: Page, text: string | RegExp): Locator {
  return page.getByRole('status').or(page.getByRole('alert')).filter({ hasText: text });
}

/** Opens an article by a click and waits for its page. */
export async function read(page: Page, title: string): Promise<void> {
  await row(page, title).click();
  await articleTitle(page).filter({ hasText: title }).waitFor();
}

/** Clicks a text of the open article by the mouse alone: what else the test driver does for a click needs scripts inside the frame. */
export async function pointAt(page: Page, text: string, clickCount = 1): Promise<void> {
  const box = await article(page).getByText(text).boundingBox();
  if (box === null) throw new Error(`“${text}” is not in sight`);
  await page.mouse.click(box.x + 12, box.y + 12, { clickCount });
}

/** Polls until `value` gives what is expected; for what no single element tells. */
export function eventually<T>(value: () => T | Promise<T>) {
  return expect.poll(value, { timeout: 15_000, interval: 50 });
}
