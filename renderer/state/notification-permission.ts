import { isInBrowserTab } from '../client/host.ts';
import { t } from '../words.ts';
import { ask, notify } from './notices.ts';
import { changeSettings, useSettings } from './settings.ts';

let wasAsked = false;

/** Asks once, after the first subscription, whether to notify of new articles. */
export function askAboutNotifications(): void {
  if (wasAsked || useSettings.getState().settings?.notifications !== null || permission() === 'missing') return;
  wasAsked = true;
  ask(t('settings.askNotify'), [
    { label: t('settings.yes'), run: () => void setNotifications(true) },
    { label: t('settings.no'), run: () => void setNotifications(false) },
  ]);
}

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
