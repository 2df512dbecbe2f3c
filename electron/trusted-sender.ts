import type { IpcMainInvokeEvent, WebContents } from 'electron';
import { isAppPage } from './app-address.ts';

/**
 * True for the main frame of our own window at our own page, and for nothing else (E10): not for an article frame,
 * not for a frame that was navigated away or destroyed while its message was under way.
 */
export function isTrustedSender(event: Pick<IpcMainInvokeEvent, 'sender' | 'senderFrame'>, window: WebContents | null): boolean {
  if (window === null || window.isDestroyed() || event.sender !== window) return false;
  return event.senderFrame !== null && event.senderFrame === window.mainFrame && isAppPage(event.senderFrame.url);
}
