import { describe, expect, test } from 'vitest';
import { appSuite, faultsIn } from '../../helpers/app-suite.ts';
import { type AppWindow, ok, workerStatus } from '../../helpers/app-window.ts';
import { sampleSettings } from '../../helpers/article-window.ts';

const openApp = appSuite();
let app: AppWindow;

describe('settings', () => {
  test('work at once', async () => {
    app = await openApp();
    const { page } = app;
    await app.answer(
      'settings.set',
      ok({ ...sampleSettings, theme: 'dark' }),
      ok({ ...sampleSettings, theme: 'dark', showPictures: false }),
    );
    await page.keyboard.press('Control+,');
    await page.getByRole('button', { name: 'Appearance' }).click();
    await page.getByRole('radio', { name: 'Dark' }).check({ force: true });
    await expect.poll(() => page.evaluate(() => document.documentElement.dataset['theme'])).toBe('dark');
    await page.getByRole('button', { name: 'Privacy' }).click();
    await page.getByRole('switch', { name: 'Show pictures' }).click();
    await expect.poll(() => page.getByRole('switch', { name: 'Show pictures' }).getAttribute('aria-checked')).toBe('false');
    expect(await app.asked('settings.set')).toEqual([{ change: { theme: 'dark' } }, { change: { showPictures: false } }]);
  });

  test('can be read and used by everyone in every section, also on a narrow page', async () => {
    app = await openApp({ width: 400, host: 'electron' });
    await app.page.keyboard.press('Control+,');
    for (const section of ['General', 'Appearance', 'Reading', 'Refresh', 'Network', 'Notifications', 'Privacy', 'About']) {
      await app.page.getByRole('combobox', { name: 'Section', exact: true }).selectOption(section);
      await app.page.getByRole('dialog').getByRole('heading', { name: section, exact: true }).waitFor();
      expect([section, ...(await faultsIn(app.page, 'dialog'))]).toEqual([section]);
      expect(
        await app.page.evaluate(() => document.querySelector('dialog')?.scrollWidth === document.querySelector('dialog')?.clientWidth),
      ).toBe(true);
    }
  });

  test('are chosen from one list of sections on a narrow page, by keys too, and looked for in all of them', async () => {
    app = await openApp({ width: 400 });
    const { page } = app;
    await page.keyboard.press('Control+,');
    const dialog = page.getByRole('dialog');
    const section = dialog.getByRole('combobox', { name: 'Section', exact: true });
    const find = dialog.getByRole('searchbox', { name: 'Find a setting' });
    await section.waitFor();
    expect(await dialog.getByRole('navigation').count()).toBe(0);
    const [of, beside] = [await section.boundingBox(), await find.boundingBox()];
    expect(beside?.y).toBe(of?.y);
    expect(beside?.height).toBe(of?.height);
    await section.focus();
    await page.keyboard.type('Pri');
    await dialog.getByRole('heading', { name: 'Privacy' }).waitFor();
    await section.and(page.locator(':focus')).waitFor();
    await find.fill('dark mode');
    await dialog.getByRole('heading', { name: 'Appearance' }).waitFor();
    expect(await section.evaluate((list: HTMLSelectElement) => list.selectedOptions[0]?.text)).toBe('All sections');
    await section.selectOption('Privacy');
    await dialog.getByRole('heading', { name: 'Privacy' }).waitFor();
    expect(await find.inputValue()).toBe('');
    // At 200 %, the narrowest window has half as many pixels.
    await page.setViewportSize({ width: 200, height: 400 });
    await dialog.getByRole('switch', { name: 'Show pictures' }).click();
    expect(await page.evaluate(() => document.querySelector('dialog')?.scrollWidth === document.querySelector('dialog')?.clientWidth)).toBe(
      true,
    );
  });

  test('offer what the close button does only where there is a tray', async () => {
    app = await openApp({ host: 'electron' });
    await app.page.keyboard.press('Control+,');
    await app.answer('settings.set', ok({ ...sampleSettings, closeButton: 'tray' }));
    await app.page.getByRole('combobox', { name: 'Closing the window' }).selectOption('tray');
    await expect.poll(() => app.asked('settings.set')).toEqual([{ change: { closeButton: 'tray' } }]);
    const login = app.page.getByRole('switch', { name: 'Start at login' });
    await app.answer('host.loginItem', ok({ opensAtLogin: true }), ok({ opensAtLogin: false }), ok({ opensAtLogin: true }));
    await login.click();
    await login.and(app.page.locator('[aria-checked=true]')).waitFor();
    await app.page.getByRole('button', { name: 'Reset this section' }).click();
    await login.and(app.page.locator('[aria-checked=false]')).waitFor();
    await app.page.getByRole('button', { name: 'Undo' }).click();
    await login.and(app.page.locator('[aria-checked=true]')).waitFor();
    expect(await app.asked('host.loginItem')).toEqual([{ wish: null }, { wish: null }, { wish: true }, { wish: false }, { wish: true }]);
    await app.close();
    app = await openApp({ host: 'web' });
    await app.page.keyboard.press('Control+,');
    await app.page.getByText('Import feeds').waitFor();
    expect(await app.page.getByRole('combobox', { name: 'Closing the window' }).count()).toBe(0);
    expect(await app.page.getByRole('switch', { name: 'Start at login' }).count()).toBe(0);
  });

  test('are found over all sections by their words and by others, and lead to their rows', async () => {
    app = await openApp({ host: 'electron' });
    const { page } = app;
    await page.keyboard.press('Control+,');
    const field = page.getByRole('searchbox', { name: 'Find a setting' });
    await field.waitFor();
    await page.keyboard.press('/');
    await page.keyboard.type('autostart');
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('heading', { name: 'General' }).waitFor();
    const login = dialog.getByRole('switch', { name: 'Start at login' });
    await app.answer('host.loginItem', ok({ opensAtLogin: true }));
    await login.click();
    await expect.poll(() => login.getAttribute('aria-checked')).toBe('true');
    expect(await dialog.locator('[data-setting]').count()).toBe(1);
    await page.keyboard.press('Control+f');
    await page.keyboard.type('dark mode');
    await dialog.getByRole('heading', { name: 'Appearance' }).waitFor();
    expect(await faultsIn(page, 'dialog')).toEqual([]);
    await page.keyboard.press('Enter');
    await dialog.getByRole('button', { name: 'Appearance' }).and(dialog.locator('[aria-current=page]')).waitFor();
    await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('value'))).toBe('system');
    await page.keyboard.press('Control+f');
    await page.keyboard.type('flux capacitor');
    await dialog.getByText('No setting fits “flux capacitor”.').waitFor();
    await page.keyboard.press('Escape');
    expect(await field.inputValue()).toBe('');
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    await page.keyboard.press('Control+k');
    await page.keyboard.type('proxy');
    await page.getByRole('option', { name: 'Settings: Proxy' }).click();
    await dialog.getByRole('radio', { name: 'System' }).and(page.locator(':focus')).waitFor();
  });

  test('are set back one by one and a section at a time, which can be taken back', async () => {
    const changed = { ...sampleSettings, theme: 'system', listDensity: 'compact', feedOrder: 'title' } as const;
    app = await openApp({ answers: { 'settings.get': changed } });
    const { page } = app;
    await page.keyboard.press('Control+,');
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Appearance' }).click();
    expect(await dialog.getByRole('button', { name: 'Reset: Theme' }).isVisible()).toBe(false);
    await app.answer(
      'settings.set',
      ok({ ...changed, feedOrder: 'hand' }),
      ok({ ...changed, feedOrder: 'hand', listDensity: 'comfortable' }),
      ok(changed),
    );
    await dialog.getByRole('button', { name: 'Reset: Order of feeds' }).click();
    await expect.poll(() => dialog.getByRole('combobox', { name: 'Order of feeds' }).inputValue()).toBe('hand');
    await dialog.getByRole('button', { name: 'Reset this section' }).click();
    await expect.poll(() => dialog.getByRole('radio', { name: 'Comfortable' }).isChecked()).toBe(true);
    await dialog.getByRole('button', { name: 'Undo' }).click();
    await expect.poll(() => dialog.getByRole('radio', { name: 'Compact' }).isChecked()).toBe(true);
    expect(await app.asked('settings.set')).toEqual([
      { change: { feedOrder: 'hand' } },
      { change: { listDensity: 'comfortable' } },
      { change: { listDensity: 'compact' } },
    ]);
  });

  test('tell how the background worker is, as long as they are open', async () => {
    app = await openApp();
    const { page } = app;
    const stopped = { ...workerStatus, ticks: 200, timerStoppedBecause: 'The disk is full.' };
    await app.answer('worker.status', ok(workerStatus), ok(stopped));
    await app.answer('worker.resumeTimer', ok(null));
    await page.clock.install();
    await page.keyboard.press('Control+,');
    await page.getByRole('button', { name: 'About' }).click();
    await page.clock.runFor(2_000);
    await page.getByText('Stopped: The disk is full.').waitFor();
    expect(await page.getByRole('dialog').innerText()).toMatch(/freshet-worker, 4711[\s\S]*200/);
    await page.getByRole('dialog').getByRole('button', { name: 'Try again' }).click();
    expect(await app.asked('worker.resumeTimer')).toHaveLength(1);
    await page.keyboard.press('Escape');
    const asked = (await app.asked('worker.status')).length;
    await page.clock.runFor(10_000);
    expect((await app.asked('worker.status')).length).toBe(asked);
  });
});
