import { type CSSProperties, useState } from 'react';
import styles from './feed-icon.module.css';

interface FeedIconProps {
  /** Null while the feed has none. */
  readonly url: string | null;
  /** Stands for the feed without an icon, and while it is loaded. */
  readonly letter: string;
  /** Degrees. */
  readonly hue: number;
}

export function FeedIcon({ url, letter, hue }: FeedIconProps) {
  const [failed, setFailed] = useState<string | null>(null);
  if (url !== null && url !== failed) {
    return <img className={styles['icon']} src={url} alt="" width={16} height={16} decoding="async" onError={() => setFailed(url)} />;
  }
  return (
    <span className={styles['letter']} style={{ '--hue': hue } as CSSProperties} aria-hidden="true">
      {letter}
    </span>
  );
}
