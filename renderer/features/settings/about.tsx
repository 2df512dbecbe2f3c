import { Copy } from 'lucide-react';
import { useEffect } from 'react';
import { copyAddress } from '../../state/feeds.ts';
import { useSettingRow, useSettingsPage } from '../../state/settings-page.ts';
import { useWorkerStatus, watchWorkerStatus } from '../../state/worker-status.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { t } from '../../words.ts';
import styles from './about.module.css';
import { BackgroundWorker } from './background-worker.tsx';
import { browserVersion } from './browser-version.ts';
import { Licences } from './licences.tsx';

/** What this is, of what it is made, where the data lies, and how the background worker is; alive while it is open. */
export function About() {
  const about = useWorkerStatus(state => state.about);
  const status = useWorkerStatus(state => state.status);
  const versions = useSettingRow('versions');
  const places = useSettingRow('data-places');
  const worker = useSettingRow('worker');
  const isFinding = useSettingsPage(state => state.found !== null);
  useEffect(watchWorkerStatus, []);

  const parts = [
    { name: t('about.electron'), version: about?.electron ?? null },
    about?.chromium == null
      ? { name: t('about.browser'), version: browserVersion(navigator.userAgent) }
      : { name: t('about.chromium'), version: about.chromium },
    { name: t('about.node'), version: status?.node ?? null },
    { name: t('about.sqlite'), version: status?.sqlite ?? null },
  ];

  return (
    <>
      {!isFinding && (
        <>
          <p className={styles['version']}>
            <strong>{t('app.name')}</strong> {about !== null && t('about.version', { version: about.version })}
          </p>
          <p className={styles['text']}>{t('about.text')}</p>
        </>
      )}
      {!versions.isHidden && (
        <section aria-labelledby="about-versions" data-setting={versions.settingId}>
          <h4 id="about-versions" className={styles['group']}>
            {versions.title}
          </h4>
          <dl className={styles['facts']} data-selectable>
            {isFinding && about !== null && <Version name={t('about.app')} version={about.version} />}
            {parts.map(({ name, version }) => version !== null && <Version key={name} name={name} version={version} />)}
          </dl>
        </section>
      )}
      {!places.isHidden && about !== null && (
        <section aria-labelledby="about-places" data-setting={places.settingId}>
          <h4 id="about-places" className={styles['group']}>
            {places.title}
          </h4>
          <dl className={styles['facts']}>
            <Place name={t('about.profile')} path={about.profileDir} />
            <Place name={t('about.log')} path={about.logFile} />
          </dl>
        </section>
      )}
      <Licences />
      {!worker.isHidden && <BackgroundWorker settingId={worker.settingId} />}
    </>
  );
}

function Version({ name, version }: { readonly name: string; readonly version: string }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{version}</dd>
    </>
  );
}

function Place({ name, path }: { readonly name: string; readonly path: string }) {
  return (
    <>
      <dt>{name}</dt>
      <dd className={styles['place']}>
        <span data-selectable dir="ltr">
          {path}
        </span>
        <IconButton size="small" label={t('about.copy')} icon={<Copy />} onClick={() => void copyAddress(path)} />
      </dd>
    </>
  );
}
