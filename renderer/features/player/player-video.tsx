import { type CSSProperties, type KeyboardEvent, type RefObject, useEffect, useRef } from 'react';
import { useLayout } from '../../state/layout.ts';
import { seekBack, seekOn, togglePlaying } from '../../state/player.ts';
import { classes } from '../../ui/classes.ts';
import styles from './player-bar.module.css';
import { tellHeight } from './tell-height.ts';

interface PlayerVideoProps {
  readonly media: RefObject<HTMLVideoElement | null>;
  readonly source: string;
}

/** Above the bar, and where there are panes in that of the article alone: the list and the sidebar keep their height. */
export function PlayerVideo({ media, source }: PlayerVideoProps) {
  const start = useLayout(({ widths: { mode, sidebar, list }, isOwnWindow }) =>
    isOwnWindow || mode === 'one' ? null : list + 1 + (mode === 'three' ? sidebar + 1 : 0),
  );
  const isBeside = start !== null;
  const stage = useRef<HTMLDivElement>(null);
  // The article ends above it.
  useEffect(() => (isBeside && stage.current !== null ? tellHeight(stage.current, '--video-height') : undefined), [isBeside]);

  return (
    <div
      ref={stage}
      className={classes(styles['stage'], isBeside && styles['beside'])}
      style={{ '--article-start': `${start ?? 0}px` } as CSSProperties}
    >
      {/* biome-ignore lint/a11y/useMediaCaption: feeds bring recordings without captions */}
      <video
        ref={media}
        className={styles['video']}
        src={source}
        autoPlay
        playsInline
        tabIndex={-1}
        // What had the keys keeps them.
        onMouseDown={event => event.preventDefault()}
        onClick={togglePlaying}
        onDoubleClick={event => void toggleFullScreen(event.currentTarget)}
        onKeyDown={onKeyDown}
      />
    </div>
  );
}

/** Alone on the screen it has the keys: they are not for the articles behind it. They go back to where they were. */
export async function toggleFullScreen(video: HTMLVideoElement): Promise<void> {
  if (document.fullscreenElement === video) return document.exitFullscreen();
  const { activeElement: before } = document;
  const onChange = (): void => {
    // It is told of the entry too.
    if (document.fullscreenElement === video) return;
    video.removeEventListener('fullscreenchange', onChange);
    if (before instanceof HTMLElement) before.focus();
  };
  try {
    await video.requestFullscreen();
  } catch {
    // Not everywhere may a page fill the screen.
    return;
  }
  video.focus();
  video.addEventListener('fullscreenchange', onChange);
}

/** Space and the like are for the browser's own controls, which are there in full screen. */
function onKeyDown(event: KeyboardEvent<HTMLVideoElement>): void {
  event.stopPropagation();
  const seek = { ArrowLeft: seekBack, ArrowRight: seekOn, ',': seekBack, '.': seekOn }[event.key];
  if (seek === undefined || event.ctrlKey || event.altKey || event.metaKey) return;
  event.preventDefault();
  seek();
}
