import { t } from '../../words.ts';
import { pageElement } from './page-element.ts';

export interface CodeCopy {
  /** Copies the first block of code in sight. False when there is none. */
  copyInSight(): boolean;
  clear(): void;
}

/** One button for all blocks of code: it stands over the one that the pointer or the keyboard is on, outside of the article (H3). */
export function createCodeCopy(page: Document, copy: (text: string) => void): CodeCopy {
  const button = pageElement(page, 'button', { type: 'button', class: 'copy', 'aria-label': t('article.copyCode') }, t('article.copy'));
  let block: Element | null = null;

  function hide(): void {
    block = null;
    button.remove();
  }
  function stand(over: Element): void {
    if (over === block) return;
    block = over;
    const at = over.getBoundingClientRect();
    page.body.append(button);
    button.style.top = `${Math.round(at.top + page.documentElement.scrollTop + 6)}px`;
    button.style.left = `${Math.round(at.right - button.offsetWidth - 6)}px`;
  }
  function onPoint(event: Event): void {
    const node = event.target as Node;
    const element = node.nodeType === Node.ELEMENT_NODE ? (node as Element) : node.parentElement;
    if (element === null || element === button || button.contains(element)) return;
    const over = element.closest('.text pre');
    if (over === null) hide();
    else stand(over);
  }

  page.addEventListener('mouseover', onPoint, true);
  page.addEventListener('focusin', onPoint, true);
  page.addEventListener('click', event => {
    if (event.isTrusted && event.target === button && block !== null) copy(codeOf(block));
  });
  return {
    copyInSight() {
      const { clientHeight } = page.documentElement;
      const seen = [...page.querySelectorAll('.text pre')].find(each => {
        const { top, bottom } = each.getBoundingClientRect();
        return bottom > 0 && top < clientHeight;
      });
      if (seen !== undefined) copy(codeOf(seen));
      return seen !== undefined;
    },
    clear: hide,
  };
}

function codeOf(block: Element): string {
  return block.textContent.replace(/\n$/, '');
}
