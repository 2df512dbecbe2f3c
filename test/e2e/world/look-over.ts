import type { Page } from 'playwright-core';

/**
 * Text and spoken attributes in Latin letters that no locale wrote: the pseudo-locale puts its words in brackets, and nothing of
 * the profile behind the screens is in Latin letters.
 */
export function unwrappedWords(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    /** What is written so in every language: names, keys, addresses, what is typed into a search; dates, which the system writes; sentences of the worker. */
    const elsewhere = 'kbd, code, pre, dt, time, [dir], [translate="no"], [data-selectable]';
    const names =
      /X-Name: value|HTTP \d+|\b(?:Freshet|OPML|RSS|Atom|JSON Feed|NetNewsWire|Vim|Miniflux|Literata|Inter|Atkinson|JetBrains Mono|English|Markdown|Esc|Enter|Ctrl|Shift|Alt|Space|Delete|Escape|Home|End|PageUp|PageDown|MB|kB|GB|px|min)\b|\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b|\b(?:January|February|March|April|May|June|July|August|September|October|November|December|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b|\bat\b|\S+[./:@]\S+/g;
    const isWording = (text: string) => !text.includes('⟦') && /[a-z]{2}/i.test(text.replace(names, ''));
    const found: string[] = [];
    const root = [...document.querySelectorAll('dialog[open]')].at(-1) ?? document.body;
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const text = node.textContent ?? '';
      if (isWording(text) && node.parentElement?.closest(`${elsewhere}, script, style`) == null) found.push(`text: ${text}`);
    }
    for (const element of root.querySelectorAll('[aria-label], [title], [placeholder], [alt], [aria-description]')) {
      for (const name of ['aria-label', 'title', 'placeholder', 'alt', 'aria-description']) {
        const value = element.getAttribute(name);
        if (value !== null && isWording(value) && element.closest('time, kbd') === null) found.push(`${name}: ${value}`);
      }
    }
    return [...new Set(found)];
  });
}

/** Controls that their words do not fit into, or that stand out of the window. */
export function clippedControls(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const root = [...document.querySelectorAll('dialog[open]')].at(-1) ?? document.body;
    const controls = root.querySelectorAll<HTMLElement>(
      'button, select, summary, legend, h1, h2, h3, h4, label, [role="menuitem"], [role="menuitemcheckbox"], [role="tab"], dialog header, dialog p',
    );
    const found: string[] = [];
    for (const control of controls) {
      const box = control.getBoundingClientRect();
      // Off the screen for ears only, or not drawn.
      if (box.width <= 1 || box.height <= 1 || !control.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue;
      if (control.closest('[role="option"], [role="treeitem"], .visually-hidden') !== null) continue;
      const name = `${control.localName} ${(control.getAttribute('aria-label') ?? control.textContent ?? '').trim().slice(0, 60)}`;
      const hasTip = control.title !== '' || getComputedStyle(control).textOverflow === 'ellipsis';
      if (control.scrollWidth > control.clientWidth + 1 && control.clientWidth > 0 && !hasTip)
        found.push(`does not fit: ${name} (${control.scrollWidth} > ${control.clientWidth})`);
      const isInScroller = control.parentElement?.closest('[data-scrolls]') !== null;
      if (!isInScroller && (box.right > innerWidth + 1 || box.left < -1)) found.push(`out of the window: ${name}`);
    }
    return [...new Set(found)];
  });
}
