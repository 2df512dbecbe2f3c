import { DatabaseSync, type SQLInputValue, type SQLOutputValue, type StatementSync } from 'node:sqlite';

type Parameters = Readonly<Record<string, SQLInputValue>>;

/** One SQLite connection. Statements are prepared once per SQL text. Readers get whole results only: an open iterator would keep the WAL from being folded. */
export interface Connection {
  all<Row>(sql: string, parameters?: Parameters): readonly Row[];
  get<Row>(sql: string, parameters?: Parameters): Row | undefined;
  /** Returns how many rows the statement changed, and the last row id it gave. */
  run(sql: string, parameters?: Parameters): { readonly changes: number; readonly id: number };
  exec(sql: string): void;
  /** Makes a function that SQL may call, once for every row: it is taken for one that may answer otherwise each time. */
  define(name: string, answer: (...values: number[]) => number): void;
  readonly isInTransaction: boolean;
  close(): void;
}

/** How long one connection waits for another's lock. Only checkpoints and the owner's start ever meet one. */
export const busyTimeoutMs = 5000;

export function openConnection(file: string, options: { readonly readOnly: boolean }): Connection {
  const database = new DatabaseSync(file, { readOnly: options.readOnly, enableForeignKeyConstraints: true, timeout: busyTimeoutMs });
  const statements = new Map<string, StatementSync>();

  function prepared(sql: string): StatementSync {
    const known = statements.get(sql);
    if (known) return known;
    const statement = database.prepare(sql);
    statements.set(sql, statement);
    return statement;
  }

  return {
    all: <Row>(sql: string, parameters: Parameters = {}) => prepared(sql).all(parameters) as unknown as readonly Row[],
    get: <Row>(sql: string, parameters: Parameters = {}) => prepared(sql).get(parameters) as Row | undefined,
    run(sql, parameters = {}) {
      const result = prepared(sql).run(parameters);
      return { changes: Number(result.changes), id: Number(result.lastInsertRowid) };
    },
    exec: sql => database.exec(sql),
    define: (name, answer) => database.function(name, answer as (...values: SQLOutputValue[]) => number),
    get isInTransaction() {
      return database.isTransaction;
    },
    close() {
      statements.clear();
      database.close();
    },
  };
}
