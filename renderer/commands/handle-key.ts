import { isMac } from '../client/host.ts';
import { useDialogs } from '../state/dialogs.ts';
import { comingPlace, listArrival, useList } from '../state/list.ts';
import type { ViewName } from '../state/view.ts';
import { allCommands, type Command, keysOf } from './command-table.ts';
import { type KeyName, namesOfKey } from './keys.ts';

/** How long the second key of "g a" is waited for. */
const secondKeyMs = 1500;

let first: { readonly key: KeyName; readonly at: number } | null = null;

/** Runs the command that a key stands for, also a key pressed inside the article's frame. True when it was one; its default is then prevented. */
export function handleKey(event: KeyboardEvent): boolean {
  if (event.defaultPrevented) return false;
  const isInField = closest(event, fields) !== null;
  if (!isInField && belongsToTarget(event)) return false;
  if (useDialogs.getState().open !== null) return giveUpDialog(event);
  const names = namesOfKey(event, isMac());
  if (isInField) return runForField(event, names);
  const before = first !== null && event.timeStamp - first.at < secondKeyMs ? first.key : null;
  if (isModifier(event)) return false;
  first = null;

  const command =
    before === null
      ? undefined
      : allCommands.find(candidate => keysOf(candidate).some(key => names.some(name => key === `${before} ${name}`)));
  // A key may mean one thing in the list and another in the article.
  const meant = command === undefined ? allCommands.filter(candidate => keysOf(candidate).some(key => names.includes(key))) : [command];
  if (meant.length > 0) {
    const heard = meant.filter(candidate => candidate.hasKeys?.() !== false);
    const found = heard.find(candidate => candidate.isEnabled()) ?? heard.find(waitsForList);
    if (found === undefined) return false;
    event.preventDefault();
    if (!event.repeat || found.isOncePerPress !== true) runInTurn(found);
    return true;
  }
  const prefix = names.find(name => allCommands.some(candidate => keysOf(candidate).some(key => key.startsWith(`${name} `))));
  if (prefix === undefined) return false;
  first = { key: prefix, at: event.timeStamp };
  event.preventDefault();
  return true;
}

/** Commands that wait for the list that is on its way, each after the one before it. */
let waiting: Promise<void> | null = null;

/** "g u" and at once Space: what is pressed after a view was chosen is meant for its list, also when that takes a moment to come. */
function runInTurn(command: Command): void {
  if (!waitsForList(command)) {
    command.run();
    return;
  }
  const turn = afterList(waiting, useList.getState().view, command).finally(() => {
    if (waiting === turn) waiting = null;
  });
  waiting = turn;
}

function waitsForList({ group }: Command): boolean {
  return waiting === null ? group === 'articles' && comingPlace() !== null : group === 'articles' || group === 'article';
}

async function afterList(before: Promise<void> | null, view: ViewName, command: Command): Promise<void> {
  await before;
  await listArrival();
  // As one key after the other comes: with the list drawn, and what the last command did.
  await new Promise(resolve => setTimeout(resolve));
  // Whoever has gone on to something else meanwhile has not meant that.
  if (useList.getState().view === view && useDialogs.getState().open === null && command.isEnabled()) command.run();
}

/** A dialog has the keys. Only one that is still on its way cannot hear Esc itself. */
function giveUpDialog(event: KeyboardEvent): boolean {
  if (event.key !== 'Escape' || document.querySelector('dialog[open]') !== null) return false;
  event.preventDefault();
  useDialogs.getState().close();
  return true;
}

const fields = 'input, textarea, select, [contenteditable]:not([contenteditable="false"])';

/** A field takes every key but those of the few commands that would else be out of reach, as in the first window of all. */
function runForField(event: KeyboardEvent, names: readonly KeyName[]): boolean {
  const found = allCommands.find(
    command =>
      command.isForFields === true && command.isEnabled() && keysOf(command).some(key => key.startsWith('Mod+') && names.includes(key)),
  );
  if (found === undefined) return false;
  event.preventDefault();
  found.run();
  return true;
}

/** Menus take every key, and what can be pressed takes the keys that press it. */
function belongsToTarget(event: KeyboardEvent): boolean {
  if (closest(event, '[role="menu"]') !== null) return true;
  if (event.key === 'Enter') return closest(event, 'button, a[href], summary, [role="separator"]') !== null;
  if (event.key === ' ') return closest(event, 'button, summary, audio, video') !== null;
  return false;
}

function closest({ target }: KeyboardEvent, selector: string): Element | null {
  // Not instanceof: an element of the article's frame is of another realm.
  return target !== null && 'closest' in target ? (target as Element).closest(selector) : null;
}

function isModifier(event: KeyboardEvent): boolean {
  return ['Shift', 'Control', 'Alt', 'AltGraph', 'Meta', 'CapsLock', 'Fn'].includes(event.key);
}
