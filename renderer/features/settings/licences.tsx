import { useState } from 'react';
import { request } from '../../client/request.ts';
import { notifyFailure } from '../../state/notices.ts';
import { useSettingRow } from '../../state/settings-page.ts';
import { Button } from '../../ui/button.tsx';
import { SettingRow } from '../../ui/setting-row.tsx';
import { t } from '../../words.ts';
import styles from './about.module.css';

/** Under which terms all that is in Freshet may be used, to be read where it is. */
export function Licences() {
  const row = useSettingRow('licences');
  const [text, setText] = useState<string | null>(null);

  async function show(): Promise<void> {
    try {
      setText((await request('host.licences', {})).text ?? t('about.licencesMissing'));
    } catch (error) {
      notifyFailure(error);
    }
  }

  return (
    <>
      <SettingRow {...row} more={t('about.licencesMore')}>
        {({ describedBy }) => (
          <Button
            aria-describedby={describedBy}
            aria-expanded={text !== null}
            onClick={() => (text === null ? void show() : setText(null))}
          >
            {t(text === null ? 'about.licencesShow' : 'about.licencesHide')}
          </Button>
        )}
      </SettingRow>
      {text !== null && !row.isHidden && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the keys scroll it
        <section className={styles['licences']} aria-label={t('about.licencesText')} tabIndex={0} data-selectable>
          {text}
        </section>
      )}
    </>
  );
}
