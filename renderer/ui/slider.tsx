import { useState } from 'react';
import styles from './slider.module.css';

interface SliderProps {
  /** Id of the element that names it. */
  readonly labelledBy: string;
  readonly value: number;
  readonly least: number;
  readonly most: number;
  readonly step: number;
  /** A value in words: "18 px". */
  words(value: number): string;
  onChange(value: number): void;
}

/** A number between two ends, with its words beside it. */
export function Slider({ labelledBy, value, least, most, step, words, onChange }: SliderProps) {
  // What the hand has reached, while what it asked for before is still on its way.
  const [held, setHeld] = useState<number | null>(null);
  const shown = held ?? value;
  return (
    <span className={styles['slider']}>
      <input
        type="range"
        aria-labelledby={labelledBy}
        aria-valuetext={words(shown)}
        min={least}
        max={most}
        step={step}
        value={shown}
        onPointerDown={() => setHeld(value)}
        onPointerUp={() => setHeld(null)}
        onPointerCancel={() => setHeld(null)}
        onBlur={() => setHeld(null)}
        onChange={event => {
          const chosen = Number(event.target.value);
          if (held !== null) setHeld(chosen);
          onChange(chosen);
        }}
      />
      <output className={styles['words']} aria-hidden="true">
        {words(shown)}
      </output>
    </span>
  );
}
