import { afterEach, describe, expect, it } from 'vitest';
import { isolate } from '../../../renderer/format/isolate.ts';
import { duration, number, timeOfDay } from '../../../renderer/format/time.ts';
import ar from '../../../renderer/locales/ar.json' with { type: 'json' };
import { pseudoText, pseudoWords } from '../../../renderer/locales/pseudo.ts';
import { languageOf } from '../../../renderer/state/language.ts';
import { direction, speakIn, t } from '../../../renderer/words.ts';

afterEach(() => speakIn('en', null));

describe('The language of the window', () => {
  it('is the first of the system’s that there are words for', () => {
    expect(languageOf('system', ['fr-CA', 'ar-EG', 'en'])).toBe('ar');
    expect(languageOf('system', ['en-US', 'ar'])).toBe('en');
    expect(languageOf('system', ['en-XA'])).toBe('en-XA');
    expect(languageOf('system', ['fr'])).toBe('en');
    expect(languageOf('system', [])).toBe('en');
  });

  it('is the one that was chosen, whatever the system has', () => {
    expect(languageOf('ar', ['en-GB'])).toBe('ar');
    expect(languageOf('en', ['ar'])).toBe('en');
  });

  it('changes while the window is open, with its direction and its numbers', async () => {
    expect([t('view.today'), direction()]).toEqual(['Today', 'ltr']);
    await speakIn('ar', ar);
    expect([t('view.today'), direction()]).toEqual(['اليوم', 'rtl']);
    expect([0, 1, 2, 5, 11, 100].map(count => t('choice.count', { count, number: number(count) }))).toEqual([
      'لا مقالات',
      'مقالة واحدة',
      'مقالتان',
      '5 مقالات',
      '11 مقالة',
      '100 مقالة',
    ]);
    expect(duration(3 * 86_400_000)).toBe('3 أيام');
    expect(timeOfDay(0)).not.toBe(timeOfDay(12 * 3_600_000));
  });

  it('is English for a word that the locale does not have', async () => {
    await speakIn('en-XA', { view: { today: '⟦Ţöðáý⟧' } });
    expect([t('view.today'), t('ui.close')]).toEqual(['⟦Ţöðáý⟧', 'Close']);
  });
});

describe('The pseudo-locale', () => {
  it('is English with accents, 40 % longer, in brackets, with its parts', () => {
    expect(pseudoText('Save')).toBe('⟦Šáṽé ł⟧');
    const long = pseudoText('{{count}} feeds of {{total}}');
    expect(long).toMatch(/^⟦\{\{count\}\} .* \{\{total\}\}.*⟧$/);
    expect(pseudoText('a'.repeat(50))).toHaveLength(50 + 20 + 2);
    expect(pseudoWords()).toMatchObject({ ui: { close: expect.stringMatching(/^⟦Çļöšé/) } });
  });
});

describe('What is put into a sentence', () => {
  it('is kept from turning it, where it goes the other way', () => {
    expect(isolate('River notes', 'ltr')).toBe('River notes');
    expect(isolate('أخبار النهر', 'rtl')).toBe('أخبار النهر');
    expect(isolate('أخبار النهر', 'ltr')).toBe('\u2068أخبار النهر\u2069');
    expect(isolate('River notes', 'rtl')).toBe('\u2068River notes\u2069');
    expect(isolate('5', 'rtl')).toBe('5');
    expect(t('notice.unsubscribed', { feed: 'أخبار' })).toBe('Unsubscribed from \u2068أخبار\u2069');
  });
});
