import { idPrefix } from '../../sanitize/addresses.ts';

interface LinkActions {
  open(url: string, inBackground: boolean): void;
  /** What the link under the pointer or the keyboard leads to; null when there is none. */
  show(url: string | null): void;
  /** A link within the article leads to `target`. True when that was shown without going there. */
  showNote(link: Element, target: Element): boolean;
  /** Addresses of the article itself: a link to one of them with a fragment stays in the article. */
  ownAddresses(): readonly (string | null)[];
}

/** One at a time (L2): a storm of clicks opens no storm of tabs. */
const minGapMs = 500;

/** Takes every way by which a page follows a link, before the page itself has it. Returns the function that lets go. */
export function takeLinks(page: Document, actions: LinkActions): () => void {
  let lastOpenedAt = Number.NEGATIVE_INFINITY;

  function onClick(event: MouseEvent): void {
    const link = linkOf(event.target);
    if (link === null) return;
    event.preventDefault();
    event.stopPropagation();
    // Only a person's click: one made by a script or a storm of them leads nowhere.
    if (!event.isTrusted || event.button > 1) return;
    const address = link.getAttribute('href') ?? '';
    const target = targetWithin(page, address, actions.ownAddresses());
    if (target !== null) {
      if (!actions.showNote(link, target)) target.scrollIntoView({ block: 'start' });
      return;
    }
    if (event.timeStamp - lastOpenedAt < minGapMs) return;
    lastOpenedAt = event.timeStamp;
    const outside = address.startsWith('#') ? withFragment(actions.ownAddresses(), address) : address;
    if (outside !== null) actions.open(outside, event.button === 1 || event.ctrlKey || event.metaKey);
  }
  function onPoint(event: Event): void {
    const address = linkOf(event.target)?.getAttribute('href') ?? null;
    actions.show(address?.startsWith('#') ? null : address);
  }
  const stop = (event: Event): void => event.preventDefault();
  const hide = (): void => actions.show(null);

  const listeners: readonly (readonly [string, (event: never) => void])[] = [
    ['click', onClick],
    ['auxclick', onClick],
    ['mouseover', onPoint],
    ['focusin', onPoint],
    ['mouseleave', hide],
    ['focusout', hide],
    ['dragstart', stop],
    ['dragover', stop],
    ['drop', stop],
    ['submit', stop],
  ];
  for (const [name, listener] of listeners) page.addEventListener(name, listener as EventListener, true);
  return () => {
    for (const [name, listener] of listeners) page.removeEventListener(name, listener as EventListener, true);
  };
}

/** Nodes of the frame are of another realm: `instanceof` does not know them. */
function linkOf(target: EventTarget | null): Element | null {
  const node = target as Node | null;
  const element = node?.nodeType === Node.ELEMENT_NODE ? (node as Element) : (node?.parentElement ?? null);
  return element?.closest('a[href]') ?? null;
}

/** Where a link within the article leads; null when it leads elsewhere, or to what is not there. */
function targetWithin(page: Document, address: string, own: readonly (string | null)[]): Element | null {
  const hash = address.indexOf('#');
  if (hash === -1) return null;
  const isOwn = hash === 0 || own.some(url => url !== null && withoutFragment(url) === address.slice(0, hash));
  return isOwn ? findTarget(page, address.slice(hash + 1)) : null;
}

function findTarget(page: Document, fragment: string): Element | null {
  const id = fragment.startsWith(idPrefix) ? fragment : `${idPrefix}${fragment}`;
  return page.getElementById(id) ?? page.getElementById(decode(id));
}

function withFragment(own: readonly (string | null)[], address: string): string | null {
  const url = own.find(candidate => candidate !== null);
  return url === undefined || url === null ? null : `${withoutFragment(url)}#${address.slice(1).replace(idPrefix, '')}`;
}

function withoutFragment(url: string): string {
  const hash = url.indexOf('#');
  return hash === -1 ? url : url.slice(0, hash);
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
