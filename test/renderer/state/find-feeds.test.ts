import { beforeEach, describe, expect, it, vi } from 'vitest';
import { RequestError } from '../../../renderer/client/request.ts';
import { useDialogs } from '../../../renderer/state/dialogs.ts';
import {
  askAboutLink,
  chooseFeed,
  findFeeds,
  lookDeeper,
  pickFeed,
  stopFinding,
  subscribeToPicked,
  useFindFeeds,
} from '../../../renderer/state/find-feeds.ts';
import { useList } from '../../../renderer/state/list.ts';
import { useNotices } from '../../../renderer/state/notices.ts';
import { useSettings } from '../../../renderer/state/settings.ts';
import type { FeedCandidate, FeedPreview } from '../../../worker/protocol/discovery.ts';
import type { Settings } from '../../../worker/protocol/settings.ts';
import type { Subscription } from '../../../worker/protocol/subscriptions.ts';
import { installFakeBridge } from './fake-bridge.ts';

const bridge = installFakeBridge();

const preview: FeedPreview = { entryCount: 3, newestEntryAt: 1, newestTitles: ['One', 'Two', 'Three'], perWeek: 2 };
const candidate = (name: string, more: Partial<FeedCandidate> = {}): FeedCandidate => ({
  feedUrl: `https://host.example/${name}`,
  title: name,
  kind: 'rss',
  siteUrl: null,
  subscribedFeedId: null,
  preview,
  ...more,
});
const callsOf = (method: string) => bridge.calls.filter(call => call.method === method).map(call => call.params);
const lastNotice = () => useNotices.getState().notices.at(-1);

beforeEach(() => {
  bridge.calls.length = 0;
  bridge.answers = {
    'feeds.find': () => ({
      address: 'https://host.example/',
      candidates: [candidate('posts'), candidate('comments', { preview: null })],
      canLookDeeper: false,
    }),
    'feeds.preview': ({ feedUrl }) => ({ ...candidate('comments'), feedUrl }),
    'subscriptions.add': () => ({
      subscription: { feedId: 9, title: 'Posts' } as Subscription,
      change: { id: 4, kind: 'subscribe', count: 1 },
    }),
    'subscriptions.list': () => ({
      folders: [],
      subscriptions: [],
      kept: [],
      labels: [],
      counts: { unread: 0, today: 0, starred: 0, later: 0 },
    }),
    'entries.open': ({ view }) => ({
      query: { ...view, upToId: 3, openedAt: 1 },
      total: 0,
      unread: 0,
      index: 0,
      rows: [],
      anchorIndex: null,
    }),
  };
  useNotices.setState({ notices: [] });
  useSettings.setState({ settings: { notifications: false } as Settings });
  useDialogs.getState().show({ kind: 'add-feed', address: '' });
  stopFinding();
});

describe('finding feeds', () => {
  it('stores nothing before the user has confirmed', async () => {
    await findFeeds('host.example');
    await chooseFeed('https://host.example/posts');
    expect(bridge.calls.map(call => call.method)).toEqual(['feeds.find']);
  });

  it('reads a feed for its preview when it is chosen, and only once', async () => {
    await findFeeds('host.example');
    await chooseFeed('https://host.example/comments');
    await chooseFeed('https://host.example/posts');
    await chooseFeed('https://host.example/comments');
    expect(callsOf('feeds.preview')).toEqual([{ feedUrl: 'https://host.example/comments' }]);
    const { finding } = useFindFeeds.getState();
    expect(finding.kind === 'found' && finding.candidates[1]?.preview).toEqual(preview);
  });

  it('chooses the only feed by itself', async () => {
    bridge.answers['feeds.find'] = () => ({ address: 'x', candidates: [candidate('posts')], canLookDeeper: false });
    await findFeeds('host.example');
    expect(useFindFeeds.getState().chosenUrl).toBe('https://host.example/posts');
  });

  it('opens the only feed when it is subscribed to already', async () => {
    bridge.answers['feeds.find'] = () => ({
      address: 'x',
      candidates: [candidate('posts', { subscribedFeedId: 5 })],
      canLookDeeper: false,
    });
    await findFeeds('host.example');
    expect(useDialogs.getState().open).toBeNull();
    expect(useList.getState().view).toEqual({ kind: 'feed', feedId: 5 });
    expect(lastNotice()?.text).toBe('You are subscribed to posts already');
  });

  it('drops the answer to a search that was given up', async () => {
    let answer = (): void => undefined;
    bridge.answers['feeds.find'] = () =>
      new Promise(resolve => {
        answer = () => resolve({ address: 'x', candidates: [candidate('late')], canLookDeeper: false });
      });
    const search = findFeeds('host.example');
    await vi.waitFor(() => expect(callsOf('feeds.find')).toHaveLength(1));
    stopFinding();
    answer();
    await search;
    expect(useFindFeeds.getState().finding).toEqual({ kind: 'nothing' });
  });

  it('says why it failed and keeps the address', async () => {
    bridge.answers['feeds.find'] = () => {
      throw new Error('the worker died');
    };
    await findFeeds('host.example');
    const { finding } = useFindFeeds.getState();
    expect(finding.kind === 'failed' && [finding.address, finding.error.message]).toEqual([
      'host.example',
      'The background worker has stopped.',
    ]);
  });
});

