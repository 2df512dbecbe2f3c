import type { OpmlSkipped } from '../../../worker/protocol/opml.ts';
import { t } from '../../words.ts';
import styles from './skipped-lines.module.css';

/** What of a list was left out, where it stands, and why. */
export function SkippedLines({ skipped }: { readonly skipped: readonly OpmlSkipped[] }) {
  return (
    <ul className={styles['skipped']}>
      {skipped.map(({ line, text, code, of }) => (
        <li key={`${line}:${text}`}>
          <span className={styles['line']}>{line === 0 ? '' : t('importReport.line', { line })}</span>
          {text !== '' && (
            <span className={styles['text']} dir="auto">
              {text}
            </span>
          )}
          <span className={styles['reason']}>{t(`import.skip.${code}`, { of })}</span>
        </li>
      ))}
    </ul>
  );
}
