import { t } from '../words.ts';
import { useDialogs } from './dialogs.ts';
import { ask } from './notices.ts';
import { changeSettings, useSettings } from './settings.ts';

let wasAsked = false;

/** Asks once, after the first subscription, what Freshet may do by itself. It can wait: what was added can still be taken back beside it. */
export function askFirstChoices(): void {
  if (wasAsked || useSettings.getState().settings?.notifications !== null) return;
  wasAsked = true;
  ask(t('firstChoices.ask'), [
    { label: t('firstChoices.choose'), run: () => useDialogs.getState().show({ kind: 'first-choices' }) },
    { label: t('firstChoices.later'), run: endFirstChoices },
  ]);
}

/** Whoever said nothing to notifications has said no, and is not asked again. */
export function endFirstChoices(): void {
  if (useSettings.getState().settings?.notifications === null) void changeSettings({ notifications: false });
}
