import type { Label } from '../../../worker/protocol/labels.ts';
import { foldName } from '../../state/labels.ts';

export type LabelOption = { readonly kind: 'label'; readonly label: Label } | { readonly kind: 'make'; readonly name: string };

/** The labels whose name has what is typed, those that begin with it first; at the end the one that would be made. */
export function labelOptions(labels: readonly Label[], typed: string): readonly LabelOption[] {
  const wanted = foldName(typed);
  const found = labels.filter(({ name }) => foldName(name).includes(wanted));
  const [first, others] = [found.filter(begins), found.filter(label => !begins(label))];
  const options = [...first, ...others].map((label): LabelOption => ({ kind: 'label', label }));
  const isNew = wanted !== '' && !labels.some(({ name }) => foldName(name) === wanted);
  return isNew ? [...options, { kind: 'make', name: typed.replace(/\s+/gu, ' ').trim() }] : options;

  function begins({ name }: Label): boolean {
    return foldName(name).startsWith(wanted);
  }
}
