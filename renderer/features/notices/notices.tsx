import { X } from 'lucide-react';
import type { CSSProperties, ReactElement } from 'react';
import { type Dialog, useDialogs } from '../../state/dialogs.ts';
import { type Notice, useNotices } from '../../state/notices.ts';
import { classes } from '../../ui/classes.ts';
import { t } from '../../words.ts';
import styles from './notices.module.css';
import { WorkLine } from './work-line.tsx';

interface NoticesProps {
  /** Where the list pane is, or the one pane that is shown: CSS pixels from the edge of the window where lines begin. */
  readonly start: number;
  readonly width: number;
}

/** They say themselves what just happened: behind them it would be said twice, and could not be reached. */
const speakingDialogs: readonly Dialog['kind'][] = ['feeds', 'feed-properties', 'folder-properties', 'history'];

/** What just happened, and how to take it back: at the foot of the list pane, never over the text. */
export function Notices({ start, width }: NoticesProps) {
  const notices = useNotices(state => state.notices);
  const isSaidInDialog = useDialogs(({ open }) => open !== null && speakingDialogs.includes(open.kind));
  const shown = isSaidInDialog ? notices.filter(({ answers }) => answers.length > 0) : notices;
  const dismiss = useNotices(state => state.dismiss);
  return (
    <div className={styles['place']} style={{ insetInlineStart: start, width } as CSSProperties}>
      <div className={styles['said']} role="status">
        <WorkLine />
        {shown.filter(({ isTrouble }) => !isTrouble).map(noticeLine)}
      </div>
      {/* What the user asked for and did not get is said at once, whatever is being read out. */}
      <div className={styles['said']} role="alert">
        {shown.filter(({ isTrouble }) => isTrouble).map(noticeLine)}
      </div>
    </div>
  );

  function noticeLine(notice: Notice): ReactElement {
    return (
      <div key={notice.id} className={classes(styles['notice'], notice.isTrouble && styles['trouble'])}>
        <span className={styles['text']} dir="auto">
          {notice.text}
        </span>
        {notice.action === null && notice.answers.length === 0 && (
          <button type="button" className={styles['close']} aria-label={t('ui.close')} onClick={() => dismiss(notice.id)}>
            <X />
          </button>
        )}
        {[...(notice.action === null ? [] : [notice.action]), ...notice.answers].map(({ label, run }) => (
          <button
            key={label}
            type="button"
            className={styles['action']}
            onClick={() => {
              dismiss(notice.id);
              run();
            }}
          >
            {label}
          </button>
        ))}
      </div>
    );
  }
}
