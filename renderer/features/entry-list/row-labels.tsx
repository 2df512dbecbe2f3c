import type { Label } from '../../../worker/protocol/labels.ts';
import { LabelDot } from '../../ui/label-dot.tsx';
import { t } from '../../words.ts';
import styles from './row-labels.module.css';

const mostShown = 2;

/** The labels of a row: two by name, of the others how many they are. */
export function RowLabels({ labels }: { readonly labels: readonly Label[] }) {
  const shown = labels.slice(0, mostShown);
  const hidden = labels.length - shown.length;
  return (
    <span className={styles['labels']} title={labels.map(({ name }) => name).join(t('history.between'))}>
      {shown.map(({ id, name, color }) => (
        <span key={id} className={styles['label']}>
          <LabelDot color={color} />
          <span className="visually-hidden">{t('list.hasLabel', { name })}</span>
          <bdi aria-hidden="true" className={styles['name']}>
            {name}
          </bdi>
        </span>
      ))}
      {hidden > 0 && (
        <span className={styles['label']}>
          <span aria-hidden="true">+{hidden}</span>
          <span className="visually-hidden">{t('list.moreLabels', { count: hidden })}</span>
        </span>
      )}
    </span>
  );
}
