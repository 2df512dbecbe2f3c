import { CircleOff, Pause, TriangleAlert } from 'lucide-react';
import { memo } from 'react';
import { iconUrl } from '../../client/host.ts';
import { feedLetter, letterHue } from '../../format/feed-letter.ts';
import { textLanguage } from '../../format/text-language.ts';
import { FeedIcon } from '../../ui/feed-icon.tsx';
import { t } from '../../words.ts';
import styles from './feed-tree.module.css';
import { SidebarRow, type TreeRowProps } from './tree-row.tsx';

interface FeedRowProps extends TreeRowProps {
  readonly feedId: number;
  readonly title: string;
  /** As the feed says. */
  readonly language: string | null;
  readonly unread: number;
  readonly iconVersion: number | null;
  /** Why the last check failed, in words. */
  readonly trouble: string | null;
  /** Its server says that it is gone for good. */
  readonly isGone: boolean;
  /** Kept out of All, Unread and Today. */
  readonly isApart: boolean;
  /** Paused, by itself or by what it is in. */
  readonly isHeld: boolean;
}

export const FeedRow = memo(function FeedRow({
  feedId,
  language,
  unread,
  iconVersion,
  trouble,
  isGone,
  isApart,
  isHeld,
  ...rest
}: FeedRowProps) {
  const icon = (
    <FeedIcon url={iconVersion === null ? null : iconUrl(feedId, iconVersion)} letter={feedLetter(rest.title)} hue={letterHue(feedId)} />
  );
  const mark = (
    <>
      {trouble !== null && (
        <span className={styles['trouble']} data-trouble={isGone ? 'gone' : 'failing'}>
          {isGone ? <CircleOff aria-hidden="true" /> : <TriangleAlert aria-hidden="true" />}
        </span>
      )}
      {isHeld && (
        <span className={styles['paused']} data-paused>
          <Pause aria-hidden="true" />
        </span>
      )}
    </>
  );
  const words = [
    isGone ? t('sidebar.gone') : null,
    trouble,
    isApart ? t('sidebar.apart') : null,
    isHeld ? t('sidebar.paused') : null,
  ].filter(each => each !== null);
  return (
    <SidebarRow
      {...rest}
      language={textLanguage(rest.title, language)}
      kind="feed"
      icon={icon}
      count={unread}
      countUnit={t('sidebar.unreadUnit')}
      mark={mark}
      tooltip={words.length === 0 ? undefined : words.join(' ')}
    />
  );
});
