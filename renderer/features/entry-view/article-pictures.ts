import { pictureSource } from '../../sanitize/sanitize-article.ts';
import type { Picture } from '../../state/dialogs.ts';

/** What is smaller is a mark in the text, not a picture to look at. */
const leastSide = 64;

/** A picture of the article under an event; null where there is none, or where it stands for a link. */
export function pictureAt(target: EventTarget | null): HTMLImageElement | null {
  const element = target as Element | null;
  if (element?.nodeType !== Node.ELEMENT_NODE || element.localName !== 'img') return null;
  const image = element as HTMLImageElement;
  return isShown(image) ? image : null;
}

/** All pictures of the article, and which of them is the one. */
export function picturesOf(
  page: Document,
  one: HTMLImageElement | null,
): { readonly pictures: readonly Picture[]; readonly index: number } {
  const images = [...page.querySelectorAll<HTMLImageElement>('.lead img, .text img')].filter(image => isShown(image) || image === one);
  const index = one === null ? images.findIndex(image => image.getBoundingClientRect().bottom > 0) : images.indexOf(one);
  return { pictures: images.map(toPicture), index: Math.max(0, index) };
}

function toPicture(image: HTMLImageElement): Picture {
  const caption = image.closest('figure')?.querySelector('figcaption')?.textContent.trim() ?? '';
  const address = pictureSource(image);
  return {
    src: image.src,
    alt: image.alt,
    caption: caption === '' ? image.title : caption,
    address: address !== null && /^https?:/.test(address) ? address : null,
  };
}

function isShown(image: HTMLImageElement): boolean {
  const isLarge = image.naturalWidth >= leastSide && image.naturalHeight >= leastSide;
  // One that waits below for its turn has no size yet.
  return image.closest('.lead, .text') !== null && (isLarge || !image.complete || image.naturalWidth === 0);
}
