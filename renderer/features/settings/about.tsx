import { Copy } from 'lucide-react';
import { useEffect } from 'react';
import { copyAddress } from '../../state/feeds.ts';
import { useWorkerStatus, watchWorkerStatus } from '../../state/worker-status.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { t } from '../../words.ts';
import styles from './about.module.css';
import { BackgroundWorker } from './background-worker.tsx';

/** What this is, where the data lies, and how the background worker is; alive while it is open. */
export function About() {
  const about = useWorkerStatus(state => state.about);
  useEffect(watchWorkerStatus, []);

  return (
    <>
      <p className={styles['version']}>
        <strong>{t('app.name')}</strong> {about !== null && t('about.version', { version: about.version })}
      </p>
      <p className={styles['text']}>{t('about.text')}</p>
      {about !== null && (
        <dl className={styles['facts']}>
          <Place name={t('about.profile')} path={about.profileDir} />
          <Place name={t('about.log')} path={about.logFile} />
        </dl>
      )}
      <BackgroundWorker />
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
