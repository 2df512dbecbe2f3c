import { usualLook, wearLook } from '../../state/article-look.ts';
import { useSettings } from '../../state/settings.ts';

/** The article's page follows what the user chooses of faces and measures. Returns the function that stops it. */
export function mirrorLook(page: Document, onChanged: () => void): () => void {
  wearLook(page.documentElement, useSettings.getState().settings ?? usualLook);
  return useSettings.subscribe(({ settings }) => {
    if (settings === null) return;
    wearLook(page.documentElement, settings);
    onChanged();
  });
}
