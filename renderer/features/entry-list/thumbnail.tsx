import { useMemo, useState } from 'react';
import { pictureUrl } from '../../client/host.ts';
import styles from './thumbnail.module.css';

/** Pictures that did not come, so that a row scrolled back into sight does not ask again. */
const failed = new Set<string>();
const maxFailed = 2000;

interface ThumbnailProps {
  readonly feedId: number;
  readonly url: string;
}

/** A lead picture; one that fails vanishes. */
export function Thumbnail({ feedId, url }: ThumbnailProps) {
  const [isGone, setGone] = useState(failed.has(url));
  // The address carries a ticket that is renewed: once it is shown, a picture is not fetched again for that.
  const src = useMemo(() => pictureUrl(feedId, url), [feedId, url]);
  if (isGone) return null;
  return (
    <img
      className={styles['thumbnail']}
      src={src}
      alt=""
      width={56}
      height={56}
      loading="lazy"
      decoding="async"
      draggable={false}
      onError={() => {
        if (failed.size >= maxFailed) failed.clear();
        failed.add(url);
        setGone(true);
      }}
    />
  );
}
