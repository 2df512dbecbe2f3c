import { direction } from '../words.ts';

const opposite: Readonly<Record<string, string>> = { ArrowLeft: 'ArrowRight', ArrowRight: 'ArrowLeft' };

/** Keys that mean "inwards" and "back" go with the panes: where lines run from right to left, the left arrow leads inwards. */
export function mirroredKey(key: string): string {
  return direction() === 'ltr' ? key : key.replace(/Arrow(?:Left|Right)/g, arrow => opposite[arrow] ?? arrow);
}
