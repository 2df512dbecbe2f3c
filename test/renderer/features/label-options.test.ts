import { describe, expect, it } from 'vitest';
import { labelOptions } from '../../../renderer/features/labels/label-options.ts';
import type { Label } from '../../../worker/protocol/labels.ts';

const labels = ['Deep water', 'Rivers', 'Waterways', 'Äpfel'].map((name, index): Label => {
  return { id: index + 1, name, color: 'blue', entryCount: 0, unreadCount: 0 };
});
const options = (typed: string) =>
  labelOptions(labels, typed).map(option => (option.kind === 'make' ? `+ ${option.name}` : option.label.name));

describe('the labels that are offered', () => {
  it('are all of them, in their order, while nothing is typed', () => {
    expect(options('  ')).toEqual(['Deep water', 'Rivers', 'Waterways', 'Äpfel']);
  });

  it('are those that have what is typed, first those that begin with it, and the one that would be made', () => {
    expect(options(' WATER')).toEqual(['Waterways', 'Deep water', '+ WATER']);
    expect(options('lakes \t and  ponds ')).toEqual(['+ lakes and ponds']);
  });

  it('do not offer to make one that is there, whatever its case and spelling', () => {
    expect(options('rivers')).toEqual(['Rivers']);
    expect(options('a\u0308pfel')).toEqual(['Äpfel']);
  });
});
