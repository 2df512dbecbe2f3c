import { Component, type ReactNode } from 'react';
import { t } from '../words.ts';
import styles from './app-boundary.module.css';
import { Button } from './button.tsx';

interface State {
  readonly error: Error | null;
}

/** The last net: a broken window says so and can be loaded again. A class, because React has no other way. */
export class AppBoundary extends Component<{ readonly children: ReactNode }, State> {
  override readonly state: State = { error: null };

  static getDerivedStateFromError(error: Error): State {
    return { error };
  }

  override render(): ReactNode {
    const { error } = this.state;
    if (error === null) return this.props.children;
    return (
      <div role="alert" className={styles['place']}>
        <h1 className={styles['title']}>{t('app.broken')}</h1>
        <p>{t('app.brokenMore')}</p>
        <pre className={styles['detail']} data-selectable>
          {error.message}
        </pre>
        <Button look="primary" onClick={() => window.location.reload()}>
          {t('app.reload')}
        </Button>
      </div>
    );
  }
}
