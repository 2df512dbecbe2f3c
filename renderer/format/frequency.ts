import { t } from '../words.ts';

const weeksPerMonth = 4.35;

/** "About 3 articles a day", a week, a month: in the unit in which there is at least one. */
export function frequency(perWeek: number): string {
  if (perWeek >= 7) return t('frequency.day', { count: Math.round(perWeek / 7) });
  if (perWeek >= 0.75) return t('frequency.week', { count: Math.max(1, Math.round(perWeek)) });
  const perMonth = Math.round(perWeek * weeksPerMonth);
  return perMonth >= 1 ? t('frequency.month', { count: perMonth }) : t('frequency.seldom');
}
