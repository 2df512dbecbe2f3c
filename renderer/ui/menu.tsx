import { Check, ChevronRight } from 'lucide-react';
import { DropdownMenu, ContextMenu as RadixContextMenu } from 'radix-ui';
import type { ReactElement, ReactNode } from 'react';
import { classes } from './classes.ts';
import styles from './menu.module.css';

export interface MenuItem {
  /** Unique within its menu. */
  readonly id: string;
  readonly label: string;
  readonly icon?: ReactNode;
  /** The key that does the same, as shown to the user. */
  readonly keys?: string | undefined;
  /** A time or a number that belongs to it, at its end. */
  readonly measure?: string;
  readonly isDisabled?: boolean;
  readonly isDestructive?: boolean;
  /** Makes it a choice with a tick. */
  readonly isChecked?: boolean;
  onSelect(): void;
}

/** Opens a menu of its own beside it. */
export interface SubMenu {
  readonly id: string;
  readonly label: string;
  readonly icon?: ReactNode;
  readonly items: readonly MenuEntry[];
}

export type MenuEntry = MenuItem | SubMenu | 'line';

interface MenuProps {
  readonly items: readonly MenuEntry[];
  /** One element that opens the menu; it gets the ARIA attributes. */
  readonly children: ReactElement;
}

// Not modal: Radix's scroll lock of modal menus injects a <style>, which the window's policy forbids.

/** A menu that opens below its button. */
export function Menu({ items, children }: MenuProps) {
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger asChild>{children}</DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content className={styles['menu']} align="end" sideOffset={4} collisionPadding={8} loop>
          {items.map((item, index) => renderItem(item, index, DropdownMenu))}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}

interface PointMenuProps {
  readonly items: readonly MenuEntry[];
  /** CSS pixels of the window. */
  readonly at: { readonly x: number; readonly y: number };
  /** The caller takes the menu away, and gives the keys to where they were. */
  onClose(): void;
}

/** A menu at a point where no element of ours is: inside of a frame. */
export function PointMenu({ items, at, onClose }: PointMenuProps) {
  return (
    <DropdownMenu.Root modal={false} open onOpenChange={isOpen => !isOpen && onClose()}>
      <DropdownMenu.Trigger asChild>
        <span className={styles['point']} style={{ left: at.x, top: at.y }} aria-hidden="true" />
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          className={styles['menu']}
          align="start"
          collisionPadding={8}
          loop
          onCloseAutoFocus={event => event.preventDefault()}
        >
          {items.map((item, index) => renderItem(item, index, DropdownMenu))}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}

interface ContextMenuProps extends MenuProps {
  readonly onOpenChange?: (isOpen: boolean) => void;
}

/** A menu where the pointer is (right click, long press) or at what has the keyboard (Menu key, Shift+F10). */
export function ContextMenu({ items, children, onOpenChange }: ContextMenuProps) {
  return (
    <RadixContextMenu.Root modal={false} {...(onOpenChange === undefined ? {} : { onOpenChange })}>
      <RadixContextMenu.Trigger asChild>{children}</RadixContextMenu.Trigger>
      <RadixContextMenu.Portal>
        <RadixContextMenu.Content className={styles['menu']} collisionPadding={8} loop>
          {items.map((item, index) => renderItem(item, index, RadixContextMenu))}
        </RadixContextMenu.Content>
      </RadixContextMenu.Portal>
    </RadixContextMenu.Root>
  );
}

type Parts = Pick<
  typeof DropdownMenu,
  'Item' | 'CheckboxItem' | 'ItemIndicator' | 'Separator' | 'Sub' | 'SubTrigger' | 'SubContent' | 'Portal'
>;

/** Where there is no room beside a menu, its submenu lies over it, below the row that opened it. */
function placeOfSubMenu(): { readonly sideOffset?: number; readonly alignOffset?: number } {
  return window.innerWidth < 640 ? { sideOffset: -204, alignOffset: 36 } : {};
}

function renderItem(item: MenuEntry, index: number, parts: Parts): ReactElement {
  if (item === 'line') return <parts.Separator key={`line-${index}`} className={styles['line']} />;
  if ('items' in item) {
    return (
      <parts.Sub key={item.id}>
        <parts.SubTrigger className={styles['item']}>
          <span className={styles['icon']}>{item.icon}</span>
          <span className={styles['label']}>{item.label}</span>
          <ChevronRight className={styles['more']} aria-hidden="true" />
        </parts.SubTrigger>
        <parts.Portal>
          <parts.SubContent className={styles['menu']} collisionPadding={8} loop {...placeOfSubMenu()}>
            {item.items.map((inner, place) => renderItem(inner, place, parts))}
          </parts.SubContent>
        </parts.Portal>
      </parts.Sub>
    );
  }
  const className = classes(styles['item'], item.isDestructive === true && styles['destructive']);
  const content = (
    <>
      <span className={styles['icon']}>
        {item.isChecked === undefined ? (
          item.icon
        ) : (
          <parts.ItemIndicator>
            <Check />
          </parts.ItemIndicator>
        )}
      </span>
      <span className={styles['label']}>{item.label}</span>
      {item.measure !== undefined && <span className={styles['measure']}>{item.measure}</span>}
      {item.keys !== undefined && <kbd className={styles['keys']}>{item.keys}</kbd>}
    </>
  );
  if (item.isChecked === undefined) {
    return (
      <parts.Item key={item.id} className={className} disabled={item.isDisabled ?? false} onSelect={item.onSelect}>
        {content}
      </parts.Item>
    );
  }
  return (
    <parts.CheckboxItem
      key={item.id}
      className={className}
      checked={item.isChecked}
      disabled={item.isDisabled ?? false}
      onSelect={item.onSelect}
    >
      {content}
    </parts.CheckboxItem>
  );
}
