import {
  Bookmark,
  BookmarkX,
  CircleCheck,
  CircleDot,
  FileDown,
  FolderInput,
  FolderPen,
  FolderPlus,
  FolderX,
  Link,
  type LucideIcon,
  PackageOpen,
  Recycle,
  Rss,
  SlidersHorizontal,
  Star,
  StarOff,
  Tag,
  Tags,
  TextSearch,
  Trash2,
  Unplug,
} from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import type { ChangeKind, ChangeRecord } from '../../../worker/protocol/history.ts';
import { fullDate, number, timeOfDay } from '../../format/time.ts';
import { doAgain, takeBack } from '../../state/history.ts';
import { Button } from '../../ui/button.tsx';
import { classes } from '../../ui/classes.ts';
import { t } from '../../words.ts';
import styles from './history-dialog.module.css';

interface ChangeLineProps {
  readonly record: ChangeRecord;
}

const icons: { readonly [K in ChangeKind]: LucideIcon } = {
  'mark-read': CircleCheck,
  'mark-unread': CircleDot,
  'mark-all-read': CircleCheck,
  star: Star,
  unstar: StarOff,
  later: Bookmark,
  unlater: BookmarkX,
  label: Tag,
  unlabel: Tag,
  'change-labels': Tags,
  subscribe: Rss,
  unsubscribe: Unplug,
  delete: Trash2,
  retention: Recycle,
  import: FileDown,
  'import-archive': PackageOpen,
  'change-feed': SlidersHorizontal,
  'change-folder': FolderPen,
  'add-folder': FolderPlus,
  move: FolderInput,
  'remove-folder': FolderX,
  'change-address': Link,
  'save-search': TextSearch,
  'change-search': TextSearch,
  'delete-search': TextSearch,
};

/** One change: what, of what, when and by whom; its button, or why there is none. */
export function ChangeLine({ record }: ChangeLineProps) {
  const { id, kind, by, at, count, subjects, hasMore, standing, canRedo } = record;
  const [isAtWork, setAtWork] = useState(false);
  const state = useRef<HTMLParagraphElement>(null);
  const hadKeys = useRef(false);
  const Icon = icons[kind];
  const words = t(by === 'opening' ? 'history.opened' : `history.kind.${kind}`, { count, number: number(count) });
  const stands = standing === 'stands';

  useEffect(() => {
    // The button that had the keys is gone: they go on from what stands in its place.
    if (!stands && !canRedo && hadKeys.current) state.current?.focus();
    hadKeys.current = false;
  }, [stands, canRedo]);

  function run(): void {
    hadKeys.current = true;
    setAtWork(true);
    void (stands ? takeBack(id) : doAgain(id)).finally(() => setAtWork(false));
  }

  return (
    <li className={classes(styles['line'], !stands && styles['past'])}>
      <Icon className={styles['icon']} aria-hidden="true" />
      <div className={styles['words']}>
        <p id={`change-${id}`} className={styles['what']}>
          {words}
        </p>
        {subjects.length > 0 && (
          <p className={styles['subjects']} dir="auto">
            {subjects.join(t('history.between'))}
            {hasMore && t('history.andMore')}
          </p>
        )}
        <p className={styles['when']}>
          <time dateTime={new Date(at).toISOString()} title={fullDate(at)}>
            {timeOfDay(at)}
          </time>
          {` · ${t(`history.by.${kind === 'import' || kind === 'import-archive' ? 'import' : by}`)}`}
          {canRedo && ` · ${t('history.standing.taken-back')}`}
        </p>
      </div>
      {stands || canRedo ? (
        <Button
          className={styles['act'] ?? ''}
          aria-describedby={`change-${id}`}
          aria-disabled={isAtWork}
          onClick={() => !isAtWork && run()}
        >
          {stands ? t(isAtWork ? 'history.takingBack' : 'history.takeBack') : t(isAtWork ? 'history.doingAgain' : 'history.doAgain')}
        </Button>
      ) : (
        <p ref={state} tabIndex={-1} className={styles['state']}>
          {t(`history.standing.${standing}`)}
        </p>
      )}
    </li>
  );
}
