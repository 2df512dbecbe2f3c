import { describe, expect, it } from 'vitest';
import { keyWords, namesOfKey } from '../../../renderer/commands/keys.ts';

type Press = Partial<Pick<KeyboardEvent, 'key' | 'code' | 'shiftKey' | 'ctrlKey' | 'metaKey' | 'altKey' | 'isComposing'>> & {
  readonly altGraph?: boolean;
};

function names(press: Press, isMac = false): readonly string[] {
  const { altGraph = false, ...rest } = press;
  const event = { key: '', code: '', shiftKey: false, ctrlKey: false, metaKey: false, altKey: false, isComposing: false, ...rest };
  return namesOfKey({ ...event, getModifierState: (name: string) => name === 'AltGraph' && altGraph } as KeyboardEvent, isMac);
}

describe('namesOfKey', () => {
  it('calls a letter by itself, whatever caps lock says', () => {
    expect(names({ key: 'j', code: 'KeyJ' })).toEqual(['j']);
    expect(names({ key: 'J', code: 'KeyJ' })).toEqual(['j']);
    expect(names({ key: 'J', code: 'KeyJ', shiftKey: true })).toEqual(['Shift+J']);
    expect(names({ key: 'j', code: 'KeyJ', shiftKey: true })).toEqual(['Shift+J']);
  });

  it('knows the key by its place on layouts without Latin letters', () => {
    expect(names({ key: 'о', code: 'KeyJ' })).toContain('j');
    expect(names({ key: 'Ф', code: 'KeyA', shiftKey: true })).toContain('Shift+A');
    expect(names({ key: 'я', code: 'KeyZ', ctrlKey: true })).toContain('Mod+Z');
    expect(names({ key: '؟', code: 'Slash', shiftKey: true })).toContain('?');
  });

  it('goes by the letter on Latin layouts, where places differ', () => {
    expect(names({ key: 'h', code: 'KeyJ' })).toEqual(['h']);
  });

  it('takes symbols for themselves, however they are typed', () => {
    expect(names({ key: '?', code: 'Minus', shiftKey: true })).toContain('?');
    expect(names({ key: '+', code: 'BracketRight' })).toContain('+');
    expect(names({ key: '+', code: 'NumpadAdd' })).toContain('+');
  });

  it('names modifiers as the system does', () => {
    expect(names({ key: 'z', code: 'KeyZ', ctrlKey: true })).toEqual(['Mod+Z']);
    expect(names({ key: 'z', code: 'KeyZ', metaKey: true }, true)).toEqual(['Mod+Z']);
    expect(names({ key: 'z', code: 'KeyZ', ctrlKey: true }, true)).toEqual([]);
    expect(names({ key: ' ', code: 'Space', shiftKey: true })).toEqual(['Shift+Space']);
  });

  it('leaves keys with Alt and half-composed text alone', () => {
    expect(names({ key: 'j', code: 'KeyJ', altKey: true })).toEqual([]);
    expect(names({ key: 'j', code: 'KeyJ', isComposing: true })).toEqual([]);
    expect(names({ key: 'Dead', code: 'Equal' })).toEqual([]);
  });
});

describe('keyWords', () => {
  it('writes keys as the user knows them', () => {
    expect(keyWords('Mod+Z', false, 'then')).toBe('Ctrl+Z');
    expect(keyWords('Mod+Z', true, 'then')).toBe('⌘Z');
    expect(keyWords('g a', false, 'then')).toBe('g then a');
    expect(keyWords('+', false, 'then')).toBe('+');
    expect(keyWords('Mod++', false, 'then')).toBe('Ctrl++');
    expect(keyWords('Mod++', true, 'then')).toBe('⌘+');
    expect(keyWords('Escape', false, 'then')).toBe('Esc');
  });
});
