import { EventEmitter } from 'node:events';
import { join } from 'node:path';
import type { BrowserWindow, ContextMenuParams, WebContents, WebFrameMain } from 'electron';
import { describe, expect, test } from 'vitest';
import { createCloseChoice } from '../../electron/close-choice.ts';
import { readLaunchOptions } from '../../electron/command-line.ts';
import { contextMenuItems } from '../../electron/context-menu.ts';
import { askWhereToSave, safeFileName } from '../../electron/downloads.ts';
import type { ElectronApi } from '../../electron/electron-api.ts';
import { applicationMenu } from '../../electron/menu.ts';
import { createNotifier, notificationWords, plainBody } from '../../electron/notifications.ts';
import { isTrustedSender } from '../../electron/trusted-sender.ts';
import type { Settings } from '../../worker/protocol/settings.ts';

describe('a saved file', () => {
  test.each([
    ['photo.png', 'photo.png'],
    ['../../.bashrc', 'bashrc'],
    ['C:\\Windows\\evil.exe', 'C--Windows-evil.exe'],
    ['gnp.\u202Eexe', 'gnp.exe'],
    ['a\u0000b\nc.png', 'abc.png'],
    ['con.png', 'freshet-con.png'],
    ['...', 'freshet-file'],
    ['', 'freshet-file'],
  ])('named %j is saved as %j', (given, expected) => {
    expect(safeFileName(given, 'text/xml')).toBe(expected);
  });

  test.each([
    ['photo.png', 'image/png', 'photo.png'],
    ['photo.JPEG', 'image/jpeg', 'photo.JPEG'],
    ['invoice.hta', 'image/gif', 'invoice.hta.gif'],
    ['run.bat', 'image/bmp', 'run.bat.bmp'],
    ['3', 'image/png', '3.png'],
  ])('named %j that is a picture of type %j cannot be anything else to the system: %j', (given, type, expected) => {
    expect(safeFileName(given, type)).toBe(expected);
  });
});

describe('a file that is saved', () => {
  test.each([
    ['completed', 'saved'],
    ['cancelled', 'cancelled'],
    ['interrupted', 'failed'],
  ])('and is %s is told as %s to the page that gave it', (state, outcome) => {
    const session = new EventEmitter();
    const item = Object.assign(new EventEmitter(), {
      path: '',
      getFilename: () => 'freshet-2026-03-18.jsonl',
      getURL: () => 'blob:app://freshet/1',
      getMimeType: () => 'application/jsonl',
      setSaveDialogOptions({ defaultPath }: { readonly defaultPath: string }) {
        this.path = defaultPath;
      },
    });
    const page = {} as WebContents;
    const told: unknown[] = [];
    askWhereToSave(session as never, { getPath: () => '/home/ann/Downloads' } as never, (of, saved) => told.push(of === page, saved));
    session.emit('will-download', {}, item, page);
    expect(item.path).toBe(join('/home/ann/Downloads', 'freshet-2026-03-18.jsonl'));
    item.emit('done', {}, state);
    expect(told).toEqual([true, { name: 'freshet-2026-03-18.jsonl', outcome }]);
  });

  test('and is a picture of an article is named by the last part of its address, without a path', () => {
    const session = new EventEmitter();
    let path = '';
    const item = Object.assign(new EventEmitter(), {
      getFilename: () => 'https___host.example_x.exe',
      getURL: () => `app://freshet/picture/3/${encodeURIComponent('https://host.example/a/..%2F..%2F%E2%80%AEgnp.exe?size=large')}`,
      getMimeType: () => 'image/png',
      setSaveDialogOptions: ({ defaultPath }: { readonly defaultPath: string }) => {
        path = defaultPath;
      },
    });
    askWhereToSave(session as never, { getPath: () => '/home/ann/Downloads' } as never, () => undefined);
    session.emit('will-download', {}, item, {});
    expect(path).toBe(join('/home/ann/Downloads', 'gnp.exe.png'));
  });
});

