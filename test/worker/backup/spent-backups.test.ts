import { describe, expect, it } from 'vitest';
import { spentBackups } from '../../../worker/backup/spent-backups.ts';
import { day, now } from '../../helpers/store.ts';

const gigabyte = 1024 ** 3;
const backup = (age: number, bytes = 1) => ({ name: `${age}`, at: now - age * day, bytes });

describe('backups that have to go', () => {
  it('are those beyond seven', () => {
    expect(
      spentBackups(
        [0, 1, 2, 3, 4, 5, 6, 7, 8].map(age => backup(age)),
        1,
      ),
    ).toEqual(['8', '7']);
  });

  it('are the older ones of one day first', () => {
    const byHand = [0.01, 0.02, 0.03, 0.04].map(age => backup(age));
    expect(spentBackups([...byHand, ...[1, 2, 3, 4, 5].map(age => backup(age))], 1)).toEqual(['0.04', '0.03']);
  });

  it('are those beyond twice the database, or 4 GB', () => {
    expect(
      spentBackups(
        [0, 1, 2, 3].map(age => backup(age, 1.5 * gigabyte)),
        gigabyte,
      ),
    ).toEqual(['3', '2']);
    expect(
      spentBackups(
        [0, 1, 2, 3].map(age => backup(age, 3 * gigabyte)),
        3 * gigabyte,
      ),
    ).toEqual(['3', '2']);
  });

  it('are never the newest', () => {
    expect(spentBackups([backup(0, 90 * gigabyte)], 1)).toEqual([]);
    expect(spentBackups([backup(0, 90 * gigabyte), backup(1, 1)], 1)).toEqual(['1']);
  });
});
