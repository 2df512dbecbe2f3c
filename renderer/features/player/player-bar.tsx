import { ExternalLink, ListOrdered, Maximize, Pause, Play, RotateCcw, RotateCw, Volume2, X } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { commandKeys, commandLabel } from '../../commands/words.ts';
import { playedTime } from '../../format/played-time.ts';
import { openLink } from '../../state/links.ts';
import {
  askForChapters,
  attachPlayer,
  chapterAt,
  closePlayer,
  playAgain,
  type Recording,
  seekBack,
  seekOn,
  seekTo,
  setSpeed,
  setVolume,
  speeds,
  togglePlaying,
  usePlayer,
} from '../../state/player.ts';
import { openEntryById } from '../../state/reading.ts';
import { Button } from '../../ui/button.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { Menu } from '../../ui/menu.tsx';
import { Select } from '../../ui/select.tsx';
import { t } from '../../words.ts';
import styles from './player-bar.module.css';
import { PlayerVideo, toggleFullScreen } from './player-video.tsx';
import { tellHeight } from './tell-height.ts';

/** At the foot of the window while something plays, whatever is read meanwhile. */
export function PlayerBar() {
  const recording = usePlayer(state => state.recording);
  return recording === null ? null : <Bar key={`${recording.entryId} ${recording.url}`} recording={recording} />;
}

function Bar({ recording }: { readonly recording: Recording }) {
  const source = usePlayer(state => state.source);
  const failure = usePlayer(state => state.failure);
  const isPlaying = usePlayer(state => state.isPlaying);
  const isWaiting = usePlayer(state => state.isWaiting);
  const speed = usePlayer(state => state.speed);
  const media = useRef<HTMLVideoElement>(null);

  useEffect(() => (media.current === null || source === null ? undefined : attachPlayer(media.current)), [source]);

  const bar = useRef<HTMLElement>(null);
  // Notices stand above the bar.
  useEffect(() => (bar.current === null ? undefined : tellHeight(bar.current, '--player-height')), []);

  const showFull = (): void => {
    if (media.current !== null) void toggleFullScreen(media.current);
  };

  return (
    <section ref={bar} className={styles['bar']} aria-label={t('player.title')}>
      {source !== null && recording.kind === 'video' && <PlayerVideo media={media} source={source} />}
      {source !== null && recording.kind === 'audio' && (
        // biome-ignore lint/a11y/useMediaCaption: feeds bring recordings without captions
        <audio ref={media} src={source} autoPlay />
      )}
      <div className={styles['row']}>
        <button type="button" className={styles['what']} dir="auto" onClick={() => void openEntryById(recording.entryId)}>
          <span className={styles['name']}>{recording.title}</span>
          <UnderTitle feedTitle={recording.feedTitle} />
        </button>
        {failure === null ? (
          <>
            {/* A recording runs from left to right in every language. */}
            <span className={styles['buttons']} dir="ltr">
              <IconButton label={commandLabel('play-back')} keys={commandKeys('play-back')} icon={<RotateCcw />} onClick={seekBack} />
              <IconButton
                label={t(isPlaying ? 'player.pause' : 'player.play')}
                keys={commandKeys('play-pause')}
                icon={isPlaying ? <Pause /> : <Play />}
                aria-busy={isWaiting}
                onClick={togglePlaying}
              />
              <IconButton label={commandLabel('play-on')} keys={commandKeys('play-on')} icon={<RotateCw />} onClick={seekOn} />
            </span>
            <Seek isWaiting={isWaiting} />
            {recording.hasChapters && source !== null && <Chapters />}
            <Select
              label={t('player.speed')}
              look="plain"
              value={String(speed)}
              options={speeds.map(each => ({ value: String(each), label: t('player.times', { speed: each }) }))}
              onChange={value => setSpeed(Number(value))}
            />
            <Volume />
            {recording.kind === 'video' && <IconButton label={t('player.fullScreen')} icon={<Maximize />} onClick={showFull} />}
          </>
        ) : (
          <div className={styles['failed']} role="alert">
            <p dir="auto">{failure}</p>
            <Button onClick={() => void playAgain()}>{t('article.tryAgain')}</Button>
            <Button icon={<ExternalLink />} onClick={() => void openLink(recording.url)}>
              {t('player.openInBrowser')}
            </Button>
          </div>
        )}
        <span className={styles['close']}>
          <IconButton label={t('player.close')} icon={<X />} onClick={closePlayer} />
        </span>
      </div>
    </section>
  );
}

/** The chapter that plays, and the feed. */
function UnderTitle({ feedTitle }: { readonly feedTitle: string }) {
  const chapter = usePlayer(state => state.chapters?.[chapterAt(state)]?.title ?? null);
  return (
    <span className={styles['feed']}>
      {chapter !== null && (
        <>
          <bdi>{chapter}</bdi> ·{' '}
        </>
      )}
      <bdi>{feedTitle}</bdi>
    </span>
  );
}

/** The list of chapters: the one that plays is marked, a press goes there. */
function Chapters() {
  const chapters = usePlayer(state => state.chapters);
  const current = usePlayer(chapterAt);
  if (chapters?.length === 0) return null;
  const again = { id: 'again', label: t('player.chaptersAgain'), onSelect: () => void askForChapters() };
  const items = chapters?.map(({ atMs, title }, index) => ({
    id: String(atMs),
    label: title,
    measure: playedTime(atMs / 1_000),
    isChecked: index === current,
    onSelect: () => seekTo(atMs / 1_000),
  }));
  return (
    <Menu items={items ?? [again]}>
      <IconButton label={t('player.chapters')} icon={<ListOrdered />} />
    </Menu>
  );
}

function Seek({ isWaiting }: { readonly isWaiting: boolean }) {
  const position = usePlayer(state => Math.floor(state.position));
  const duration = usePlayer(state => Math.floor(state.duration));
  const words = `${playedTime(position)}${duration === 0 ? '' : ` / ${playedTime(duration)}`}`;
  return (
    <span className={styles['seek']} dir="ltr">
      <input
        type="range"
        aria-label={t('player.place')}
        aria-valuetext={words}
        min={0}
        max={Math.max(1, duration)}
        step={1}
        value={Math.min(position, Math.max(1, duration))}
        disabled={duration === 0}
        onChange={event => seekTo(Number(event.target.value))}
      />
      <span className={styles['time']}>{isWaiting && duration === 0 ? t('player.loading') : words}</span>
    </span>
  );
}

function Volume() {
  const volume = usePlayer(state => state.volume);
  return (
    <label className={styles['volume']}>
      <Volume2 aria-hidden="true" />
      <input
        type="range"
        aria-label={t('player.volume')}
        aria-valuetext={t('player.percent', { percent: Math.round(volume * 100) })}
        min={0}
        max={1}
        step={0.05}
        value={volume}
        onChange={event => setVolume(Number(event.target.value))}
      />
    </label>
  );
}
