import { askAhead } from './answers-ahead.ts';
import { hearEvents, holdEvents } from './events.ts';
import { createWebBridge } from './web-bridge.ts';

/** Finds the way to the host, or in a browser tab makes one, and asks what the window will ask first. What happens meanwhile is held. */
export async function openBridge(): Promise<void> {
  window.reader ??= await createWebBridge();
  holdEvents();
  hearEvents();
  askAhead();
}
