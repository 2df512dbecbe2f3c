import { create } from 'zustand';

/** Keys of what was used last in the palette, newest first. */
export const usePaletteMemory = create<{ readonly recent: readonly string[] }>()(() => ({ recent: [] }));

export const mostRemembered = 20;

export function rememberUse(key: string): void {
  usePaletteMemory.setState(({ recent }) => ({ recent: [key, ...recent.filter(other => other !== key)].slice(0, mostRemembered) }));
}
