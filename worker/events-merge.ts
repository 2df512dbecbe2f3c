import type { Events } from './protocol/events.ts';

/** Above this many, whoever shows entries asks again instead. */
export const mostStateChanges = 500;
const mostNews = 3;

type Arrived = Events['entries.arrived'];
type StateChanged = Events['entries.stateChanged'];
type Removed = Events['entries.removed'];
type News = Events['refresh.news'];

export function mergeArrived(earlier: Arrived, later: Arrived): Arrived {
  return { feedIds: [...new Set([...earlier.feedIds, ...later.feedIds])], added: earlier.added + later.added };
}

/** The later state of an entry wins. */
export function mergeStateChanges(earlier: StateChanged, later: StateChanged): StateChanged {
  if (earlier.changes === null || later.changes === null) return { changes: null };
  const byId = new Map([...earlier.changes, ...later.changes].map(change => [change.id, change]));
  return { changes: byId.size > mostStateChanges ? null : [...byId.values()] };
}

export function mergeNews(earlier: News, later: News): News {
  return { total: earlier.total + later.total, newest: [...later.newest, ...earlier.newest].slice(0, mostNews) };
}

export function mergeRemoved(earlier: Removed, later: Removed): Removed {
  if (earlier.ids === null || later.ids === null || earlier.ids.length + later.ids.length > mostStateChanges) return { ids: null };
  return { ids: [...new Set([...earlier.ids, ...later.ids])] };
}