describe('an address on this computer', () => {
  it('is asked about once, and then read by the user’s word', async () => {
    const local = { code: 'local-address', message: 'local', detail: '', host: '127.0.0.1:8080' } as const;
    const request = vi.spyOn(window.reader ?? Object.create(null), 'request');
    request.mockImplementationOnce(async () => ({ ok: false, error: local }));
    await findFeeds('127.0.0.1:8080');
    expect(useFindFeeds.getState().finding).toEqual({ kind: 'local', address: '127.0.0.1:8080', host: '127.0.0.1:8080' });
    await findFeeds('127.0.0.1:8080', true);
    expect(request).toHaveBeenLastCalledWith('feeds.find', { address: '127.0.0.1:8080', confirmLocal: true });
    expect(useFindFeeds.getState().finding.kind).toBe('found');
  });
});

describe('subscribing', () => {
  it('opens the new feed and offers to take it back', async () => {
    await findFeeds('host.example');
    await subscribeToPicked({ folder: { title: 'Craft' }, firstUnread: 'all' });
    expect(callsOf('subscriptions.add')).toEqual([
      { feedUrl: 'https://host.example/posts', folder: { title: 'Craft' }, firstUnread: 'all' },
    ]);
    expect(useDialogs.getState().open).toBeNull();
    expect(useList.getState().view).toEqual({ kind: 'feed', feedId: 9 });
    expect(lastNotice()?.action?.label).toBe('Undo');
  });

  it('adds all that are picked, with one undo, and opens the first', async () => {
    let added = 8;
    bridge.answers['subscriptions.add'] = () => {
      added += 1;
      return {
        subscription: { feedId: added, title: `Feed ${added}` } as Subscription,
        change: { id: 4, kind: 'subscribe', count: added - 8 },
      };
    };
    bridge.answers['changes.undo'] = () => ({ id: 4, kind: 'subscribe', count: 2, skipped: [], canRedo: false });
    await findFeeds('host.example');
    await pickFeed('https://host.example/comments');
    await subscribeToPicked({ folder: null, firstUnread: 'all' });
    expect(callsOf('subscriptions.add')).toEqual([
      { feedUrl: 'https://host.example/posts', folder: null, firstUnread: 'all' },
      { feedUrl: 'https://host.example/comments', folder: null, firstUnread: 'all', joins: 4 },
    ]);
    expect(useList.getState().view).toEqual({ kind: 'feed', feedId: 9 });
    expect(lastNotice()?.text).toBe('Subscribed to 2 feeds');
    lastNotice()?.action?.run();
    await vi.waitFor(() => expect(lastNotice()?.text).not.toBe('Subscribed to 2 feeds'));
    expect(callsOf('changes.undo')).toEqual([{ changeId: 4 }]);
  });

  it('keeps what could not be added picked, and says what was', async () => {
    await findFeeds('host.example');
    await pickFeed('https://host.example/comments');
    bridge.answers['subscriptions.add'] = ({ feedUrl }) => {
      if (feedUrl.endsWith('comments')) throw new Error('the worker died');
      return { subscription: { feedId: 9, title: 'Posts' } as Subscription, change: { id: 4, kind: 'subscribe', count: 1 } };
    };
    await subscribeToPicked({ folder: null, firstUnread: 'all' });
    const { picked, problem, finding } = useFindFeeds.getState();
    expect([...picked]).toEqual(['https://host.example/comments']);
    expect(problem).toBeInstanceOf(RequestError);
    expect(finding.kind === 'found' && finding.candidates[0]?.subscribedFeedId).toBe(9);
    expect(useDialogs.getState().open).not.toBeNull();
    expect(lastNotice()?.text).toBe('Subscribed to Posts');
  });

  it('keeps the dialog with what was found when it fails', async () => {
    bridge.answers['subscriptions.add'] = () => {
      throw new Error('the worker died');
    };
    await findFeeds('host.example');
    await subscribeToPicked({ folder: null, firstUnread: 'recent' });
    const { problem, isSubscribing, finding } = useFindFeeds.getState();
    expect(problem).toBeInstanceOf(RequestError);
    expect(isSubscribing).toBe(false);
    expect(finding.kind).toBe('found');
    expect(useDialogs.getState().open).not.toBeNull();
  });

  it('opens the feed that another window was faster to subscribe to', async () => {
    await findFeeds('host.example');
    vi.spyOn(window.reader ?? Object.create(null), 'request').mockImplementationOnce(async () => ({
      ok: false,
      error: { code: 'already-subscribed', message: 'known', detail: '', feedId: 5 },
    }));
    await subscribeToPicked({ folder: null, firstUnread: 'recent' });
    expect(useList.getState().view).toEqual({ kind: 'feed', feedId: 5 });
  });
});

