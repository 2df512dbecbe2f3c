import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { isAppPage } from '../../electron/app-address.ts';
import { createAppProtocol, fileIn } from '../../electron/app-protocol.ts';
import { contentPolicy } from '../../worker/host/content-policy.ts';
import type { Picture } from '../../worker/protocol/entries.ts';
import type { Outcome } from '../../worker/protocol/errors.ts';

let rendererDir: string;
beforeAll(() => {
  const root = mkdtempSync(join(tmpdir(), 'freshet-app-'));
  rendererDir = join(root, 'renderer');
  mkdirSync(join(rendererDir, 'assets'), { recursive: true });
  writeFileSync(join(root, 'secret.txt'), 'secret');
  writeFileSync(join(rendererDir, 'index.html'), '<!doctype html><title>Freshet</title>');
  writeFileSync(join(rendererDir, 'assets', 'main.js'), 'export {};');
});

function serve(answer: Outcome<Picture> = { ok: false, error: { code: 'picture-refused', message: '', detail: '' } }) {
  const asked: { method: string; params: unknown }[] = [];
  const handle = createAppProtocol({
    rendererDir,
    picture: async params => {
      asked.push({ method: 'pictures.get', params });
      return answer;
    },
    icon: async params => {
      asked.push({ method: 'icons.get', params });
      return answer;
    },
  });
  return { asked, get: (url: string, init?: RequestInit) => handle(new Request(url, init)) };
}

describe('the app:// protocol', () => {
  test('serves the page with the whole policy and without letting types be guessed', async () => {
    const response = await serve().get('app://freshet/');
    expect(await response.text()).toContain('<title>Freshet</title>');
    expect(response.headers.get('content-security-policy')).toBe(contentPolicy('electron'));
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(contentPolicy('electron')).not.toContain('unsafe');
    expect(contentPolicy('electron')).toContain("connect-src 'none'");
  });

  test.each([
    'app://freshet/../secret.txt',
    'app://freshet/..%2fsecret.txt',
    'app://freshet/%2e%2e/secret.txt',
    'app://freshet/%2e%2e%2fsecret.txt',
    'app://freshet/..%5csecret.txt',
    'app://freshet/assets/..%2f..%2fsecret.txt',
    'app://freshet/assets/%252e%252e/secret.txt',
    'app://freshet/secret.txt%00.html',
    'app://freshet/%E0%A4%A',
    'app://other/index.html',
    'https://freshet/index.html',
    'app://freshet/assets/',
  ])('gives nothing for %s', async address => {
    const response = await serve().get(address);
    expect(response.status).toBe(404);
    expect(await response.text()).toBe('');
  });

  test('refuses everything but GET', async () => {
    expect((await serve().get('app://freshet/index.html', { method: 'POST', body: 'x' })).status).toBe(405);
  });

  test('never leaves its folder, also when the path was not normalised before', () => {
    expect(fileIn('/srv/app', '/../app-secret/x')).toBeNull();
    expect(fileIn('/srv/app', '/a/../../app/x')).toBe('/srv/app/x');
    expect(fileIn('/srv/app', '/a/b.js')).toBe('/srv/app/a/b.js');
  });

  test('asks the worker for pictures and serves them as data that can never be a document', async () => {
    const { asked, get } = serve({ ok: true, result: { type: 'image/png', bytes: new Uint8Array([137, 80]) } });
    const response = await get(`app://freshet/picture/7/${encodeURIComponent('https://example.org/a b.png?x=1&y=/')}`);
    expect(asked).toEqual([{ method: 'pictures.get', params: { feedId: 7, url: 'https://example.org/a b.png?x=1&y=/' } }]);
    expect(response.headers.get('content-security-policy')).toBe("default-src 'none'; sandbox");
    expect(response.headers.get('content-type')).toBe('image/png');
    expect([...new Uint8Array(await response.arrayBuffer())]).toEqual([137, 80]);
  });

  test('serves icons by feed, and an empty answer for what the worker refuses', async () => {
    const { asked, get } = serve();
    expect((await get('app://freshet/icon/3/12')).status).toBe(404);
    expect(asked).toEqual([{ method: 'icons.get', params: { feedId: 3 } }]);
  });
});

describe('our own page', () => {
  test.each([
    ['app://freshet/index.html', true],
    ['app://freshet/index.html?x#y', true],
    ['app://freshet/', true],
    ['app://freshet/other.html', false],
    ['app://freshet.evil/index.html', false],
    ['app://freshet@evil/index.html', false],
    ['app://user@freshet/index.html', false],
    ['app://freshet:80/index.html', false],
    ['https://freshet/index.html', false],
    ['about:srcdoc', false],
    ['file:///index.html', false],
    ['', false],
  ])('%s is ours: %s', (address, expected) => {
    expect(isAppPage(address)).toBe(expected);
  });
});
