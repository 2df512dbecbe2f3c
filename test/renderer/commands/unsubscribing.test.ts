import { beforeEach, describe, expect, it, vi } from 'vitest';
import { findCommand, runCommand } from '../../../renderer/commands/command-table.ts';
import { commandOtherWords } from '../../../renderer/commands/words.ts';
import { useDialogs } from '../../../renderer/state/dialogs.ts';
import { useList } from '../../../renderer/state/list.ts';
import { useSubscriptions } from '../../../renderer/state/subscriptions.ts';
import { useTreeChoice } from '../../../renderer/state/tree-choice.ts';
import { installFakeBridge } from '../state/fake-bridge.ts';
import { folder, subscription, subscriptionTree } from '../state/subscription-tree.ts';

const bridge = installFakeBridge();
const askedFor = () => bridge.calls.flatMap(({ method, params }) => (method === 'subscriptions.marked' ? [params] : []));

beforeEach(() => {
  bridge.calls.length = 0;
  useDialogs.setState({ open: null });
  useTreeChoice.setState({ keys: new Set(), anchor: null, here: null });
  const feeds = [subscription(1, 'Rivers', 5), subscription(2, 'Hills', 5), subscription(3, 'Coast')];
  useSubscriptions.setState({ tree: subscriptionTree([folder(5, 'Walks')], feeds) });
  useList.setState({ view: { kind: 'feed', feedId: 3 } });
});

describe('the command that unsubscribes', () => {
  it('means the feed whose list is open, and all that is chosen with it', async () => {
    runCommand('unsubscribe');
    await vi.waitFor(() => expect(askedFor()).toEqual([{ feedIds: [3] }]));
    useTreeChoice.setState({ keys: new Set(['feed:3', 'folder:5', 'feed:1']) });
    runCommand('unsubscribe');
    await vi.waitFor(() => expect(askedFor()).toEqual([{ feedIds: [3] }, { feedIds: [3, 1, 2] }]));
  });

  it('means what is chosen where the open feed is not of it, or no feed is open', async () => {
    useTreeChoice.setState({ keys: new Set(['feed:1', 'feed:2']) });
    runCommand('unsubscribe');
    await vi.waitFor(() => expect(askedFor()).toEqual([{ feedIds: [1, 2] }]));
    useList.setState({ view: { kind: 'all' } });
    runCommand('unsubscribe');
    await vi.waitFor(() => expect(askedFor()).toEqual([{ feedIds: [1, 2] }, { feedIds: [1, 2] }]));
    expect(findCommand('rename').isEnabled()).toBe(false);
  });

  it('asks what becomes of the feeds of a folder', () => {
    runCommand('unsubscribe', { kind: 'folder', folderId: 5 });
    expect(useDialogs.getState().open).toEqual({ kind: 'delete-folder', folderId: 5 });
  });

  it('has nothing to do where all articles are shown', () => {
    useList.setState({ view: { kind: 'all' } });
    expect(findCommand('unsubscribe').isEnabled()).toBe(false);
  });
});

describe('other words for a command', () => {
  it('are those that other readers use', () => {
    expect(commandOtherWords('add-feed')).toContain('subscribe');
    expect(commandOtherWords('unsubscribe')).toContain('remove');
    expect(commandOtherWords('toggle-star')).toContain('bookmark');
    expect(commandOtherWords('undo')).toBe('');
  });
});
