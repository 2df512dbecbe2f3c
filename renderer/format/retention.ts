import type { Retention } from '../../worker/protocol/subscriptions.ts';
import { t } from '../words.ts';
import { number } from './time.ts';

const daysOffered = [30, 90, 180, 365, 730] as const;
const numbersOffered = [100, 500, 2000] as const;
/** Kept of each feed, however old. */
const usualLeast = 50;

/** Until the user changes it. */
export const usualRetention: Retention = { kind: 'age', days: 180, least: usualLeast };

/** What is offered wherever it is chosen; one set elsewhere stands among them. */
export function retentionChoices(present: Retention | null): readonly Retention[] {
  const least = present?.kind === 'age' ? present.least : usualLeast;
  const days = new Set<number>(present?.kind === 'age' ? [...daysOffered, present.days] : daysOffered);
  const numbers = new Set<number>(present?.kind === 'number' ? [...numbersOffered, present.most] : numbersOffered);
  const rising = (values: ReadonlySet<number>) => [...values].sort((one, other) => one - other);
  return [
    { kind: 'all' },
    ...rising(days).map(count => ({ kind: 'age', days: count, least }) as const),
    ...rising(numbers).map(most => ({ kind: 'number', most }) as const),
  ];
}

export function retentionWords(retention: Retention): string {
  if (retention.kind === 'all') return t('retention.all');
  if (retention.kind === 'number') return t('retention.newest', { count: retention.most, number: number(retention.most) });
  return t('retention.days', { count: retention.days, number: number(retention.days) });
}

/** For lists of choices. */
export function retentionKey(retention: Retention): string {
  if (retention.kind === 'all') return 'all';
  return retention.kind === 'age' ? `age-${retention.days}-${retention.least}` : `number-${retention.most}`;
}
