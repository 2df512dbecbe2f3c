import type { Settings } from '../../worker/protocol/settings.ts';
import { changeSettings, useSettings } from './settings.ts';

/** What the user chooses of how an article is set. */
export type ArticleLook = Pick<
  Settings,
  'articleFace' | 'articleSize' | 'articleWidth' | 'articleLeading' | 'articleHyphens' | 'articlePage'
>;

export type LookMeasure = 'articleSize' | 'articleWidth' | 'articleLeading';

/** As the worker has it for a new profile. */
export const usualLook: ArticleLook = {
  articleFace: 'serif',
  articleSize: 18,
  articleWidth: 660,
  articleLeading: 168,
  articleHyphens: false,
  articlePage: 'paper',
};

export const lookLimits: { readonly [Key in LookMeasure]: { readonly least: number; readonly most: number; readonly step: number } } = {
  articleSize: { least: 12, most: 32, step: 1 },
  articleWidth: { least: 440, most: 1000, step: 20 },
  articleLeading: { least: 120, most: 220, step: 4 },
};

let wanted: Partial<ArticleLook> = {};
let storing: Promise<void> | null = null;

/** A slider that is dragged wants many values: one is stored at a time, and then the newest. */
export function changeLook(change: Partial<ArticleLook>): Promise<void> {
  wanted = { ...wanted, ...change };
  storing ??= storeWanted().finally(() => {
    storing = null;
  });
  return storing;
}

async function storeWanted(): Promise<void> {
  while (Object.keys(wanted).length > 0) {
    const change = wanted;
    wanted = {};
    await changeSettings(change);
  }
}

/** Larger or smaller by so many steps; 0: as usual. */
export function resizeText(steps: number): void {
  const { least, most } = lookLimits.articleSize;
  const size = wanted.articleSize ?? useSettings.getState().settings?.articleSize ?? usualLook.articleSize;
  const articleSize = steps === 0 ? usualLook.articleSize : Math.min(most, Math.max(least, size + steps));
  if (articleSize !== size) void changeLook({ articleSize });
}

/** Puts a look on what shows text by it: the root of the article's page, or a sample. */
export function wearLook(element: HTMLElement, look: ArticleLook): void {
  const { dataset, style } = element;
  dataset['face'] = look.articleFace;
  dataset['page'] = look.articlePage;
  if (look.articleHyphens) dataset['hyphens'] = '';
  else delete dataset['hyphens'];
  style.setProperty('--read-size', `${look.articleSize}px`);
  style.setProperty('--read-width', `${look.articleWidth}px`);
  style.setProperty('--read-leading', String(look.articleLeading / 100));
}
