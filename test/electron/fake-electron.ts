import { EventEmitter } from 'node:events';
import { join } from 'node:path';
import type { IpcMainInvokeEvent, MenuItemConstructorOptions } from 'electron';
import { appPage } from '../../electron/app-address.ts';
import type { ElectronApi } from '../../electron/electron-api.ts';
import { createFakeSession } from './fake-session.ts';
import { ForkedUtilityProcess } from './forked-utility-process.ts';

/**
 * A stand-in for the parts of the `electron` module that the main process uses. It records what it is asked, lets a test act as the
 * user and the system would, and forks the worker for real.
 */
export function createFakeElectron(home: string) {
  const log: string[] = [];
  const windows: FakeWindow[] = [];
  const trays: FakeTray[] = [];
  const notifications: FakeNotification[] = [];
  const workers: ForkedUtilityProcess[] = [];
  const handlers = new Map<string, (event: IpcMainInvokeEvent, message: unknown) => unknown>();
  const protocols = new Map<string, (request: Request) => Promise<Response>>();
  const menus: { application: MenuItemConstructorOptions[] | null; popup: MenuItemConstructorOptions[] | null } = {
    application: null,
    popup: null,
  };
  const answers = {
    messageBox: { response: 0, checkboxChecked: false },
    onBattery: false,
    keyring: 'gnome_libsecret' as ReturnType<ElectronApi['safeStorage']['getSelectedStorageBackend']>,
    sealPrefix: 'v11',
    proxy: 'DIRECT',
    hosts: {} as Record<string, string>,
  };
  let hasLock = true;

  class FakeApp extends EventEmitter {
    readonly paths = new Map<string, string>([
      ['appData', join(home, 'config')],
      ['userData', join(home, 'config', 'Freshet')],
      ['downloads', join(home, 'Downloads')],
    ]);
    readonly isPackaged = false;
    badge = 0;
    isQuitting = false;
    exitCode: number | null = null;
    readonly #exited = Promise.withResolvers<number>();
    readonly exited = this.#exited.promise;

    whenReady = () => Promise.resolve();
    isReady = () => true;
    getName = () => 'Freshet';
    getVersion = () => '0.1.0';
    getPreferredSystemLanguages = () => ['en-GB'];
    getPath = (name: string) => this.paths.get(name) ?? join(home, name);
    setPath = (name: string, path: string) => void this.paths.set(name, path);
    enableSandbox = () => void log.push('enableSandbox');
    setAppUserModelId = () => undefined;
    readonly protocolClients = new Map<string, string>();
    isDefaultProtocolClient = (name: string, path = '', args: string[] = []) =>
      this.protocolClients.get(name) === [path, ...args].join(' ');
    setAsDefaultProtocolClient = (name: string, path = '', args: string[] = []) => {
      this.protocolClients.set(name, [path, ...args].join(' '));
      return true;
    };
    removeAsDefaultProtocolClient = (name: string) => this.protocolClients.delete(name);
    requestSingleInstanceLock = () => hasLock;
    setBadgeCount = (count: number) => {
      this.badge = count;
      return true;
    };
    setAboutPanelOptions = () => undefined;

    /** As Electron does it: before-quit, close every window, will-quit, quit. Any of them may be prevented, also the close of a window. */
    quit = () => {
      const beforeQuit = preventable();
      this.emit('before-quit', beforeQuit);
      if (beforeQuit.defaultPrevented) return;
      this.isQuitting = true;
      const open = FakeWindow.getAllWindows();
      if (open.length === 0) this.lastWindowClosed();
      for (const window of open) window.close();
    };
    lastWindowClosed = () => {
      if (!this.isQuitting) return void this.emit('window-all-closed');
      const willQuit = preventable();
      log.push('will-quit');
      this.emit('will-quit', willQuit);
      this.isQuitting = false;
      if (!willQuit.defaultPrevented) this.exit(0);
    };
    exit = (code = 0) => {
      if (this.exitCode !== null) return;
      this.exitCode = code;
      log.push(`exit ${code}`);
      this.emit('quit', {}, code);
      this.#exited.resolve(code);
    };
  }
  const app = new FakeApp();

  class FakeContents extends EventEmitter {
    readonly mainFrame = { url: '' };
    readonly sent: { channel: string; message: unknown }[] = [];
    readonly #window: FakeWindow;
    zoom = 0;
    openHandler: ((details: { url: string }) => { action: string }) | null = null;
    constructor(window: FakeWindow) {
      super();
      this.#window = window;
    }
    isDestroyed = () => this.#window.isDestroyed();
    send = (channel: string, message: unknown) => {
      if (this.isDestroyed()) throw new TypeError('Object has been destroyed');
      this.sent.push({ channel, message: structuredClone(message) });
      this.emit('test:sent');
    };
    setZoomLevel = (level: number) => {
      this.zoom = level;
    };
    getZoomLevel = () => this.zoom;
    getURL = () => this.mainFrame.url;
    setWindowOpenHandler = (handler: (details: { url: string }) => { action: string }) => {
      this.openHandler = handler;
    };
    reload = () => void log.push('reload');
    copyImageAt = (x: number, y: number) => void log.push(`copyImageAt ${x},${y}`);
    downloadURL = (url: string) => void log.push(`downloadURL ${url}`);
  }

  class FakeWindow extends EventEmitter {
    readonly options: Record<string, unknown>;
    readonly webContents: FakeContents;
    #isDestroyed = false;
    isShown = false;
    isFocusedNow = false;
    static getAllWindows = () => windows.filter(window => !window.isDestroyed());
    constructor(options: Record<string, unknown>) {
      super();
      this.options = options;
      this.webContents = new FakeContents(this);
      windows.push(this);
      app.emit('web-contents-created', {}, this.webContents);
    }
    loadURL = async (url: string) => {
      this.webContents.mainFrame.url = url;
      setImmediate(() => {
        if (this.#isDestroyed) return;
        this.webContents.emit('did-finish-load');
        this.emit('ready-to-show');
      });
    };
    show = () => {
      this.isShown = true;
      this.isFocusedNow = true;
      this.emit('show');
    };
    hide = () => {
      this.isShown = false;
      this.isFocusedNow = false;
      this.emit('hide');
    };
    focus = () => {
      this.isFocusedNow = true;
    };
    restore = () => undefined;
    maximize = () => undefined;
    setFullScreen = () => undefined;
    isMinimized = () => false;
    isMaximized = () => false;
    isFullScreen = () => false;
    isVisible = () => this.isShown;
    isFocused = () => this.isFocusedNow;
    isDestroyed = () => this.#isDestroyed;
    getNormalBounds = () => ({ x: 20, y: 40, width: 1000, height: 700 });
    setProgressBar = () => undefined;
    close = () => {
      const event = preventable();
      this.emit('close', event);
      // Browser::OnWindowCloseCancelled: a window that stays calls the quitting off.
      if (event.defaultPrevented) app.isQuitting = false;
      else setImmediate(this.destroy);
    };
    destroy = () => {
      if (this.#isDestroyed) return;
      this.#isDestroyed = true;
      this.emit('closed');
      if (FakeWindow.getAllWindows().length === 0) app.lastWindowClosed();
    };
  }

  class FakeTray extends EventEmitter {
    toolTip = '';
    image: unknown;
    menu: { template: MenuItemConstructorOptions[] } | null = null;
    isDestroyed = false;
    constructor(image: unknown) {
      super();
      this.image = image;
      trays.push(this);
    }
    setImage = (image: unknown) => {
      this.image = image;
    };
    setToolTip = (text: string) => {
      this.toolTip = text;
      this.emit('test:changed');
    };
    setContextMenu = (menu: { template: MenuItemConstructorOptions[] }) => {
      this.menu = menu;
    };
    destroy = () => {
      this.isDestroyed = true;
    };
  }

  class FakeNotification extends EventEmitter {
    readonly options: { title: string; body: string };
    isShown = false;
    static isSupported = () => true;
    constructor(options: { title: string; body: string }) {
      super();
      this.options = options;
      notifications.push(this);
    }
    show = () => {
      this.isShown = true;
    };
    close = () => {
      this.isShown = false;
    };
  }

  const session = createFakeSession(answers, log);
  const workArea = { x: 0, y: 0, width: 1440, height: 900 };
  const powerMonitor = Object.assign(new EventEmitter(), { isOnBatteryPower: () => answers.onBattery });
  /** Seals by turning the text round: enough to see whether it was sealed. */
  const safeStorage = {
    getSelectedStorageBackend: () => answers.keyring,
    isAsyncEncryptionAvailable: async () => true,
    encryptStringAsync: async (text: string) => Buffer.from(`${answers.sealPrefix}${[...text].reverse().join('')}`),
    decryptStringAsync: async (sealed: Buffer) => ({
      shouldReEncrypt: false,
      result: [...sealed.toString().slice(answers.sealPrefix.length)].reverse().join(''),
    }),
  } satisfies Partial<ElectronApi['safeStorage']>;

  const electron = {
    app,
    BrowserWindow: FakeWindow,
    clipboard: { writeText: (text: string) => log.push(`clipboard ${text}`) },
    dialog: {
      showMessageBox: async () => {
        log.push('messageBox');
        return answers.messageBox;
      },
      showErrorBox: (title: string) => void log.push(`errorBox ${title}`),
    },
    ipcMain: {
      handle: (channel: string, handler: (event: IpcMainInvokeEvent, message: unknown) => unknown) => void handlers.set(channel, handler),
    },
    Menu: {
      buildFromTemplate: (template: MenuItemConstructorOptions[]) => ({
        template,
        popup() {
          log.push('popup');
          menus.popup = template;
        },
      }),
      setApplicationMenu: (menu: { template: MenuItemConstructorOptions[] }) => {
        menus.application = menu.template;
      },
    },
    nativeImage: {
      createFromPath: (path: string) => ({ path, setTemplateImage: () => undefined, isEmpty: () => false }),
    },
    Notification: FakeNotification,
    powerMonitor,
    protocol: {
      registerSchemesAsPrivileged: (schemes: { scheme: string; privileges: object }[]) =>
        void log.push(`scheme ${schemes.map(({ scheme, privileges }) => `${scheme} ${Object.keys(privileges).join(' ')}`).join(', ')}`),
      handle: (scheme: string, handler: (request: Request) => Promise<Response>) => void protocols.set(scheme, handler),
    },
    safeStorage,
    screen: { getPrimaryDisplay: () => ({ workArea }), getDisplayMatching: () => ({ workArea }) },
    session: { defaultSession: session },
    shell: {
      openExternal: async (url: string) => void log.push(`openExternal ${url}`),
    },
    Tray: FakeTray,
    utilityProcess: {
      fork(entry: string, args: string[], options: ForkedUtilityProcess['options']) {
        const worker = new ForkedUtilityProcess(entry, args, options);
        workers.push(worker);
        return worker;
      },
    },
  };

  /** Asks the main process as the page of that window would. */
  function invoke(window: FakeWindow, message: unknown, senderFrame: unknown = window.webContents.mainFrame): Promise<unknown> {
    const handler = handlers.get('reader:request');
    if (handler === undefined) throw new Error('No handler for reader:request.');
    return Promise.resolve(handler({ sender: window.webContents, senderFrame } as unknown as IpcMainInvokeEvent, structuredClone(message)));
  }

  return {
    api: electron as unknown as ElectronApi,
    app,
    log,
    windows,
    trays,
    notifications,
    workers,
    handlers,
    protocols,
    menus,
    answers,
    session,
    powerMonitor,
    invoke,
    appPage,
    refuseLock() {
      hasLock = false;
    },
  };
}

export type FakeElectron = ReturnType<typeof createFakeElectron>;

function preventable() {
  return {
    defaultPrevented: false,
    preventDefault() {
      this.defaultPrevented = true;
    },
  };
}
