import { useLayoutEffect, useRef } from 'react';
import { type ArticleLook, wearLook } from '../../state/article-look.ts';
import { t } from '../../words.ts';
import styles from './look-sample.module.css';

/** A few lines as an article would show them. */
export function LookSample({ look }: { readonly look: ArticleLook }) {
  const sample = useRef<HTMLElement>(null);
  useLayoutEffect(() => {
    if (sample.current !== null) wearLook(sample.current, look);
  });
  return (
    <section ref={sample} className={styles['sample']} aria-label={t('look.sample')} lang="en">
      <p className={styles['title']}>{t('look.sampleTitle')}</p>
      <p className={styles['text']}>{t('look.sampleText')}</p>
    </section>
  );
}
