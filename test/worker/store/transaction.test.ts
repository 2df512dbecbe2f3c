import { expect, it } from 'vitest';
import { openConnection } from '../../../worker/store/sqlite.ts';
import { createTransactions } from '../../../worker/store/transaction.ts';

it('writes what the user did through to the disk, and refreshes without waiting for it, in any order (R1)', () => {
  const connection = openConnection(':memory:', { readOnly: false });
  const transactions = createTransactions(connection);
  const synchronous = () => connection.get<{ synchronous: number }>('PRAGMA synchronous')?.synchronous;
  const [normal, full] = [1, 2];
  const seen = (['full', 'normal', 'normal', 'full'] as const).map(durability => transactions.run(durability, synchronous));
  expect(seen).toEqual([full, normal, normal, full]);
  connection.close();
});
