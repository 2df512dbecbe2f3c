import { findRow, useList } from './list.ts';
import { listPane } from './list-pane.ts';
import { useSelection } from './selection.ts';
import { changeSettings, useSettings } from './settings.ts';

export function toggleDensity(): void {
  const isCompact = useSettings.getState().settings?.listDensity === 'compact';
  void changeSettings({ listDensity: isCompact ? 'comfortable' : 'compact' });
}

/** Rows of another height are a list drawn anew: the selected row stays where it is if it is in sight, else the first one that is. */
useSettings.subscribe(({ settings }, { settings: before }) => {
  if (before === null || settings?.listDensity === before.listDensity) return;
  const { selected } = useSelection.getState();
  const ofSelected = selected === null ? null : (listPane()?.placeOf(selected.id) ?? null);
  const top = listPane()?.isAtTop() === true ? null : (listPane()?.top() ?? null);
  const place = selected !== null && ofSelected !== null ? { anchorId: selected.id, offset: ofSelected } : top;
  const index = place === null ? undefined : findRow(place.anchorId)?.index;
  useList.setState({ startAt: place === null || index === undefined ? { index: 0, offset: 0 } : { index, offset: place.offset } });
});
