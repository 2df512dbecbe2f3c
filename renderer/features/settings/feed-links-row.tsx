import { useEffect, useState } from 'react';
import { request } from '../../client/request.ts';
import { SettingRow } from '../../ui/setting-row.tsx';
import { Switch } from '../../ui/switch.tsx';
import { t } from '../../words.ts';

/** Whether `feed:` links of other programs come here. Not shown where the host has no say, as in a browser tab. */
export function FeedLinksRow() {
  const [isOurs, setIsOurs] = useState<boolean | null>(null);

  async function change(claim: boolean): Promise<void> {
    const answer = await request('host.feedLinks', { claim }).catch(() => null);
    if (answer !== null) setIsOurs(answer.isOurs);
  }
  useEffect(() => {
    void request('host.feedLinks', { claim: null }).then(
      answer => setIsOurs(answer.isOurs),
      () => undefined,
    );
  }, []);

  if (isOurs === null) return null;
  return (
    <SettingRow title={t('settings.feedLinks')} more={t('settings.feedLinksMore')}>
      {ids => <Switch {...ids} isOn={isOurs} onChange={claim => void change(claim)} />}
    </SettingRow>
  );
}
