import { expect, it } from 'vitest';
import { textLanguage } from '../../../renderer/format/text-language.ts';

it.each([
  ['川のたより', null, 'ja'],
  ['川のたより', 'en-US', 'ja'],
  ['Electron入門ガイド', 'en', 'ja'],
  ['강가의 편지', null, 'ko'],
  ['河边随笔', null, null],
  ['河边随笔', 'zh-CN', 'zh-CN'],
  ['河边の随笔', 'zh-TW', 'zh-TW'],
  ['今朝の海', 'ja-JP', 'ja-JP'],
  ['How to say こんにちは to a whole river in spring', 'en', 'en'],
  ['A river in spring', 'fr', 'fr'],
  ['🇯🇵', null, null],
  ['', null, null],
])('sets “%s” of a feed in %s in %s', (text, said, language) => {
  expect(textLanguage(text, said)).toBe(language);
});
