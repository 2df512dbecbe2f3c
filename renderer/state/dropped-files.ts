import { create } from 'zustand';
import { useDialogs } from './dialogs.ts';
import { openImport } from './import-list.ts';

/** Whether a file is held above the window, where it may be dropped. */
export const useFileAbove = create<{ readonly isFileAbove: boolean }>()(() => ({ isFileAbove: false }));

/** A file dropped on the window is read as a list to import. All else that is dropped would replace the page (E5). */
export function takeDroppedFiles(): void {
  window.addEventListener('dragover', event => {
    event.preventDefault();
    const isWelcome = isFileWelcome(event);
    if (event.dataTransfer !== null) event.dataTransfer.dropEffect = isWelcome ? 'copy' : 'none';
    setAbove(isWelcome);
  });
  window.addEventListener('dragleave', event => {
    if (event.relatedTarget === null) setAbove(false);
  });
  window.addEventListener('drop', event => {
    event.preventDefault();
    setAbove(false);
    const file = isFileWelcome(event) ? event.dataTransfer?.files[0] : undefined;
    if (file !== undefined) openImport(file);
  });
}

function isFileWelcome({ dataTransfer }: DragEvent): boolean {
  const dialog = useDialogs.getState().open;
  return (dialog === null || dialog.kind === 'import') && (dataTransfer?.types.includes('Files') ?? false);
}

function setAbove(isFileAbove: boolean): void {
  if (useFileAbove.getState().isFileAbove !== isFileAbove) useFileAbove.setState({ isFileAbove });
}
