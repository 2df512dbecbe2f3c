/** A link in Markdown. Whatever the title holds, it stays one link with these words. */
export function markdownLink(title: string, url: string): string {
  const words = title
    .replace(/\s+/gu, ' ')
    .trim()
    .replace(/[\\[\]`*_<>&]/gu, '\\$&');
  const address = url.replace(/[()<>\\\s]/gu, sign => `%${sign.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`);
  return `[${words}](${address})`;
}
