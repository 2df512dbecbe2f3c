import { Pause, Play } from 'lucide-react';
import type { EntryDetail } from '../../../worker/protocol/entries.ts';
import { enclosureName, fileSize } from '../../format/enclosure.ts';
import { recordingLength } from '../../format/time.ts';
import { kindOf, play, recordingsOf, usePlayer } from '../../state/player.ts';
import { Button } from '../../ui/button.tsx';
import { t } from '../../words.ts';
import styles from './recordings-bar.module.css';

/** The recordings of the open article, to be played in place. Nothing is loaded before a click (H4, L7). */
export function RecordingsBar({ detail }: { readonly detail: EntryDetail }) {
  const recordings = recordingsOf(detail);
  const playing = usePlayer(({ recording, isPlaying }) => (isPlaying && recording?.entryId === detail.id ? recording.url : null));
  if (recordings.length === 0) return null;
  const durationMs = detail.podcast?.durationMs ?? null;
  return (
    <div className={styles['bar']}>
      {recordings.map((enclosure, index) => {
        const isPlaying = playing === enclosure.url;
        const about = [
          recordings.length > 1 ? enclosureName(enclosure.url) : null,
          index === 0 && durationMs !== null ? recordingLength(durationMs) : null,
          enclosure.length === null || enclosure.length === 0 ? null : fileSize(enclosure.length),
        ].filter(fact => fact !== null);
        return (
          <span key={enclosure.url} className={styles['one']}>
            <Button icon={isPlaying ? <Pause /> : <Play />} onClick={() => void play(detail, enclosure)}>
              {t(isPlaying ? 'player.pause' : kindOf(enclosure) === 'video' ? 'player.watch' : 'player.listen')}
            </Button>
            <span className={styles['facts']} dir="auto">
              {about.join(' · ')}
            </span>
          </span>
        );
      })}
    </div>
  );
}
