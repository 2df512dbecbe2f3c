import { policy } from '../../sanitize/trusted-types.ts';
import { adoptStyles } from './page-styles.ts';

/** Stricter than the window's policy, which the frame inherits: nothing but pictures and faces of our own origin. */
const pagePolicy =
  "default-src 'none'; img-src 'self' blob:; font-src 'self'; style-src 'self'; base-uri 'none'; form-action 'none'; object-src 'none'";
const emptyPage = `<!doctype html><html><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${pagePolicy}"></head><body></body></html>`;

/**
 * Makes the frame in which articles are shown: no scripts, no forms, no windows of its own, and made only once, as its content
 * is swapped by moving sanitised nodes into it. Settles with its page as soon as it can be filled.
 * `allow-same-origin` lets us reach in; without `allow-scripts` nothing inside can reach out.
 */
export function createArticleFrame(
  place: HTMLElement,
  title: string,
): { readonly frame: HTMLIFrameElement; readonly page: Promise<Document> } {
  const frame = document.createElement('iframe');
  frame.title = title;
  frame.setAttribute('sandbox', 'allow-same-origin');
  frame.setAttribute('referrerpolicy', 'no-referrer');
  const page = new Promise<Document>(resolve => {
    frame.addEventListener('load', () => {
      const loaded = frame.contentDocument;
      if (loaded === null || loaded.URL !== 'about:srcdoc') return;
      adoptStyles(loaded);
      resolve(loaded);
    });
  });
  frame.srcdoc = policy.createHTML(emptyPage) as unknown as string;
  place.replaceChildren(frame);
  return { frame, page };
}
