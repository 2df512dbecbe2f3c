import { t } from '../../words.ts';
import styles from './search-header.module.css';

const lines = [
  ['river flood', 'helpWords'],
  ['"river in flood"', 'helpPhrase'],
  ['-flood', 'helpNot'],
  ['river OR lake', 'helpOr'],
  ['clim*', 'helpPrefix'],
  ['title:river', 'helpTitle'],
  ['feed:"Morning News"', 'helpFeed'],
  ['is:unread', 'helpIs'],
  ['has:audio', 'helpHas'],
  ['date:2026-01..2026-03', 'helpDate'],
  ['newer:7d', 'helpNewer'],
  ['url:example.org', 'helpUrl'],
] as const;

/** The query language on one page. */
export function SearchHelp() {
  return (
    <section aria-label={t('search.help')} className={styles['help']}>
      <dl>
        {lines.map(([typed, words]) => (
          <div key={typed}>
            <dt>
              <code>{typed}</code>
            </dt>
            <dd>{t(`search.${words}`)}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