describe('looking deeper', () => {
  /** The next question for feeds is answered by this failure; it is not among the calls then. */
  const nowhereNext = () => {
    const error = { code: 'no-feed-found', message: 'This page names no feed.', detail: '' } as const;
    vi.spyOn(window.reader ?? Object.create(null), 'request').mockImplementationOnce(async () => ({ ok: false, error }));
  };

  it('is offered where the page names no feed, and tries usual addresses by the user’s word only', async () => {
    bridge.answers['feeds.find'] = () => ({
      address: 'x',
      candidates: [candidate('rss.xml', { why: 'probe' })],
      canLookDeeper: false,
    });
    nowhereNext();
    await findFeeds('host.example');
    expect(useFindFeeds.getState().finding).toMatchObject({ kind: 'failed', canLookDeeper: true });
    await lookDeeper();
    expect(callsOf('feeds.find')).toEqual([{ address: 'host.example', deeper: true }]);
    expect(useFindFeeds.getState().chosenUrl).toBe('https://host.example/rss.xml');
  });

  it('is not offered twice', async () => {
    nowhereNext();
    await findFeeds('host.example');
    nowhereNext();
    await lookDeeper();
    expect(useFindFeeds.getState().finding).toMatchObject({ kind: 'failed', canLookDeeper: false });
  });

  it('calls off what is under way when it is stopped', async () => {
    bridge.answers['feeds.find'] = () => new Promise(() => undefined);
    bridge.answers['feeds.stopFinding'] = () => null;
    void findFeeds('slow.example');
    await vi.waitFor(() => expect(callsOf('feeds.find')).toHaveLength(1));
    stopFinding();
    await vi.waitFor(() => expect(callsOf('feeds.stopFinding')).toEqual([{ address: 'slow.example' }]));
  });
});

it('asks nobody about an address that another program hands over, and names its host', () => {
  const hosts = ['feed://site.example:81/rss', 'feed:https://site.example/', 'https://site.example/x', 'feed:'].map(address => {
    askAboutLink(address);
    const { finding } = useFindFeeds.getState();
    return finding.kind === 'from-link' && finding.host;
  });
  expect(hosts).toEqual(['site.example:81', 'site.example', 'site.example', 'feed:']);
  expect(bridge.calls).toEqual([]);
});
