/** The frame's page follows the window's theme. Returns the function that stops it. */
export function mirrorTheme(page: Document): () => void {
  const root = document.documentElement;
  function copy(): void {
    const theme = root.getAttribute('data-theme');
    if (theme === null) page.documentElement.removeAttribute('data-theme');
    else page.documentElement.setAttribute('data-theme', theme);
  }
  copy();
  const observer = new MutationObserver(copy);
  observer.observe(root, { attributeFilter: ['data-theme'] });
  return () => observer.disconnect();
}
