import { useEffect, useRef, useState } from 'react';
import { isMac } from '../../client/host.ts';
import { type KeyName, keyWords, namesOfKey } from '../../commands/keys.ts';
import { t } from '../../words.ts';
import styles from './key-settings.module.css';

interface KeyRecorderProps {
  /** Of the command. */
  readonly name: string;
  onRecorded(key: KeyName): void;
  onGiveUp(): void;
}

/** How long a second key of the two is waited for. */
const secondKeyMs = 900;
const modifiers = ['Shift', 'Control', 'Alt', 'AltGraph', 'Meta', 'CapsLock', 'Fn', 'Dead', 'Process'];

/** Takes the next key, or two keys one after another. Esc and a click elsewhere give it up, Tab goes on. */
export function KeyRecorder({ name, onRecorded, onGiveUp }: KeyRecorderProps) {
  const [first, setFirst] = useState<KeyName | null>(null);
  const place = useRef<HTMLButtonElement>(null);
  const handlers = useRef({ onRecorded, onGiveUp });
  handlers.current = { onRecorded, onGiveUp };

  useEffect(() => {
    place.current?.focus();
  }, []);

  useEffect(() => {
    if (first === null) return;
    const timer = setTimeout(() => handlers.current.onRecorded(first), secondKeyMs);
    return () => clearTimeout(timer);
  }, [first]);

  useEffect(() => {
    const element = place.current;
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.key === 'Tab' || modifiers.includes(event.key)) return;
      event.preventDefault();
      event.stopPropagation();
      if (event.key === 'Escape') {
        handlers.current.onGiveUp();
        return;
      }
      // On a layout without Latin letters the place of the key is meant, which has a name everywhere.
      const key = namesOfKey(event, isMac()).at(-1);
      if (key === undefined || event.repeat) return;
      if (first === null) setFirst(key);
      else handlers.current.onRecorded(`${first} ${key}`);
    };
    // Before the dialog, which Esc would close.
    element?.addEventListener('keydown', onKeyDown);
    return () => element?.removeEventListener('keydown', onKeyDown);
  }, [first]);

  return (
    <button ref={place} type="button" className={styles['recorder']} aria-label={t('keys.recordingFor', { name })} onBlur={onGiveUp}>
      {first === null ? t('keys.recording') : `${keyWords(first, isMac(), t('command.then'))} …`}
    </button>
  );
}
