import { findCommand } from '../../commands/command-table.ts';
import { commandKeys, commandLabel } from '../../commands/words.ts';
import { useDialogs } from '../../state/dialogs.ts';
import { copyAddress, copyText } from '../../state/feeds.ts';
import { openLink } from '../../state/links.ts';
import type { MenuEntry } from '../../ui/menu.tsx';
import { t } from '../../words.ts';
import { pictureAt, picturesOf } from './article-pictures.ts';

/** What a right click in the article offers, by what is under the pointer. Empty: the browser's own menu says enough. */
export function articleMenu(page: Document, target: EventTarget | null): readonly MenuEntry[] {
  const groups = [linkItems(target), pictureItems(page, target), codeItems(target), textItems(page)].filter(group => group.length > 0);
  return groups.flatMap((group, index): MenuEntry[] => (index === 0 ? group : ['line', ...group]));
}

function elementOf(target: EventTarget | null): Element | null {
  const node = target as Node | null;
  return node?.nodeType === Node.ELEMENT_NODE ? (node as Element) : (node?.parentElement ?? null);
}

function linkItems(target: EventTarget | null): MenuEntry[] {
  const address = elementOf(target)?.closest('a[href]')?.getAttribute('href') ?? '';
  if (address === '' || address.startsWith('#')) return [];
  return [
    { id: 'open', label: t('article.openLink'), onSelect: () => void openLink(address) },
    { id: 'background', label: t('article.openInBackground'), onSelect: () => void openLink(address, { inBackground: true }) },
    { id: 'copy-link', label: t('article.copyThisLink'), onSelect: () => void copyAddress(address) },
  ];
}

function pictureItems(page: Document, target: EventTarget | null): MenuEntry[] {
  const image = pictureAt(target);
  if (image === null) return [];
  const { pictures, index } = picturesOf(page, image);
  const address = pictures[index]?.address ?? null;
  const large: MenuEntry = {
    id: 'large',
    label: t('article.openLarge'),
    onSelect: () => useDialogs.getState().show({ kind: 'pictures', pictures, index }),
  };
  if (address === null) return [large];
  return [large, { id: 'copy-picture', label: t('article.copyPictureAddress'), onSelect: () => void copyAddress(address) }];
}

function codeItems(target: EventTarget | null): MenuEntry[] {
  const block = elementOf(target)?.closest('.text pre') ?? null;
  if (block === null) return [];
  const copy = (): void => void copyText(block.textContent.replace(/\n$/, ''), t('notice.codeCopied'));
  return [{ id: 'copy-code', label: t('article.copyCode'), onSelect: copy }];
}

function textItems(page: Document): MenuEntry[] {
  const text = page.getSelection()?.toString().trim() ?? '';
  if (text === '') return [];
  return [
    { id: 'copy-text', label: t('article.copySelection'), onSelect: () => void copyText(text) },
    {
      id: 'copy-quote',
      label: commandLabel('copy-quote'),
      keys: commandKeys('copy-quote'),
      onSelect: () => findCommand('copy-quote').run(),
    },
  ];
}
