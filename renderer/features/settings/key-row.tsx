import { Plus, RotateCcw, X } from 'lucide-react';
import { useRef, useState } from 'react';
import type { KeyChanges } from '../../../worker/protocol/settings.ts';
import { isMac } from '../../client/host.ts';
import { type Command, type CommandId, findCommand } from '../../commands/command-table.ts';
import { type KeyName, keyWords } from '../../commands/keys.ts';
import { ownBeside, ownersOf, withKey, withoutKey, withReset } from '../../commands/keys-in-force.ts';
import { commandLabel } from '../../commands/words.ts';
import { number } from '../../format/time.ts';
import { Button } from '../../ui/button.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { t } from '../../words.ts';
import { KeyRecorder } from './key-recorder.tsx';
import styles from './key-settings.module.css';

interface KeyRowProps {
  readonly command: Command;
  readonly keys: ReadonlyMap<string, readonly KeyName[]>;
  readonly changes: KeyChanges;
  onChange(changes: KeyChanges): void;
}

type Step =
  | { readonly kind: 'shown' }
  | { readonly kind: 'recording' }
  | { readonly kind: 'conflict'; readonly key: KeyName; readonly owners: readonly CommandId[]; readonly own: readonly KeyName[] };

const mostKeys = 8;
/** More than one over are told in a list of their own. */
const mostNamed = 3;

/** A command with its keys: each can be taken away, another recorded, and all of them set back. */
export function KeyRow({ command, keys, changes, onChange }: KeyRowProps) {
  const [step, setStep] = useState<Step>({ kind: 'shown' });
  const row = useRef<HTMLLIElement>(null);
  const { id } = command;
  const name = commandLabel(id);
  const own = keys.get(id) ?? [];
  const words = (key: KeyName): string => keyWords(key, isMac(), t('command.then'));

  function end(): void {
    setStep({ kind: 'shown' });
    // What had the focus is gone.
    requestAnimationFrame(() => row.current?.querySelector<HTMLElement>('[data-add]')?.focus());
  }

  function recorded(key: KeyName): void {
    const owners = ownersOf(keys, key, id).map(owner => findCommand(owner as CommandId).id);
    const beside = ownBeside(own, key);
    if (owners.length + beside.length > 0) {
      setStep({ kind: 'conflict', key, owners, own: beside });
      return;
    }
    if (!own.includes(key)) onChange(withKey(changes, keys, { id, key, swap: false }));
    end();
  }

  function settle(key: KeyName, swap: boolean): void {
    onChange(withKey(changes, keys, { id, key, swap }));
    end();
  }

  return (
    <li ref={row} className={styles['row']}>
      <span className={styles['name']}>{name}</span>
      <span className={styles['keys']}>
        {own.map(key => (
          <span key={key} className={styles['key']}>
            <kbd>{words(key)}</kbd>
            <IconButton
              label={t('keys.remove', { key: words(key), name })}
              icon={<X />}
              size="small"
              onClick={() => {
                onChange(withoutKey(changes, keys, id, key));
                end();
              }}
            />
          </span>
        ))}
        {own.length === 0 && step.kind === 'shown' && <span className={styles['none']}>{t('keys.none')}</span>}
        {step.kind === 'recording' ? (
          <KeyRecorder name={name} onRecorded={recorded} onGiveUp={end} />
        ) : (
          <IconButton
            label={t('keys.add', { name })}
            icon={<Plus />}
            size="small"
            data-add
            disabled={own.length >= mostKeys}
            onClick={() => setStep({ kind: 'recording' })}
          />
        )}
        {changes[id] !== undefined && (
          <IconButton
            label={t('keys.reset', { name })}
            icon={<RotateCcw />}
            size="small"
            onClick={() => {
              onChange(withReset(changes, id));
              end();
            }}
          />
        )}
      </span>
      {step.kind === 'conflict' && (
        <div role="alert" className={styles['conflict']}>
          <div className={styles['told']}>
            {step.owners.length > 0 && (
              <p>{t('keys.conflict', { count: step.owners.length, key: words(step.key), owners: someNames(step.owners) })}</p>
            )}
            {step.own.length > 0 && (
              <p>
                {t('keys.conflictOwn', { key: words(step.key), own: step.own.map(words).join(t('keys.between')), count: step.own.length })}
              </p>
            )}
            {areMany(step.owners) && (
              <details>
                <summary>{t('keys.allOwners', { count: step.owners.length, number: number(step.owners.length) })}</summary>
                <ul>
                  {step.owners.map(owner => (
                    <li key={owner}>{commandLabel(owner)}</li>
                  ))}
                </ul>
              </details>
            )}
          </div>
          <span className={styles['answers']}>
            <Button onClick={() => settle(step.key, false)}>{t('keys.replace')}</Button>
            {own.length > 0 && step.owners.length === 1 && <Button onClick={() => settle(step.key, true)}>{t('keys.swap')}</Button>}
            <Button onClick={end}>{t('ui.cancel')}</Button>
          </span>
        </div>
      )}
    </li>
  );
}

function areMany(owners: readonly CommandId[]): boolean {
  return owners.length > mostNamed + 1;
}

function someNames(owners: readonly CommandId[]): string {
  const named = areMany(owners) ? owners.slice(0, mostNamed) : owners;
  const names = named.map(owner => t('keys.quoted', { name: commandLabel(owner) })).join(t('keys.between'));
  const more = owners.length - named.length;
  return more === 0 ? names : t('keys.andMore', { names, count: more, number: number(more) });
}
