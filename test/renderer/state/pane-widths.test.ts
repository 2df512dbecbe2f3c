import { describe, expect, it } from 'vitest';
import { fitPanes } from '../../../renderer/state/pane-widths.ts';

const untouched = { sidebar: null, list: null };
const widest = { sidebar: 360, list: 560 };

describe('fitPanes', () => {
  it('gives a wide window the usual widths', () => {
    expect(fitPanes(1280, untouched)).toEqual({ mode: 'three', sidebar: 244, list: 372 });
    expect(fitPanes(3440, untouched)).toEqual({ mode: 'three', sidebar: 244, list: 372 });
  });

  it('keeps 440 pixels for the text: first the list gives way, then the sidebar', () => {
    expect(fitPanes(1300, widest)).toEqual({ mode: 'three', sidebar: 360, list: 500 });
    expect(fitPanes(1080, widest)).toEqual({ mode: 'three', sidebar: 340, list: 300 });
  });

  it('brings the chosen widths back when the window grows', () => {
    expect(fitPanes(1920, widest)).toEqual({ mode: 'three', sidebar: 360, list: 560 });
  });

  it('makes the sidebar a drawer under 1,080 pixels and leaves one pane under 800', () => {
    expect(fitPanes(1079, untouched).mode).toBe('two');
    expect(fitPanes(800, untouched).mode).toBe('two');
    expect(fitPanes(799, untouched).mode).toBe('one');
  });

  it('never lets the text column beside a list fall under 440 pixels', () => {
    for (let width = 800; width < 1600; width++) {
      const { mode, sidebar, list } = fitPanes(width, widest);
      expect(width - list - (mode === 'three' ? sidebar : 0)).toBeGreaterThanOrEqual(440);
    }
  });

  it('leaves room beside the drawer to close it, also at 400 pixels', () => {
    expect(fitPanes(400, widest).sidebar).toBeLessThanOrEqual(344);
  });
});
