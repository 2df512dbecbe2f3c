import type { RequestError } from '../../client/request.ts';
import { openView, useList } from '../../state/list.ts';
import { Button } from '../../ui/button.tsx';
import { t } from '../../words.ts';
import styles from './list-empty.module.css';

export function ListFailed({ error }: { readonly error: RequestError }) {
  return (
    <div role="alert" className={styles['empty']}>
      <p className={styles['title']}>{t('list.failed')}</p>
      <p dir="auto">{error.message}</p>
      <Button onClick={() => void openView(useList.getState().view)}>{t('list.tryAgain')}</Button>
    </div>
  );
}
