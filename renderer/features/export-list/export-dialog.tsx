import type { OpmlScope } from '../../../worker/protocol/opml.ts';
import { useDialogs } from '../../state/dialogs.ts';
import { exportAnswered } from '../../state/export-list.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { t } from '../../words.ts';
import styles from './export-dialog.module.css';

interface ExportDialogProps {
  readonly scope: OpmlScope;
  readonly name: string;
  readonly secrets: number;
}

/** Addresses of an export hold keys: shall they stay in it? */
export function ExportDialog({ scope, name, secrets }: ExportDialogProps) {
  const close = useDialogs(state => state.close);

  function answer(withSecrets: boolean): void {
    close();
    void exportAnswered(scope, name, withSecrets);
  }

  return (
    <Dialog title={t('export.title')} size="narrow" onClose={close}>
      <p>{t('export.secrets', { count: secrets })}</p>
      <p className={styles['more']}>{t('export.secretsMore')}</p>
      <div className={styles['buttons']}>
        <Button onClick={() => answer(true)}>{t('export.withSecrets')}</Button>
        <Button look="primary" onClick={() => answer(false)}>
          {t('export.withoutSecrets')}
        </Button>
      </div>
    </Dialog>
  );
}
