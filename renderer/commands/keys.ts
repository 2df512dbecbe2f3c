/**
 * A key as the command table writes it: `j`, `Shift+N`, `Mod+Z` (Ctrl, on macOS Cmd), `Space`, `Escape`, `?`;
 * two of them after one another: `g a`. Symbols stand for themselves, whatever they need to be typed.
 */
export type KeyName = string;

/** What a key press may be called, the likeliest first. The second name is its place on a US keyboard, for layouts without Latin letters. */
export function namesOfKey(event: KeyboardEvent, isMac: boolean): readonly KeyName[] {
  if (event.isComposing || event.key === 'Dead' || event.key === 'Process') return [];
  const mod = isMac ? event.metaKey : event.ctrlKey;
  const isForeign = (isMac ? event.ctrlKey : event.metaKey) || (event.altKey && !event.getModifierState('AltGraph'));
  if (isForeign) return [];
  const names = [withModifiers(event.key === ' ' ? 'Space' : event.key, event.shiftKey, mod)];
  const onUs = keyOnUsKeyboard(event);
  if (onUs !== null && !isAscii(event.key)) names.push(withModifiers(onUs, event.shiftKey, mod));
  return names;
}

function withModifiers(key: string, shift: boolean, mod: boolean): KeyName {
  const isLetter = /^[a-z]$/i.test(key);
  const isNamed = key.length > 1;
  // Caps lock must not turn n into Shift+N, nor hide Shift+N.
  const name = isLetter ? (shift ? key.toUpperCase() : key.toLowerCase()) : key;
  return `${mod ? 'Mod+' : ''}${shift && (isLetter || isNamed) ? 'Shift+' : ''}${mod && isLetter ? name.toUpperCase() : name}`;
}

function keyOnUsKeyboard({ code, shiftKey }: KeyboardEvent): string | null {
  const letter = /^Key([A-Z])$/.exec(code)?.[1];
  if (letter !== undefined) return letter.toLowerCase();
  if (code === 'Slash') return shiftKey ? '?' : '/';
  if (code === 'Equal') return shiftKey ? '+' : '=';
  return null;
}

function isAscii(key: string): boolean {
  return /^[\x20-\x7e]+$/.test(key);
}

const signs: Readonly<Record<string, string>> = {
  Escape: 'Esc',
  ArrowUp: '↑',
  ArrowDown: '↓',
};

/** As shown to the user: "Ctrl+Z", "⌘Z", "g then a". */
export function keyWords(key: KeyName, isMac: boolean, then: string): string {
  return key
    .split(' ')
    .map(stroke =>
      stroke === '+'
        ? '+'
        : stroke
            .replace(/\+\+$/, '+＋')
            .split('+')
            .map(part => (part === 'Mod' ? (isMac ? '⌘' : 'Ctrl') : (signs[part] ?? part)))
            .join('+')
            .replace('＋', '+')
            .replace('⌘+', '⌘'),
    )
    .join(` ${then} `);
}
