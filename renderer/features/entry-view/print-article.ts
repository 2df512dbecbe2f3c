import { readableAddress } from '../../format/readable-address.ts';
import { t } from '../../words.ts';
import { createPrintFrame } from './article-frame.ts';
import { pageElement } from './page-element.ts';

/** Pictures that do not come in this time stay away from the paper. */
const longestWaitMs = 10_000;

let last: HTMLIFrameElement | null = null;

/** Prints what is shown on a page of its own: black on white, whatever the screen looks like. */
export async function printArticle(shown: Document, address: string | null): Promise<void> {
  last?.remove();
  const { frame, page: loaded } = createPrintFrame(t('article.print'));
  last = frame;
  const page = await loaded;
  page.documentElement.dataset['paper'] = '';
  page.documentElement.dataset['theme'] = 'light';
  // Of what is chosen for the screen, what paper has too; its ground and its measures are its own.
  for (const name of ['face', 'hyphens']) {
    const chosen = shown.documentElement.dataset[name];
    if (chosen !== undefined) page.documentElement.dataset[name] = chosen;
  }
  const main = shown.querySelector('main');
  if (main === null) return;
  // A copy of what was sanitised, node by node: nothing is parsed anew.
  const copy = page.importNode(main, true);
  for (const image of copy.querySelectorAll('img')) image.loading = 'eager';
  for (const fold of copy.querySelectorAll('details')) fold.open = true;
  for (const button of copy.querySelectorAll('button')) button.remove();
  page.body.replaceChildren(copy);
  if (address !== null) addressPlace(copy).after(pageElement(page, 'p', { class: 'address', dir: 'ltr' }, ...addressParts(page, address)));
  const links = renderLinks(page, copy);
  if (links !== null) copy.append(links);
  page.title = shown.querySelector('h1')?.textContent ?? '';
  await Promise.race([arePicturesThere(copy), new Promise(resolve => setTimeout(resolve, longestWaitMs))]);
  await page.fonts.ready;
  const view = frame.contentWindow;
  view?.addEventListener('afterprint', () => frame.remove());
  view?.print();
}

/** Below what is told of the article, above its text. */
function addressPlace(copy: Element): Element {
  const head = copy.querySelector('.head');
  return head?.lastElementChild ?? head ?? copy;
}

/** Where the links of the text lead, in their order: paper cannot be clicked. The text has the same numbers (by the style sheet). */
function renderLinks(page: Document, copy: Element): HTMLElement | null {
  const links = [...copy.querySelectorAll('.text a[href^="http"]')];
  if (links.length === 0) return null;
  const lines = links.map(link =>
    pageElement(page, 'li', {}, pageElement(page, 'bdi', { dir: 'ltr' }, ...addressParts(page, link.getAttribute('href') ?? ''))),
  );
  return pageElement(
    page,
    'section',
    { class: 'links' },
    pageElement(page, 'h2', {}, t('article.printedLinks')),
    pageElement(page, 'ol', {}, ...lines),
  );
}

/** Each part in its own direction, all of them from left to right. */
function addressParts(page: Document, address: string): readonly (HTMLElement | string)[] {
  return readableAddress(address).map(part => (/[^\p{ASCII}]/u.test(part) ? pageElement(page, 'bdi', {}, part) : part));
}

async function arePicturesThere(copy: Element): Promise<void> {
  await Promise.allSettled([...copy.querySelectorAll('img')].map(image => image.decode()));
}
