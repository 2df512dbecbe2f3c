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
  const main = shown.querySelector('main');
  if (main === null) return;
  // A copy of what was sanitised, node by node: nothing is parsed anew.
  const copy = page.importNode(main, true);
  for (const image of copy.querySelectorAll('img')) image.loading = 'eager';
  for (const fold of copy.querySelectorAll('details')) fold.open = true;
  for (const button of copy.querySelectorAll('button')) button.remove();
  page.body.replaceChildren(copy);
  if (address !== null) copy.append(pageElement(page, 'p', { class: 'address', dir: 'ltr' }, address));
  page.title = shown.querySelector('h1')?.textContent ?? '';
  await Promise.race([arePicturesThere(copy), new Promise(resolve => setTimeout(resolve, longestWaitMs))]);
  await page.fonts.ready;
  const view = frame.contentWindow;
  view?.addEventListener('afterprint', () => frame.remove());
  view?.print();
}

async function arePicturesThere(copy: Element): Promise<void> {
  await Promise.allSettled([...copy.querySelectorAll('img')].map(image => image.decode()));
}
