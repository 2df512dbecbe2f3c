import { expect, it } from 'vitest';
import { askAhead, dropAnswersAhead } from '../../renderer/client/answers-ahead.ts';
import { hasHeldChanges, hearEvents, holdEvents, onEvent, releaseEvents } from '../../renderer/client/events.ts';
import { request } from '../../renderer/client/request.ts';
import type { WindowNotes } from '../../worker/protocol/settings.ts';
import { installFakeBridge } from './state/fake-bridge.ts';

const bridge = installFakeBridge();
hearEvents();
const asked = () => bridge.calls.map(call => call.method).filter(method => method === 'window.notes').length;

it('keeps what happens before the listeners are there, and tells it once', () => {
  const heard: string[] = [];
  holdEvents();
  bridge.emit({ name: 'host.health', payload: { state: 'starting' } });
  expect(hasHeldChanges()).toBe(false);
  bridge.emit({ name: 'entries.arrived', payload: { feedIds: [1], added: 1 } });
  expect(hasHeldChanges()).toBe(true);
  onEvent('host.health', ({ state }) => heard.push(state));
  expect(heard).toEqual([]);
  releaseEvents();
  bridge.emit({ name: 'host.health', payload: { state: 'starting' } });
  expect(heard).toEqual(['starting', 'starting']);
});

it('gives an answer that was asked for ahead once, and asks anew when something has changed', async () => {
  bridge.answers = { 'window.notes': () => ({}) as WindowNotes };
  askAhead();
  await request('window.notes', {});
  expect(asked()).toBe(1);
  await request('window.notes', {});
  expect(asked()).toBe(2);
  askAhead();
  dropAnswersAhead();
  await request('window.notes', {});
  expect(asked()).toBe(4);
});
