/** How long a row is waited for whose facts are still being asked for. */
const mostMs = 3000;
const controls = 'select, input:is(:checked, :not([type="radio"])), button:enabled';

/** Brings the row of a setting into sight, marks it, and gives its control the keys. @returns ends the waiting and takes the mark away */
export function showRow(page: HTMLElement, id: string): () => void {
  let row: HTMLElement | null = null;
  const observer = new MutationObserver(show);
  const timer = setTimeout(() => observer.disconnect(), mostMs);

  function show(): void {
    row = page.querySelector(`[data-setting="${CSS.escape(id)}"]`);
    if (row === null) return;
    observer.disconnect();
    row.dataset['asked'] = '';
    row.scrollIntoView({ block: 'center' });
    // The button that sets it back comes before what it sets.
    const found = [...row.querySelectorAll<HTMLElement>(controls)].filter(element => !('reset' in element.dataset));
    found[0]?.focus({ preventScroll: true });
  }

  observer.observe(page, { childList: true, subtree: true });
  show();
  return () => {
    observer.disconnect();
    clearTimeout(timer);
    if (row !== null) delete row.dataset['asked'];
  };
}
