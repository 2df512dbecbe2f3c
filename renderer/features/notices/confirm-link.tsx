import { useDialogs } from '../../state/dialogs.ts';
import { openLink } from '../../state/links.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { t } from '../../words.ts';
import styles from './confirm-link.module.css';

interface ConfirmLinkProps {
  readonly url: string;
  readonly question: string;
  readonly inBackground: boolean;
}

/** The link gate's question, with the whole address to look at. */
export function ConfirmLink({ url, question, inBackground }: ConfirmLinkProps) {
  const close = useDialogs(state => state.close);
  return (
    <Dialog title={t('link.title')} size="narrow" onClose={close}>
      <p>{question}</p>
      <p className={styles['address']} dir="ltr" data-selectable>
        {url}
      </p>
      <div className={styles['buttons']}>
        <Button onClick={close}>{t('ui.cancel')}</Button>
        <Button
          look="primary"
          onClick={() => {
            close();
            void openLink(url, { inBackground, confirmed: true });
          }}
        >
          {t('link.open')}
        </Button>
      </div>
    </Dialog>
  );
}
