import { create } from 'zustand';
import { firstLink } from '../format/given-address.ts';
import { useDialogs } from './dialogs.ts';
import { takeGiven } from './given-feeds.ts';
import { openImport } from './import-list.ts';

type Droppable = 'file' | 'link';

/** What is held above the window, where it may be dropped. */
export const useDropAbove = create<{ readonly above: Droppable | null }>()(() => ({ above: null }));

/** Something of the window itself is dragged: a row of the sidebar, a picture. */
let isOwnDrag = false;

/**
 * A file dropped on the window is read as a list to import, a link as a feed to add. All else that is dropped would replace the page (E5).
 * @param place the window, or the page of an article in it
 * @returns ends it
 */
export function takeDrops(place: EventTarget): () => void {
  const listeners = {
    dragstart: (event: DragEvent) => {
      isOwnDrag = !event.defaultPrevented;
    },
    dragend: () => {
      isOwnDrag = false;
    },
    dragover: (event: DragEvent) => {
      event.preventDefault();
      const above = welcome(event);
      if (event.dataTransfer !== null) event.dataTransfer.dropEffect = above === null ? 'none' : effect(event.dataTransfer);
      setAbove(above);
    },
    dragleave: (event: DragEvent) => {
      if (event.relatedTarget === null) setAbove(null);
    },
    drop: (event: DragEvent) => {
      event.preventDefault();
      setAbove(null);
      const kind = welcome(event);
      // What was dragged may be gone from the page by now, and then says no end.
      isOwnDrag = false;
      const file = kind === 'file' ? event.dataTransfer?.files[0] : undefined;
      if (file !== undefined) openImport(file);
      if (kind === 'link') takeGiven(firstLink(event.dataTransfer?.getData('text/uri-list') ?? ''), 'drop');
    },
  };
  const all = Object.entries(listeners) as [string, EventListener][];
  for (const [name, listener] of all) place.addEventListener(name, listener);
  return () => {
    for (const [name, listener] of all) place.removeEventListener(name, listener);
  };
}

function welcome({ dataTransfer }: DragEvent): Droppable | null {
  if (isOwnDrag || dataTransfer === null) return null;
  const open = useDialogs.getState().open?.kind ?? null;
  if (dataTransfer.types.includes('Files')) return open === null || open === 'import' ? 'file' : null;
  if (dataTransfer.types.includes('text/uri-list')) return open === null || open === 'add-feed' ? 'link' : null;
  return null;
}

/** Some programs let a link be linked only, and a drop that is asked for as a copy is not let through. */
function effect({ effectAllowed }: DataTransfer): 'copy' | 'link' {
  return effectAllowed === 'link' || effectAllowed === 'linkMove' ? 'link' : 'copy';
}

function setAbove(above: Droppable | null): void {
  if (useDropAbove.getState().above !== above) useDropAbove.setState({ above });
}
