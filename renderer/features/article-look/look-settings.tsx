import { useSettings } from '../../state/settings.ts';
import { useSettingsPage } from '../../state/settings-page.ts';
import { LookFields } from './look-fields.tsx';
import { LookSample } from './look-sample.tsx';

/** How articles are set, with a sample that follows. */
export function LookSettings() {
  const look = useSettings(state => state.settings);
  const isFinding = useSettingsPage(state => state.found !== null);
  if (look === null) return null;
  return (
    <>
      {!isFinding && <LookSample look={look} />}
      <LookFields look={look} />
    </>
  );
}
