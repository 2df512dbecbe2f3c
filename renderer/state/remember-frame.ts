import { rememberedFrame } from '../first-frame.ts';
import { direction } from '../words.ts';
import { useLanguage } from './language.ts';
import { useLayout } from './layout.ts';
import { useSettings } from './settings.ts';
import { hasNothing, useSubscriptions } from './subscriptions.ts';

/** Keeps what the next first frame must know before anybody can be asked. */
export function rememberFrame(): void {
  const keep = (): void => {
    const { settings } = useSettings.getState();
    const { wish } = useLayout.getState();
    const { tree } = useSubscriptions.getState();
    if (settings === null || tree === null) return;
    try {
      localStorage.setItem(
        rememberedFrame,
        JSON.stringify({ theme: settings.theme, dir: direction(), hasFeeds: !hasNothing(tree), ...wish }),
      );
    } catch {
      // A browser may have no room for it; the first frame is then the usual one.
    }
  };
  useSettings.subscribe(keep);
  useLanguage.subscribe(keep);
  useSubscriptions.subscribe(({ tree }, before) => {
    if (before.tree === null || (tree !== null && hasNothing(tree) !== hasNothing(before.tree))) keep();
  });
  useLayout.subscribe(({ wish }, before) => {
    if (wish !== before.wish) keep();
  });
}
