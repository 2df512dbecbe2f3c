import { describe, expect, it } from 'vitest';
import { createNetworkWatch } from '../../../worker/refresh/network-watch.ts';
import { createFakeClock } from '../../helpers/fake-clock.ts';

const minute = 60_000;

function openWatch() {
  const clock = createFakeClock();
  const changes: (string | null)[] = [];
  const forgiven: number[] = [];
  const watch = createNetworkWatch({ clock, onChange: trouble => changes.push(trouble), onForgiven: ids => forgiven.push(...ids) });
  /** A feed of a host of its own. */
  const blame = (feedId: number, key = 'host portal.example', isFresh = true, host = `${feedId}.example`) =>
    watch.isToBlame({ feedId, host, key, kind: 'login-page', isFresh });
  return { clock, watch, changes, forgiven, blame };
}

describe('the network is to blame', () => {
  it('when three hosts say the same, and none in between is well; the first two are forgiven', () => {
    const { watch, changes, forgiven, blame } = openWatch();
    expect([blame(1), blame(2), blame(3), blame(4)]).toEqual([false, false, true, true]);
    expect([changes, forgiven, watch.trouble()]).toEqual([['login-page'], [1, 2], 'login-page']);
  });

  it('not for several feeds of one host, nor for hosts with different symptoms, nor for feeds that failed already', () => {
    const { blame, changes } = openWatch();
    expect([1, 2, 3, 4].map(id => blame(id, 'page a', true, 'one.example'))).toEqual([false, false, false, false]);
    expect([5, 6, 7].map(id => blame(id, `page ${id}`))).toEqual([false, false, false]);
    expect([8, 9, 10].map(id => blame(id, 'unreachable', false))).toEqual([false, false, false]);
    expect(changes).toEqual([]);
  });

  it('not when it is few of many that are asked at the time', () => {
    const { watch, changes, blame } = openWatch();
    for (let each = 0; each < 10; each += 1) watch.mayAsk(false);
    expect([1, 2, 3, 4].map(id => blame(id))).toEqual([false, false, false, false]);
    expect(blame(5)).toBe(true);
    expect(changes).toEqual(['login-page']);
  });

  it('not while others are answered, nor for what is long ago', async () => {
    const { clock, watch, blame, changes } = openWatch();
    blame(1);
    blame(2);
    watch.heardWell();
    expect(blame(3)).toBe(false);
    await clock.advance(minute);
    expect([blame(4), blame(5)]).toEqual([false, false]);
    await clock.advance(11 * minute);
    expect(blame(6)).toBe(false);
    expect(changes).toEqual([]);
  });
});

describe('a network in trouble', () => {
  it('is looked at by a few feeds a minute, and by one that somebody waits for', async () => {
    const { clock, watch, blame } = openWatch();
    for (const id of [1, 2, 3]) blame(id);
    expect([watch.mayAsk(false), watch.mayAsk(true)]).toEqual([false, true]);
    watch.done();
    await clock.advance(minute);
    expect([1, 2, 3, 4, 5].map(() => watch.mayAsk(false))).toEqual([true, true, true, false, false]);
    blame(4);
    watch.done();
    expect(watch.mayAsk(false)).toBe(false);
  });

  it('is well again with the first feed that comes, or when the system says that something changed', () => {
    const { watch, blame, changes } = openWatch();
    for (const id of [1, 2, 3]) blame(id);
    watch.heardWell();
    expect([changes, watch.mayAsk(false)]).toEqual([['login-page', null], true]);
    const other = openWatch();
    for (const id of [1, 2, 3]) other.blame(id);
    other.watch.forget();
    expect([other.changes, other.watch.mayAsk(false)]).toEqual([['login-page', null], true]);
  });
});
