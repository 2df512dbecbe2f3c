/**
 * A key as the command table writes it: `j`, `Shift+N`, `Mod+Z` (Ctrl, on macOS Cmd), `Space`, `Escape`, `?`;
 * two of them after one another: `g a`. Symbols stand for themselves, whatever they need to be typed.
 */
export type KeyName = string;

/** Keys that a browser keeps for itself and a page never sees. */
export const keptByBrowsers: readonly KeyName[] = ['Mod+N', 'Mod+T', 'Mod+W', 'Mod+Shift+N', 'Mod+Shift+T', 'Mod+Shift+W'];

/** Whether the two cannot both work: the same, or one the first stroke of the other. */
export function clash(one: KeyName, other: KeyName): boolean {
  return one === other || one.startsWith(`${other} `) || other.startsWith(`${one} `);
}

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
  return placesOnUs[code]?.[shiftKey ? 1 : 0] ?? null;
}

/** Without and with Shift. */
const placesOnUs: Readonly<Record<string, readonly [string, string]>> = {
  Slash: ['/', '?'],
  Equal: ['=', '+'],
  Minus: ['-', '_'],
  BracketLeft: ['[', '{'],
  BracketRight: [']', '}'],
  Semicolon: [';', ':'],
  Quote: ["'", '"'],
  Comma: [',', '<'],
  Period: ['.', '>'],
  Backslash: ['\\', '|'],
  Backquote: ['`', '~'],
};

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
