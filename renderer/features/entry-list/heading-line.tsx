import type { CSSProperties } from 'react';
import { iconUrl } from '../../client/host.ts';
import { feedLetter, letterHue } from '../../format/feed-letter.ts';
import { findFeed, useSubscriptions } from '../../state/subscriptions.ts';
import { classes } from '../../ui/classes.ts';
import { FeedIcon } from '../../ui/feed-icon.tsx';
import styles from './entry-rows.module.css';
import type { ListHeading } from './list-headings.ts';

interface HeadingLineProps {
  readonly heading: ListHeading;
  readonly style?: CSSProperties;
}

/** A heading in the list. Rows say themselves when they are from and of which feed: it is for the eye. */
export function HeadingLine({ heading: { words, feedId }, style }: HeadingLineProps) {
  const iconVersion = useSubscriptions(({ tree }) => (feedId === null ? null : (findFeed(tree, feedId)?.iconVersion ?? null)));
  if (feedId === null) {
    return (
      <div aria-hidden="true" className={styles['heading']} style={style}>
        {words}
      </div>
    );
  }
  return (
    <div aria-hidden="true" className={classes(styles['heading'], styles['ofFeed'])} style={style}>
      <FeedIcon url={iconVersion === null ? null : iconUrl(feedId, iconVersion)} letter={feedLetter(words)} hue={letterHue(feedId)} />
      <span className={styles['feedName']}>
        <bdi>{words}</bdi>
      </span>
    </div>
  );
}
