import { create } from 'zustand';

interface TreeChoice {
  /** Rows of feeds and folders that are chosen together; empty: the one that has the keys is meant. */
  readonly keys: ReadonlySet<string>;
  /** Where a range begins. */
  readonly anchor: string | null;
  /** The row that has the keys, or had them before a dialog; null: they are not in the tree. */
  readonly here: string | null;
}

export const useTreeChoice = create<TreeChoice>()(() => ({ keys: new Set(), anchor: null, here: null }));

export function isChoosable(key: string): boolean {
  return key.startsWith('feed:') || key.startsWith('folder:');
}

export function endTreeChoice(): void {
  if (useTreeChoice.getState().keys.size > 0) useTreeChoice.setState({ keys: new Set(), anchor: null });
}

/** @param here the row that was meant until now: with the first one that is added, it is chosen too */
export function toggleInTree(key: string, here: string): void {
  if (!isChoosable(key)) return;
  const { keys } = useTreeChoice.getState();
  const next = new Set(keys.size === 0 && isChoosable(here) ? [here] : keys);
  if (next.has(key) && next.size > 1) next.delete(key);
  else next.add(key);
  useTreeChoice.setState({ keys: next, anchor: key });
}

/** All from where the choice began to this row. */
export function chooseUpTo(key: string, here: string, order: readonly string[]): void {
  const { keys, anchor: first } = useTreeChoice.getState();
  const anchor = keys.size === 0 || first === null ? here : first;
  const rows = order.filter(isChoosable);
  const [from, to] = [rows.indexOf(anchor), rows.indexOf(key)].toSorted((one, other) => one - other);
  if (from === undefined || to === undefined || to < 0) return;
  useTreeChoice.setState({ keys: new Set(rows.slice(from < 0 ? to : from, to + 1)), anchor });
}

/** What went out of sight is chosen no longer: nobody would know that the next command means it too. */
export function keepChosen(inSight: readonly string[]): void {
  const { keys, anchor } = useTreeChoice.getState();
  const left = inSight.filter(key => keys.has(key));
  if (left.length === keys.size) return;
  useTreeChoice.setState({ keys: new Set(left), anchor: anchor !== null && left.includes(anchor) ? anchor : (left[0] ?? null) });
}

/** What a command on this row means: all that is chosen where it is one of them, else itself. */
export function meantBy(key: string): ReadonlySet<string> {
  const { keys } = useTreeChoice.getState();
  return keys.has(key) ? keys : new Set([key]);
}
