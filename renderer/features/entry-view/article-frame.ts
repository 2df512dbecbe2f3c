import { policy } from '../../sanitize/trusted-types.ts';
import { adoptStyles } from './page-styles.ts';

/** Stricter than the window's policy, which the frame inherits: nothing but pictures and faces of our own origin. */
const pagePolicy =
  "default-src 'none'; img-src 'self' blob:; font-src 'self'; style-src 'self'; base-uri 'none'; form-action 'none'; object-src 'none'";
const emptyPage = `<!doctype html><html><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${pagePolicy}"></head><body></body></html>`;

/** A frame of which nothing can do more than show: no scripts, no forms, no windows. What `allowed` adds is without effect where no script runs. */
function emptyFrame(title: string, allowed: string): HTMLIFrameElement {
  const frame = document.createElement('iframe');
  frame.title = title;
  frame.setAttribute('sandbox', `allow-same-origin${allowed}`);
  frame.setAttribute('referrerpolicy', 'no-referrer');
  frame.srcdoc = policy.createHTML(emptyPage) as unknown as string;
  return frame;
}

/** The frame's page, as soon as it can be filled. */
function loadedPage(frame: HTMLIFrameElement): Promise<Document> {
  return new Promise(resolve => {
    frame.addEventListener('load', () => {
      const loaded = frame.contentDocument;
      if (loaded === null || loaded.URL !== 'about:srcdoc') return;
      adoptStyles(loaded);
      resolve(loaded);
    });
  });
}

/**
 * Makes the frame in which articles are shown: no scripts, no forms, no windows of its own, and made only once, as its content
 * is swapped by moving sanitised nodes into it. Settles with its page as soon as it can be filled.
 * `allow-same-origin` lets us reach in; without `allow-scripts` nothing inside can reach out.
 */
export function createArticleFrame(
  place: HTMLElement,
  title: string,
): { readonly frame: HTMLIFrameElement; readonly page: Promise<Document> } {
  const frame = emptyFrame(title, '');
  const page = loadedPage(frame);
  place.replaceChildren(frame);
  return { frame, page };
}

/**
 * A second frame, out of sight, for paper alone: only a page that may open the system's dialog can be printed, and this one,
 * as without scripts as the other, opens none by itself.
 */
export function createPrintFrame(title: string): { readonly frame: HTMLIFrameElement; readonly page: Promise<Document> } {
  const frame = emptyFrame(title, ' allow-modals');
  frame.setAttribute('aria-hidden', 'true');
  frame.tabIndex = -1;
  Object.assign(frame.style, { position: 'fixed', width: '680px', height: '0', border: '0', visibility: 'hidden' });
  const page = loadedPage(frame);
  document.body.append(frame);
  return { frame, page };
}
