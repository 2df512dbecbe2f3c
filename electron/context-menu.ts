import type { BrowserWindow, ContextMenuParams, MenuItemConstructorOptions } from 'electron';
import { pictureAddress } from './app-address.ts';
import type { ElectronApi } from './electron-api.ts';
import { t } from './words.ts';

export interface ContextMenuDuties {
  readonly openLink: (url: string) => void;
  readonly copyText: (text: string) => void;
}

/** What a right click offers: by what lies under the pointer, in fields the field's own commands. Empty: no menu. */
export function contextMenuItems(
  params: ContextMenuParams,
  contents: Pick<BrowserWindow['webContents'], 'copyImageAt' | 'downloadURL'>,
  duties: ContextMenuDuties,
): MenuItemConstructorOptions[] {
  if (params.isEditable) {
    const { canUndo, canCut, canCopy, canPaste, canSelectAll } = params.editFlags;
    return [
      { role: 'undo', label: t('menu.undo'), enabled: canUndo },
      { type: 'separator' },
      { role: 'cut', label: t('menu.cut'), enabled: canCut },
      { role: 'copy', label: t('menu.copy'), enabled: canCopy },
      { role: 'paste', label: t('menu.paste'), enabled: canPaste },
      { role: 'selectAll', label: t('menu.selectAll'), enabled: canSelectAll },
    ];
  }
  const groups = [linkItems(params, duties), pictureItems(params, contents, duties), textItems(params, duties)].filter(
    group => group.length > 0,
  );
  return groups.flatMap((group, index) => (index === 0 ? group : [{ type: 'separator' as const }, ...group]));
}

function linkItems({ linkURL }: ContextMenuParams, duties: ContextMenuDuties): MenuItemConstructorOptions[] {
  if (linkURL === '') return [];
  return [
    { label: t('context.openLink'), click: () => duties.openLink(linkURL) },
    { label: t('context.copyLink'), click: () => duties.copyText(linkURL) },
  ];
}

function pictureItems(
  { mediaType, hasImageContents, srcURL, x, y }: ContextMenuParams,
  contents: Pick<BrowserWindow['webContents'], 'copyImageAt' | 'downloadURL'>,
  duties: ContextMenuDuties,
): MenuItemConstructorOptions[] {
  if (mediaType !== 'image' || !hasImageContents) return [];
  const address = pictureAddress(srcURL);
  return [
    { label: t('context.copyPicture'), click: () => contents.copyImageAt(x, y) },
    ...(address === null ? [] : [{ label: t('context.copyPictureAddress'), click: () => duties.copyText(address) }]),
    { label: t('context.savePicture'), click: () => contents.downloadURL(srcURL) },
  ];
}

function textItems({ selectionText }: ContextMenuParams, duties: ContextMenuDuties): MenuItemConstructorOptions[] {
  const text = selectionText.trim();
  if (text === '') return [];
  const shown = text.length > 24 ? `${text.slice(0, 24)}…` : text;
  const search = `https://duckduckgo.com/?q=${encodeURIComponent(text.slice(0, 300))}`;
  return [
    { role: 'copy', label: t('menu.copy') },
    { label: t('context.search', { text: shown.replaceAll('&', '&&') }), click: () => duties.openLink(search) },
  ];
}

export function attachContextMenu(electron: Pick<ElectronApi, 'Menu'>, window: BrowserWindow, duties: ContextMenuDuties): void {
  window.webContents.on('context-menu', (_event, params) => {
    const items = contextMenuItems(params, window.webContents, duties);
    if (items.length > 0) electron.Menu.buildFromTemplate(items).popup({ window });
  });
}
