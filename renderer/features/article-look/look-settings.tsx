import { changeLook, isUsualLook, usualLook } from '../../state/article-look.ts';
import { useSettings } from '../../state/settings.ts';
import { Button } from '../../ui/button.tsx';
import { SettingRow } from '../../ui/setting-row.tsx';
import { t } from '../../words.ts';
import { LookFields } from './look-fields.tsx';
import { LookSample } from './look-sample.tsx';

/** How articles are set, with a sample that follows. */
export function LookSettings() {
  const look = useSettings(state => state.settings);
  if (look === null) return null;
  return (
    <>
      <LookSample look={look} />
      <LookFields look={look} />
      <SettingRow title={t('look.resetAll')} more={t('look.resetAllMore')}>
        {({ describedBy }) => (
          <Button aria-describedby={describedBy} disabled={isUsualLook(look)} onClick={() => void changeLook(usualLook)}>
            {t('look.resetAllButton')}
          </Button>
        )}
      </SettingRow>
    </>
  );
}
