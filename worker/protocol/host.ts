import type { EntryQuery } from './entry-lists.ts';
import type { WireError } from './errors.ts';
import type { EventName, Events } from './events.ts';
import type { EntryId } from './ids.ts';
import type { Empty, Nothing } from './methods.ts';

/** How the background worker is, as the host sees it. */
export type WorkerHealth =
  | { readonly state: 'starting' }
  | { readonly state: 'ready'; readonly pid: number; readonly restarts: number }
  /** The worker runs, but its database is damaged: it answers `backups.list`, `backups.restore` and `rescue.*`, and nothing else. */
  | { readonly state: 'rescue'; readonly pid: number; readonly restarts: number; readonly error: WireError }
  | { readonly state: 'restarting'; readonly restarts: number; readonly delayMs: number; readonly reason: string }
  /** Crash loop, or a start that cannot succeed: stays so until `host.restartWorker`. */
  | { readonly state: 'failed'; readonly restarts: number; readonly error: WireError; readonly log: string }
  | { readonly state: 'stopped' };

/** Why the gate asks; `of`, what it asks about: a host, an address of mail, a number. */
export type LinkQuestion = 'login' | 'local' | 'look-alike' | 'mail' | 'telephone';
/** Why the gate refuses; `of`, the scheme of the link where that is why. */
export type LinkRefusal = 'too-long' | 'hidden' | 'no-address' | 'mail' | 'telephone' | 'scheme' | 'too-soon' | 'no-program';

/** What the gate made of a link (L1). Question and reason are English sentences, for hosts without words of their own. */
export type LinkVerdict =
  | { readonly kind: 'opened' }
  /** Web host: the page opens this normalised address itself, in a new tab without opener. */
  | { readonly kind: 'open-here'; readonly url: string }
  | { readonly kind: 'ask'; readonly url: string; readonly question: string; readonly why: LinkQuestion; readonly of: string }
  | { readonly kind: 'refused'; readonly reason: string; readonly why: LinkRefusal; readonly of: string };

/** The list that an article was opened from, as it was: the article's window goes on through it. */
export interface OpenedFrom {
  readonly query: EntryQuery;
  readonly total: number;
  /** Where in it the article is. */
  readonly index: number;
}

/** Duties of the host (Electron's main process or the web host), asked over the same bridge as the worker. */
export interface HostMethods {
  'host.health'(params: Empty): WorkerHealth;
  'host.restartWorker'(params: Empty): Nothing;
  /** `confirmed`: the user said yes to the question of an earlier verdict. */
  'host.openLink'(params: { readonly url: string; readonly inBackground: boolean; readonly confirmed: boolean }): LinkVerdict;
  /** `copied: false`: the page has to do it itself, as in a browser tab. In Electron a page has no right to the clipboard (E4). */
  'host.copyText'(params: { readonly text: string }): { readonly copied: boolean };
  /** The next feed address that another program handed over; null when there is none. Asked at the start and after `host.handedOver`. */
  'host.takeHandedOver'(params: Empty): { readonly address: string | null };
  /** Whether the system gives `feed:` links to Freshet; null where this host has no say. `claim` changes it. */
  'host.feedLinks'(params: { readonly claim: boolean | null }): { readonly isOurs: boolean | null };
  /** Whether the system starts Freshet when the user logs in; null where this host has no say. `wish` changes it. */
  'host.loginItem'(params: { readonly wish: boolean | null }): { readonly opensAtLogin: boolean | null };
  /** Of all that is bundled; null where they lie nowhere, as when Freshet runs from its sources. */
  'host.licences'(params: Empty): { readonly text: string | null };
  /** Shows the folder of the profile in the system's file manager; `opened: false`: this host cannot, the page shows the path. */
  'host.openProfile'(params: Empty): { readonly opened: boolean; readonly folder: string };
  /** Opens an article in a window of its own, or raises that; `opened: false`: the page opens a tab itself. */
  'host.openArticle'(params: { readonly entryId: EntryId; readonly from: OpenedFrom | null }): { readonly opened: boolean };
  /** The window that has the keys fills the screen, or no longer; `done: false`: the page has to do it itself. */
  'host.setFullScreen'(params: { readonly isOn: boolean }): { readonly done: boolean };
  'host.about'(params: Empty): {
    readonly version: string;
    readonly host: 'electron' | 'web';
    /** Null where the user's own browser shows the window. */
    readonly electron: string | null;
    readonly chromium: string | null;
    readonly profileDir: string;
    readonly logFile: string;
  };
}

export interface HostEvents {
  'host.health': WorkerHealth;
  /** A menu or the tray asks for a command of the renderer's command table by its id. */
  'host.command': { readonly command: string };
  /** Another program handed a feed's address over. */
  'host.handedOver': Empty;
  /** What became of a file that the page has given to be saved. `cancelled`: no place was chosen for it. */
  'host.saved': { readonly name: string; readonly outcome: 'saved' | 'cancelled' | 'failed' };
  /** A notification was clicked. */
  'host.openEntry': { readonly feedId: number; readonly entryId: number };
}

export type HostMethod = keyof HostMethods;
export type HostParams<M extends HostMethod> = Parameters<HostMethods[M]>[0];
export type HostResult<M extends HostMethod> = ReturnType<HostMethods[M]>;

/** All that a window can hear. */
export type AllEvents = Events & HostEvents;
export type ReaderEvent = { [E in EventName | keyof HostEvents]: { readonly name: E; readonly payload: AllEvents[E] } }[
  | EventName
  | keyof HostEvents];
