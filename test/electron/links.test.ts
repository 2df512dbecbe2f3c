import type { BrowserWindow } from 'electron';
import { afterEach, expect, test } from 'vitest';
import { followLink } from '../../electron/links.ts';
import ar from '../../electron/locales/ar.json' with { type: 'json' };
import en from '../../electron/locales/en.json' with { type: 'json' };
import { speak } from '../../electron/words.ts';
import windowEn from '../../renderer/locales/en.json' with { type: 'json' };
import { judgeLink } from '../../worker/host/link-gate.ts';

afterEach(() => void speak('en', []));

test('A link from the menu is asked about and refused in the chosen language', async () => {
  speak('ar', []);
  expect(await saidOf('http://localhost:8080/')).toEqual([ar.link.ask.local.replace('{{of}}', 'localhost:8080')]);
  expect(await saidOf('file:///etc/passwd')).toEqual([ar.link.refused.scheme.replace('{{of}}', 'file:')]);
  speak('en', []);
  expect(await saidOf('file:///etc/passwd')).toEqual([en.link.refused.scheme.replace('{{of}}', 'file:')]);
});

test('A link that nobody answered about is said not to have been opened', async () => {
  const said = await saidOf('https://weir.example/', 'silent');
  expect(said).toEqual([en.link.failed]);
});

test('The menu and the window say the same of a link', () => {
  expect(en.link.ask).toEqual(windowEn.linkGate.ask);
  expect(en.link.refused).toEqual(windowEn.linkGate.refused);
});

/** What the system shows when the link is followed; no question is answered with yes. */
async function saidOf(url: string, gate: 'judges' | 'silent' = 'judges'): Promise<readonly string[]> {
  const said: string[] = [];
  const dialog = {
    showMessageBox: async (_window: unknown, { message }: { readonly message: string }) => {
      said.push(message);
      return { response: 1, checkboxChecked: false };
    },
  };
  await followLink(
    { dialog } as unknown as Parameters<typeof followLink>[0],
    async () =>
      gate === 'judges'
        ? { ok: true, result: judgeLink(url) }
        : { ok: false, error: { code: 'worker-stopped', message: 'The background worker has stopped.', detail: '' } },
    {} as BrowserWindow,
    url,
  );
  return said;
}
