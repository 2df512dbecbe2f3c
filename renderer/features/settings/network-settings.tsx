import { TriangleAlert } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { Settings } from '../../../worker/protocol/settings.ts';
import { loadNetwork, setProxy, useNetwork } from '../../state/network.ts';
import { useSettingRow } from '../../state/settings-page.ts';
import { Segments } from '../../ui/segments.tsx';
import { SettingRow } from '../../ui/setting-row.tsx';
import { t } from '../../words.ts';
import styles from './network-settings.module.css';
import { OwnProxy } from './own-proxy.tsx';

type Kind = Settings['proxy']['kind'];

/** By which way Freshet reaches other servers. */
export function NetworkSettings({ settings: { proxy } }: { readonly settings: Settings }) {
  const failure = useNetwork(state => state.status?.proxyFailure ?? null);
  const row = useSettingRow('proxy');
  // A proxy of one's own is set once its address is there.
  const [kind, setKind] = useState<Kind>(proxy.kind);

  useEffect(() => {
    void loadNetwork();
  }, []);
  // As when it is reset.
  useEffect(() => setKind(proxy.kind), [proxy.kind]);

  function choose(next: Kind): void {
    setKind(next);
    if (next !== 'manual') void setProxy({ kind: next });
  }

  return (
    <>
      <SettingRow {...row} more={t(`settings.proxyMore.${kind}`)}>
        {({ labelledBy }) => (
          <Segments
            labelledBy={labelledBy}
            name="proxy"
            value={kind}
            options={[
              { value: 'system', label: t('settings.proxySystem') },
              { value: 'none', label: t('settings.proxyNone') },
              { value: 'manual', label: t('settings.proxyManual') },
            ]}
            onChange={value => choose(value as Kind)}
          />
        )}
      </SettingRow>
      {kind === 'manual' && !row.isHidden && <OwnProxy proxy={proxy.kind === 'manual' ? proxy : null} />}
      {failure !== null && (
        <div className={styles['failure']} role="status">
          <TriangleAlert aria-hidden="true" />
          <p dir="auto">{failure}</p>
        </div>
      )}
    </>
  );
}