describe('a sender', () => {
  const frame = (url: string) => ({ url }) as WebFrameMain;
  const main = frame('app://freshet/index.html');
  const contents = { mainFrame: main, isDestroyed: () => false } as WebContents;

  test('is trusted only as the main frame of our window at our page', () => {
    expect(isTrustedSender({ sender: contents, senderFrame: main }, contents)).toBe(true);
    expect(isTrustedSender({ sender: contents, senderFrame: frame('app://freshet/index.html') }, contents)).toBe(false);
    expect(isTrustedSender({ sender: contents, senderFrame: null }, contents)).toBe(false);
    expect(isTrustedSender({ sender: {} as WebContents, senderFrame: main }, contents)).toBe(false);
    expect(isTrustedSender({ sender: contents, senderFrame: main }, null)).toBe(false);
    const moved = frame('https://evil.example/');
    const elsewhere = { mainFrame: moved, isDestroyed: () => false } as WebContents;
    expect(isTrustedSender({ sender: elsewhere, senderFrame: moved }, elsewhere)).toBe(false);
  });
});

describe('the close button', () => {
  function setUp(action: Settings['closeButton'], platform: NodeJS.Platform = 'linux', hasTray = true, response = 0) {
    const log: string[] = [];
    let remembered = action;
    const settled = Promise.withResolvers<void>();
    const choice = createCloseChoice({
      electron: {
        dialog: {
          showMessageBox: () => {
            log.push('ask');
            return Promise.resolve({ response, checkboxChecked: false }).finally(() => setImmediate(settled.resolve));
          },
        } as unknown as ElectronApi['dialog'],
      },
      platform,
      hasTray: () => hasTray,
      remembered: () => remembered,
      remember: chosen => {
        remembered = chosen;
        log.push(`remember ${chosen}`);
      },
      quit: () => log.push('quit'),
    });
    const window = { hide: () => log.push('hide') } as unknown as BrowserWindow;
    return { log, close: () => choice(window), settled: settled.promise };
  }

  test('asks once, then does as it was told', async () => {
    const { log, close, settled } = setUp(null);
    expect([close(), close()]).toEqual([false, false]);
    await settled;
    close();
    expect(log).toEqual(['ask', 'remember tray', 'hide', 'hide']);
  });

  test('leaves the window open when the question is cancelled', async () => {
    const { log, close, settled } = setUp(null, 'linux', true, 2);
    close();
    await settled;
    expect(log).toEqual(['ask']);
  });

  test('hides on macOS and quits where there is no tray to hide in', () => {
    const mac = setUp(null, 'darwin');
    mac.close();
    const bare = setUp('tray', 'linux', false);
    bare.close();
    expect([mac.log, bare.log]).toEqual([['hide'], ['quit']]);
  });
});

describe('the context menu', () => {
  const base = {
    x: 1,
    y: 2,
    linkURL: '',
    srcURL: '',
    mediaType: 'none',
    hasImageContents: false,
    isEditable: false,
    selectionText: '',
    editFlags: { canUndo: false, canCut: true, canCopy: true, canPaste: true, canSelectAll: true },
  } as ContextMenuParams;
  const done: string[] = [];
  const contents = { copyImageAt: () => done.push('copy picture'), downloadURL: (url: string) => done.push(`save ${url}`) };
  const duties = { openLink: (url: string) => done.push(`open ${url}`), copyText: (text: string) => done.push(`copy ${text}`) };
  const labels = (params: Partial<ContextMenuParams>) =>
    contextMenuItems({ ...base, ...params }, contents, duties).map(item => item.role ?? item.label ?? item.type);

  test('offers what lies under the pointer, and nothing where there is nothing', () => {
    expect(labels({})).toEqual([]);
    expect(labels({ linkURL: 'https://example.org/' })).toEqual(['Open link', 'Copy link']);
    expect(
      labels({ linkURL: 'https://example.org/', mediaType: 'image', hasImageContents: true, srcURL: 'app://freshet/picture/1/x' }),
    ).toEqual(['Open link', 'Copy link', 'separator', 'Copy picture', 'Save picture…']);
    const srcURL = `app://freshet/picture/1/${encodeURIComponent('http://host.example/a b.png?x=1')}`;
    for (const item of contextMenuItems({ ...base, mediaType: 'image', hasImageContents: true, srcURL }, contents, duties)) {
      if (item.label === 'Copy picture’s address') (item.click as (() => void) | undefined)?.();
    }
    expect(done.splice(0)).toEqual(['copy http://host.example/a b.png?x=1']);
    expect(labels({ selectionText: ' water & queues ' })).toEqual(['copy', 'Search the web for “water && queues”']);
    expect(labels({ isEditable: true })).toEqual(['undo', 'separator', 'cut', 'copy', 'paste', 'selectAll']);
  });

  test('sends links and searches through the gate', () => {
    for (const item of contextMenuItems({ ...base, linkURL: 'javascript:alert(1)', selectionText: 'a b' }, contents, duties)) {
      (item.click as (() => void) | undefined)?.();
    }
    expect(done).toEqual(['open javascript:alert(1)', 'copy javascript:alert(1)', 'open https://duckduckgo.com/?q=a%20b']);
  });
});

