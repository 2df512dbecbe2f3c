import { ArrowUpRight, ChevronLeft, ChevronRight, Maximize, ZoomIn, ZoomOut } from 'lucide-react';
import { type PointerEvent, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { type Picture, useDialogs } from '../../state/dialogs.ts';
import { openLink } from '../../state/links.ts';
import { classes } from '../../ui/classes.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { direction, t } from '../../words.ts';
import styles from './lightbox.module.css';

interface LightboxProps {
  readonly pictures: readonly Picture[];
  readonly start: number;
}

interface Point {
  readonly x: number;
  readonly y: number;
}

const zoomStep = 1.4;
const mostZoom = 8;
const arrows: Readonly<Record<string, readonly [number, number]>> = {
  ArrowRight: [1, 0],
  ArrowLeft: [-1, 0],
  ArrowDown: [0, 1],
  ArrowUp: [0, -1],
};

function within01(part: number): number {
  return Math.min(1, Math.max(0, part));
}

/** The pictures of an article, one at a time and as large as the window, with zoom. */
export function Lightbox({ pictures, start }: LightboxProps) {
  const close = useDialogs(state => state.close);
  const [index, setIndex] = useState(start);
  /** Null: as large as fits. */
  const [zoom, setZoom] = useState<number | null>(null);
  const [hasFailed, setFailed] = useState(false);
  const stage = useRef<HTMLDivElement>(null);
  const image = useRef<HTMLImageElement>(null);
  const held = useRef<{ readonly point: Point; readonly part: Point } | null>(null);
  const picture = pictures[index];

  function turn(step: 1 | -1): void {
    if (pictures.length < 2) return;
    setIndex((index + step + pictures.length) % pictures.length);
    setZoom(null);
    setFailed(false);
  }
  function scale(factor: number, at: Point | null = null): void {
    const shown = image.current;
    if (shown === null || shown.naturalWidth === 0) return;
    const now = zoom ?? shown.clientWidth / shown.naturalWidth;
    hold(at);
    setZoom(Math.min(mostZoom, Math.max(0.05, now * factor)));
  }
  function toggleFull(at: Point | null = null): void {
    hold(at);
    setZoom(zoom === null ? 1 : null);
  }
  /** What is at this point of the window, else in the middle, stays there. */
  function hold(at: Point | null): void {
    const place = stage.current?.getBoundingClientRect();
    const box = image.current?.getBoundingClientRect();
    if (place === undefined || box === undefined) return;
    const point = at ?? { x: place.x + place.width / 2, y: place.y + place.height / 2 };
    held.current = { point, part: { x: within01((point.x - box.x) / box.width), y: within01((point.y - box.y) / box.height) } };
  }

  useEffect(() => {
    function onKey(event: KeyboardEvent): void {
      const run = keys(event.key);
      if (run === null || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      event.stopPropagation();
      run();
    }
    function keys(key: string): (() => void) | null {
      if (key === '+' || key === '=') return () => scale(zoomStep);
      if (key === '-') return () => scale(1 / zoomStep);
      if (key === '0') return () => setZoom(null);
      if (key === '1') return () => setZoom(1);
      if (key === 'j' || key === 'PageDown') return () => turn(1);
      if (key === 'k' || key === 'PageUp') return () => turn(-1);
      const arrow = arrows[key];
      if (arrow === undefined) return null;
      // A picture larger than the window is moved by the arrows.
      if (zoom !== null) return () => stage.current?.scrollBy({ left: arrow[0] * 80, top: arrow[1] * 80 });
      return arrow[0] === 0 ? null : () => turn(arrow[0] > 0 === (direction() === 'ltr') ? 1 : -1);
    }
    window.addEventListener('keydown', onKey, true);
    return () => window.removeEventListener('keydown', onKey, true);
  });
  useEffect(() => {
    const place = stage.current;
    function onWheel(event: WheelEvent): void {
      event.preventDefault();
      scale(event.deltaY < 0 ? 1.15 : 1 / 1.15, { x: event.clientX, y: event.clientY });
    }
    place?.addEventListener('wheel', onWheel, { passive: false });
    return () => place?.removeEventListener('wheel', onWheel);
  });
  useLayoutEffect(() => {
    const box = image.current?.getBoundingClientRect();
    if (zoom === null || box === undefined || held.current === null) return;
    const { point, part } = held.current;
    stage.current?.scrollBy({ left: box.x + part.x * box.width - point.x, top: box.y + part.y * box.height - point.y });
  }, [zoom]);

  /** A picture that is larger than the window is drawn along by the pointer; a press without a move turns to its full size and back. */
  function onPress(event: PointerEvent): void {
    const place = stage.current;
    if (place === null || event.button !== 0) return;
    event.preventDefault();
    const from = { x: event.clientX, y: event.clientY, left: place.scrollLeft, top: place.scrollTop };
    let hasMoved = false;
    const onMove = (moved: globalThis.PointerEvent): void => {
      hasMoved ||= Math.hypot(moved.clientX - from.x, moved.clientY - from.y) > 4;
      place.scrollLeft = from.left - (moved.clientX - from.x);
      place.scrollTop = from.top - (moved.clientY - from.y);
    };
    const ended = new AbortController();
    const { signal } = ended;
    const onEnd = (): void => {
      ended.abort();
      if (!hasMoved) toggleFull(from);
    };
    window.addEventListener('pointermove', onMove, { signal });
    window.addEventListener('pointerup', onEnd, { signal });
    // Two fingers, or the system: this was no press.
    window.addEventListener('pointercancel', () => ended.abort(), { signal });
  }

  if (picture === undefined) return null;
  const { address } = picture;
  const words = picture.caption || picture.alt;
  const width = zoom === null || image.current === null ? undefined : image.current.naturalWidth * zoom;
  return (
    <Dialog title={t('lightbox.title')} size="full" hasCloseButton onClose={close}>
      <div ref={stage} className={classes(styles['stage'], zoom !== null && styles['zoomed'])}>
        {hasFailed ? (
          <p>{t('lightbox.failed')}</p>
        ) : (
          <img
            ref={image}
            key={picture.src}
            src={picture.src}
            alt={picture.alt}
            style={{ width }}
            draggable={false}
            onPointerDown={onPress}
            onError={() => setFailed(true)}
          />
        )}
      </div>
      {words !== '' && (
        <p className={styles['caption']} dir="auto" data-selectable>
          {words}
        </p>
      )}
      <div className={styles['tools']} role="toolbar" aria-label={t('lightbox.title')}>
        {pictures.length > 1 && (
          <>
            <IconButton
              label={t('lightbox.previous')}
              keys={direction() === 'ltr' ? '←' : '→'}
              icon={<ChevronLeft />}
              onClick={() => turn(-1)}
            />
            <output className={styles['place']}>{t('lightbox.place', { index: index + 1, count: pictures.length })}</output>
            <IconButton
              label={t('lightbox.next')}
              keys={direction() === 'ltr' ? '→' : '←'}
              icon={<ChevronRight />}
              onClick={() => turn(1)}
            />
          </>
        )}
        <IconButton label={t('lightbox.out')} keys="-" icon={<ZoomOut />} onClick={() => scale(1 / zoomStep)} />
        <IconButton label={t('lightbox.in')} keys="+" icon={<ZoomIn />} onClick={() => scale(zoomStep)} />
        <IconButton
          label={zoom === null ? t('lightbox.full') : t('lightbox.fit')}
          keys={zoom === null ? '1' : '0'}
          icon={<Maximize />}
          onClick={() => toggleFull()}
        />
        {address !== null && <IconButton label={t('lightbox.open')} icon={<ArrowUpRight />} onClick={() => void openLink(address)} />}
      </div>
    </Dialog>
  );
}
