import type { ReactNode } from 'react';

/** Something that the palette leads to. */
export interface PaletteItem {
  /** Unique, and the same in every run of the program: by it is remembered what was used last. */
  readonly key: string;
  readonly kind: 'command' | 'feed' | 'folder' | 'label' | 'saved' | 'setting' | 'article' | 'search-for';
  readonly name: string;
  /** What tells it from others of its name: its folder, its feed. Plain text, may be empty. */
  readonly more: string;
  /** Other words that it is found by, after what is called so. */
  readonly otherWords?: string;
  readonly icon: ReactNode;
  /** A command's first key. */
  readonly keys?: string | undefined;
  run(): void;
}