describe('words', () => {
  const entry = (id: number, title: string, feedTitle: string) => ({ id, feedId: 1, title, feedTitle });

  test('a single article is announced by its title, several by their number', () => {
    expect(notificationWords({ total: 1, newest: [entry(1, 'Release 4.2', 'The Quiet Compiler')] })).toEqual({
      title: 'The Quiet Compiler',
      body: 'Release 4.2',
    });
    expect(notificationWords({ total: 12, newest: [entry(1, 'A', 'One'), entry(2, 'B', 'Two')] })).toEqual({
      title: '12 new articles',
      body: 'A\nB',
    });
    expect(notificationWords({ total: 2, newest: [entry(1, 'A', 'One'), entry(2, 'B', 'One')] }).title).toBe('2 new articles in One');
  });

  test('no text of a feed is markup to a notification service of Linux, whether it reads markup or not (H6)', () => {
    expect(plainBody('<b>Q&A</b> <img src="http://a.example/x.png"> &lt;', 'linux')).toBe(
      '‹b›Q＆A‹/b› ‹img src="http://a.example/x.png"› ＆lt;',
    );
    expect(plainBody('<b>Q&A</b>', 'darwin')).toBe('<b>Q&A</b>');
    const shown: { readonly title: string; readonly body: string }[] = [];
    class Notification {
      static readonly isSupported = () => true;
      constructor(options: { readonly title: string; readonly body: string }) {
        shown.push(options);
      }
      on = () => this;
      show = () => undefined;
      close = () => undefined;
    }
    createNotifier({ Notification } as never, 'linux', () => undefined)({ total: 1, newest: [entry(1, '<a href="x">A</a>', 'One')] });
    expect(shown).toMatchObject([{ title: 'One', body: '‹a href="x"›A‹/a›' }]);
  });

  test('the menu has the system’s own editing roles and quits from where each system expects it', () => {
    const roles = (platform: NodeJS.Platform) =>
      applicationMenu(platform, { run() {}, zoom() {}, quit() {}, ownKeys: () => undefined }).map(item => item.role ?? item.label);
    expect(roles('linux')).toEqual(['File', 'editMenu', 'View', 'windowMenu', 'help']);
    expect(roles('darwin')).toEqual(['Freshet', 'File', 'editMenu', 'View', 'windowMenu', 'help']);
  });
});

describe('the command line', () => {
  test('takes a profile folder and leaves all else alone', () => {
    const read = (args: string[], cwd = '/') => readLaunchOptions(args, cwd);
    expect(read(['--profile', 'p', '--no-sandbox', 'https://x/'], '/home/me').profileDir).toBe('/home/me/p');
    expect(read(['--profile=/abs', '--self-test'])).toMatchObject({ profileDir: '/abs', isSelfTest: true });
    expect(read(['--profile', '--remote-debugging-port=1'])).toEqual({
      profileDir: null,
      isSelfTest: false,
      start: { intervalMs: null, liftLimitsForLoopback: false },
    });
    expect(read(['--test-interval-ms', '250', '--test-lift-loopback']).start).toEqual({ intervalMs: 250, liftLimitsForLoopback: true });
    expect(read(['--test-interval-ms', '-5']).start.intervalMs).toBeNull();
  });
});

describe('keys in the menu', () => {
  const accelerators = (own: Readonly<Record<string, readonly string[]>>) =>
    applicationMenu('linux', { run() {}, zoom() {}, quit() {}, ownKeys: command => own[command] })
      .flatMap(item => (Array.isArray(item.submenu) ? item.submenu : []))
      .filter(({ label }) => label === 'Add feed…' || label === 'History…')
      .map(({ accelerator }) => accelerator);

  test('are those in force, as far as a menu can have them', () => {
    expect(accelerators({})).toEqual(['CmdOrCtrl+N', undefined]);
    expect(accelerators({ 'add-feed': ['a', 'Mod+Shift+E'], history: ['Mod+H'] })).toEqual(['CmdOrCtrl+Shift+E', 'CmdOrCtrl+H']);
    expect(accelerators({ 'add-feed': [] })).toEqual([undefined, undefined]);
  });
});
