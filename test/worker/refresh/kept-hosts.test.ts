import { expect, it } from 'vitest';
import { withKeptHosts } from '../../../worker/refresh/kept-hosts.ts';
import { openTestStore } from '../../helpers/store.ts';

it('reads the confirmed hosts once, and anew as soon as one is added', async () => {
  const stored = await openTestStore();
  let reads = 0;
  const counted = {
    ...stored,
    read: {
      ...stored.read,
      confirmedLocalHosts() {
        reads += 1;
        return stored.read.confirmedLocalHosts();
      },
    },
  };
  const store = withKeptHosts(counted);
  expect(store.read.confirmedLocalHosts().size).toBe(0);
  expect(store.read.confirmedLocalHosts().size).toBe(0);
  expect(reads).toBe(1);
  const confirming = store.write.confirmLocalHost('127.0.0.1:8080', 1_000);
  // Whoever asks meanwhile may hear of it or not; whoever has waited hears of it.
  store.read.confirmedLocalHosts();
  await confirming;
  expect([...store.read.confirmedLocalHosts()]).toEqual(['127.0.0.1:8080']);
  expect(store.read.confirmedLocalHosts().has('127.0.0.1:8080')).toBe(true);
  expect(reads).toBe(2);
});

it('keeps no answer of a read that failed', async () => {
  const stored = await openTestStore();
  let isBroken = true;
  const store = withKeptHosts({
    ...stored,
    read: {
      ...stored.read,
      confirmedLocalHosts() {
        if (isBroken) throw new Error('no such table');
        return stored.read.confirmedLocalHosts();
      },
    },
  });
  expect(() => store.read.confirmedLocalHosts()).toThrow('no such table');
  isBroken = false;
  expect(store.read.confirmedLocalHosts().size).toBe(0);
});
