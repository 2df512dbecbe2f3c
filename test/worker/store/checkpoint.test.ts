import { statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createCheckpoints } from '../../../worker/store/checkpoint.ts';
import { openConnection } from '../../../worker/store/sqlite.ts';
import { temporaryFolder } from '../../helpers/store.ts';

const megabyte = 1024 * 1024;

function database() {
  const file = join(temporaryFolder(), 'freshet.db');
  const connection = openConnection(file, { readOnly: false });
  connection.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF; CREATE TABLE t (a BLOB)');
  const checkpoints = createCheckpoints(connection, `${file}-wal`);
  return {
    write: (bytes: number) => connection.run('INSERT INTO t VALUES (zeroblob(:bytes))', { bytes }),
    checkpoints,
    walSize: () => statSync(`${file}-wal`).size,
    rows: () => connection.get<{ rows: number }>('SELECT count(*) AS rows FROM t')?.rows,
    close: () => connection.close(),
  };
}

it('keeps the WAL under 64 MB while much is written without a pause', () => {
  const { write, checkpoints, walSize, rows, close } = database();
  let largest = 0;
  for (let turn = 0; turn < 60; turn += 1) {
    write(2 * megabyte);
    checkpoints.afterCommit();
    largest = Math.max(largest, walSize());
  }
  expect(largest).toBeLessThan(64 * megabyte);
  expect(rows()).toBe(60);
  close();
});

it('gives the room of a larger WAL back when there is time', () => {
  const { write, checkpoints, walSize, rows, close } = database();
  write(70 * megabyte);
  expect(walSize()).toBeGreaterThan(64 * megabyte);
  checkpoints.whenIdle();
  expect([walSize(), rows()]).toEqual([0, 1]);
  close();
});
