import type { Milliseconds } from './ids.ts';
import type { KeepOnUnsubscribe, Pace, Retention } from './subscriptions.ts';

/** Settings of the reader that live in the store. */
export interface Settings {
  readonly theme: 'system' | 'light' | 'dark';
  /** Off until the user says yes; `null`: not asked yet. */
  /** Of the window's words; 'system': as the system has it. */
  readonly language: 'system' | 'en' | 'ar';
  readonly notifications: boolean | null;
  readonly showPictures: boolean;
  readonly refreshPaused: boolean;
  /** Of every feed that has no other, by itself or by its folder. */
  readonly pace: Pace;
  readonly proxy: ProxyChoice;
  readonly retention: Retention;
  /** The user has been told of the first clean-up. */
  readonly retentionTold: boolean;
  /** Until then no clean-up is proposed. */
  readonly proposeNotBefore: Milliseconds;
  /** What the window's close button does; `null`: ask. */
  readonly closeButton: 'quit' | 'tray' | null;
  readonly articleFace: 'serif' | 'sans' | 'mono' | 'hyperlegible' | 'system';
  /** CSS pixels, 12 to 32. */
  readonly articleSize: number;
  /** CSS pixels of the text column, 440 to 1,000. */
  readonly articleWidth: number;
  /** Percent of the size, 120 to 220. */
  readonly articleLeading: number;
  /** Words are divided at the end of a line, by the rules of the article's language. */
  readonly articleHyphens: boolean;
  readonly articlePage: 'paper' | 'sepia' | 'black';
  readonly keepOnUnsubscribe: KeepOnUnsubscribe;
  /** What marks articles as read by itself; 'scrolling': also those that are scrolled past in the list. */
  readonly markRead: 'opening' | 'delay' | 'scrolling' | 'hand';
  /** Of 'delay': how long an article is open before it is read, 1 to 60 s. */
  readonly markReadSeconds: number;
  readonly listDensity: 'comfortable' | 'compact';
  /** How feeds and folders follow one another in the sidebar: as the user put them, by title, or those with most unread first. */
  readonly feedOrder: 'hand' | 'title' | 'unread';
  /** Feeds and folders without unread articles are not in the sidebar, but for the open one. */
  readonly hideReadFeeds: boolean;
  /** The sidebar says how many articles are unread. */
  readonly showFeedCounts: boolean;
  readonly keyPreset: KeyPreset;
  /** Keys of single commands, by the command's id, in place of those of the preset. The window knows what they mean. */
  readonly keyChanges: KeyChanges;
}

/** Whose keys the window has. */
export type KeyPreset = 'freshet' | 'netnewswire' | 'vim' | 'miniflux';

/** At most 200 commands, 8 keys each. */
export type KeyChanges = Readonly<Record<string, readonly string[]>>;

/** By which way requests leave this computer. */
export type ProxyChoice =
  /** As the host's system says, else as the environment does (HTTP_PROXY and the like). */
  | { readonly kind: 'system' }
  | { readonly kind: 'none' }
  /** `url` is http(s)://host:port; `username` tells that there is a login (`network.setProxyLogin`), and is not set by `settings.set`. */
  | { readonly kind: 'manual'; readonly url: string; readonly username: string | null };

export interface NetworkStatus {
  /** Whether a proxy's login that is set now would be kept, and whether the one that is set is. */
  readonly canKeepLogin: boolean;
  readonly isLoginKept: boolean;
  /** Why the last request by way of a proxy failed, in words; null when the last one went well, or none was made. */
  readonly proxyFailure: string | null;
}

/**
 * What a restart brings back: the window's own notes, opaque to the worker (at most 64 kB of JSON).
 * The renderer owns the shape and validates it when reading.
 */
export type WindowNotes = Readonly<Record<string, unknown>>;
