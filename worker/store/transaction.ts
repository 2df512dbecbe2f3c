import type { Connection } from './sqlite.ts';

/** 'full': on the disk when it returns, also after a power cut (R1). 'normal': safe from a killed process; a power cut may take the last of them. */
export type Durability = 'full' | 'normal';

export interface Transactions {
  run<T>(durability: Durability, work: () => T): T;
}

export function createTransactions(connection: Connection): Transactions {
  let current: Durability | null = null;
  return {
    run(durability, work) {
      // It has no effect inside a transaction, so it comes before BEGIN.
      if (current !== durability) connection.exec(`PRAGMA synchronous = ${durability}`);
      current = durability;
      connection.exec('BEGIN IMMEDIATE');
      try {
        const result = work();
        connection.exec('COMMIT');
        return result;
      } catch (error) {
        if (connection.isInTransaction) connection.exec('ROLLBACK');
        throw error;
      }
    },
  };
}
