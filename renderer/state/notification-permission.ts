import { isInBrowserTab } from '../client/host.ts';
import { t } from '../words.ts';
import { notify } from './notices.ts';
import { changeSettings } from './settings.ts';

/** What the browser says to notifications; in Electron they need no permission. */
export function permission(): 'granted' | 'default' | 'denied' | 'missing' {
  if (!isInBrowserTab()) return 'granted';
  return 'Notification' in window ? Notification.permission : 'missing';
}

/** Turns notifications on or off. To be called from a click: the browser may have to ask first. */
export async function setNotifications(isOn: boolean): Promise<void> {
  if (isOn && permission() === 'default') await Notification.requestPermission();
  const isAllowed = permission() === 'granted';
  await changeSettings({ notifications: isOn && isAllowed });
  if (isOn && !isAllowed) notify(t('settings.notifyBlocked'), { isTrouble: true });
}
