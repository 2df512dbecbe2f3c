import { expect, it } from 'vitest';
import { foldText } from '../../../renderer/format/fold-text.ts';

it('folds case, accents, ligatures and blanks, and knows where each character was', () => {
  const original = 'Çafé\n\t ﬁn Straße';
  const folded = foldText(original);
  expect(folded.text).toBe('cafe fin straße');
  expect(original[folded.origin(folded.text.indexOf('fin'))]).toBe('ﬁ');
  expect(original.slice(folded.origin(folded.text.indexOf('straße')))).toBe('Straße');
  expect(folded.origin(999)).toBe(original.length);
});

it('leaves out soft hyphens, and keeps letters of other scripts', () => {
  expect(foldText('hy\u00adphen').text).toBe('hyphen');
  expect(foldText('河の Ω😀').text).toBe('河の ω😀');
});
