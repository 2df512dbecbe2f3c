import { useRef } from 'react';
import { mirroredKey } from '../format/mirrored-key.ts';
import { direction } from '../words.ts';
import styles from './separator.module.css';

interface SeparatorProps {
  /** What it resizes. */
  readonly label: string;
  /** CSS pixels. */
  readonly width: number;
  readonly least: number;
  readonly most: number;
  /** Null: back to the usual width. */
  onResize(width: number | null): void;
}

const stepPx = 8;
const bigStepPx = 40;

/** The edge between two panes: dragged by the pointer, moved by the arrow keys, set back by a double click. */
export function Separator({ label, width, least, most, onResize }: SeparatorProps) {
  const grip = useRef<{ readonly x: number; readonly width: number } | null>(null);

  function onKeyDown(event: React.KeyboardEvent): void {
    const step = event.shiftKey ? bigStepPx : stepPx;
    const widths: Readonly<Record<string, number>> = { ArrowLeft: width - step, ArrowRight: width + step, Home: least, End: most };
    const next = widths[mirroredKey(event.key)];
    if (next === undefined) return;
    event.preventDefault();
    onResize(next);
  }

  return (
    <div
      role="separator"
      aria-orientation="vertical"
      aria-label={label}
      aria-valuenow={width}
      aria-valuemin={least}
      aria-valuemax={most}
      tabIndex={0}
      className={styles['separator']}
      onKeyDown={onKeyDown}
      onDoubleClick={() => onResize(null)}
      onPointerDown={event => {
        if (event.button !== 0) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        grip.current = { x: event.clientX, width };
      }}
      onPointerMove={event => {
        if (grip.current !== null) onResize(grip.current.width + (event.clientX - grip.current.x) * (direction() === 'rtl' ? -1 : 1));
      }}
      onPointerUp={() => {
        grip.current = null;
      }}
      onPointerCancel={() => {
        grip.current = null;
      }}
    />
  );
}
