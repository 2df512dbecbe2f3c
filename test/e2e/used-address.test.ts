import { expect, it } from 'vitest';
import { freshAddress, newProfile, startReader } from './reader.ts';

it('a used address shows a page that says what to do, and the tab that used it reads on', async () => {
  const profile = newProfile();
  const reader = await startReader({ profileDir: profile.dir });
  try {
    const { page } = await reader.openWindow();
    const address = await freshAddress(profile.dir);
    const [first, second] = [await page.context().newPage(), await page.context().newPage()];
    await first.goto(address);
    await first.getByRole('textbox', { name: 'Address of a site or a feed' }).waitFor();
    await second.goto(address);
    await second.getByRole('heading', { name: 'This address does not open Freshet any more' }).waitFor();
    expect(await second.getByRole('main').innerText()).toContain('npm start');
    expect(await second.getByRole('tree').count()).toBe(0);
    await first.reload();
    await first.getByRole('textbox', { name: 'Address of a site or a feed' }).waitFor();
  } finally {
    await reader.stop();
    profile.remove();
  }
});
