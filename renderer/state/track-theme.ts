import { useSettings } from './settings.ts';

/** Puts the chosen theme on the page; "system" leaves the choice to the system. */
export function trackTheme(): void {
  useSettings.subscribe(({ settings }) => {
    const root = document.documentElement;
    if (settings === null || settings.theme === 'system') delete root.dataset['theme'];
    else root.dataset['theme'] = settings.theme;
  });
}
