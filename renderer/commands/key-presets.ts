import type { KeyPreset } from '../../worker/protocol/settings.ts';
import type { KeyName } from './keys.ts';

export const keyPresets: readonly KeyPreset[] = ['freshet', 'netnewswire', 'vim', 'miniflux'];

type PresetKeys = Readonly<Record<string, readonly KeyName[]>>;

/** Where a preset differs from the table, by the command's id. A test sees to it that no key of a preset has two meanings. */
export const presetKeys: Readonly<Record<KeyPreset, PresetKeys>> = {
  freshet: {},
  netnewswire: {
    'next-unread': ['n', '+'],
    'previous-article': ['p'],
    'move-down': [],
    'move-up': [],
    'mark-all-read': ['k', 'Shift+A'],
    'mark-below-read': ['o', ']'],
    open: ['ArrowRight'],
    back: ['ArrowLeft', 'Escape'],
    'open-original': ['b', 'Enter', 'v'],
    'open-in-background': ['Shift+B'],
    'toggle-read': ['r', 'u', 'm'],
    'refresh-view': ['F5'],
    'next-feed': ['z', 'Shift+J'],
    'previous-feed': ['a', 'Shift+K'],
    'add-feed': ['Mod+N', 'Shift+N'],
  },
  vim: {
    'next-unread': ['n', 'Shift+N'],
    'move-down': [],
    open: ['l', 'o', 'Enter'],
    back: ['h', 'Escape'],
    'scroll-on': ['Space', 'Mod+D'],
    'scroll-back': ['Shift+Space', 'Mod+U'],
    choose: ['v', 'x'],
    'open-original': ['g x'],
    'toggle-later': ['w'],
    palette: [':', 'Mod+K'],
    undo: ['u', 'Mod+Z'],
    redo: ['Mod+R', 'Mod+Shift+Z', 'Mod+Y'],
  },
  miniflux: {
    'next-article': ['j', 'n'],
    'previous-article': ['k', 'p'],
    'move-down': [],
    'move-up': [],
    'toggle-star': ['f'],
    'full-screen': ['Shift+F'],
    'toggle-later': ['s', 'l'],
    'go-starred': ['g b'],
    'go-recent': ['g h'],
    history: ['Shift+H'],
    settings: ['g s', 'Mod+,'],
  },
};
