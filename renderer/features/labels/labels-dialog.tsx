import { Check, Plus } from 'lucide-react';
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import type { EntryTarget } from '../../../worker/protocol/entry-lists.ts';
import type { LabelId } from '../../../worker/protocol/ids.ts';
import { type Labelled, useDialogs } from '../../state/dialogs.ts';
import { setLabel, useLabelIdsOf } from '../../state/labels.ts';
import { useNotices } from '../../state/notices.ts';
import { useSubscriptions } from '../../state/subscriptions.ts';
import { Button } from '../../ui/button.tsx';
import { classes } from '../../ui/classes.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { LabelDot } from '../../ui/label-dot.tsx';
import { NoticeLine } from '../../ui/notice-line.tsx';
import { Segments } from '../../ui/segments.tsx';
import { t } from '../../words.ts';
import { labelOptions } from './label-options.ts';
import styles from './labels-dialog.module.css';

/** Gives labels to an article, or to many; one that is typed and not there can be made. */
export function LabelsDialog({ of }: { readonly of: Labelled }) {
  const close = useDialogs(state => state.close);
  return of.kind === 'entry' ? <EntryLabels id={of.id} title={of.title} onClose={close} /> : <ManyLabels of={of} onClose={close} />;
}

function EntryLabels({ id, title, onClose }: { readonly id: number; readonly title: string; onClose(): void }) {
  const given = useLabelIdsOf(id);
  return (
    <Dialog title={t('labels.title')} size="narrow" onClose={onClose}>
      <p className={styles['of']} dir="auto">
        {title}
      </p>
      <Options target={{ ids: [id] }} isOn={labelId => given.includes(labelId)} isToggle />
      <Foot onClose={onClose} />
    </Dialog>
  );
}

function ManyLabels({ of, onClose }: { readonly of: Extract<Labelled, { readonly kind: 'many' }>; onClose(): void }) {
  const [action, setAction] = useState('give');
  const id = useId();
  return (
    <Dialog title={of.title} size="narrow" onClose={onClose}>
      <div className={styles['action']}>
        <span id={id} className="visually-hidden">
          {t('labels.what')}
        </span>
        <Segments
          labelledBy={id}
          name="label-action"
          value={action}
          options={[
            { value: 'give', label: t('labels.give') },
            { value: 'take', label: t('labels.take') },
          ]}
          onChange={setAction}
        />
      </div>
      <Options target={of.target} isOn={() => action === 'take'} isToggle={false} />
      <Foot onClose={onClose} />
    </Dialog>
  );
}

interface OptionsProps {
  readonly target: EntryTarget;
  /** Choosing it takes the label away. */
  isOn(labelId: LabelId): boolean;
  /** Whether `isOn` is what the article has now, and is shown as a tick. */
  readonly isToggle: boolean;
}

function Options({ target, isOn, isToggle }: OptionsProps) {
  const labels = useSubscriptions(state => state.tree?.labels);
  const [typed, setTyped] = useState('');
  const [place, setPlace] = useState(0);
  const listId = useId();
  const list = useRef<HTMLDivElement>(null);
  const field = useRef<HTMLInputElement>(null);
  const options = labelOptions(labels ?? [], typed);
  const active = Math.min(place, options.length - 1);

  useEffect(() => field.current?.focus(), []);
  useEffect(() => {
    list.current?.children[active]?.scrollIntoView({ block: 'nearest' });
  }, [active]);

  function choose(index: number): void {
    const option = options[index];
    if (option === undefined) return;
    if (option.kind === 'make') {
      void setLabel(target, { name: option.name }, true);
      setTyped('');
      return;
    }
    void setLabel(target, { id: option.label.id, name: option.label.name }, !isOn(option.label.id));
  }

  function onKeyDown(event: KeyboardEvent): void {
    const last = options.length - 1;
    const steps: Readonly<Record<string, number>> = { ArrowDown: active + 1, ArrowUp: active - 1 };
    const step = steps[event.key];
    if (step !== undefined) {
      event.preventDefault();
      setPlace(Math.max(0, Math.min(last, step)));
    } else if (event.key === 'Enter' && !event.nativeEvent.isComposing) {
      event.preventDefault();
      choose(active);
    }
  }

  return (
    <>
      <input
        ref={field}
        className={styles['field']}
        role="combobox"
        aria-label={t('labels.field')}
        aria-expanded="true"
        aria-controls={listId}
        aria-autocomplete="list"
        aria-activedescendant={active < 0 ? undefined : `${listId}-${active}`}
        placeholder={t('labels.placeholder')}
        dir="auto"
        maxLength={100}
        autoComplete="off"
        spellCheck={false}
        value={typed}
        onChange={event => {
          setTyped(event.target.value);
          setPlace(0);
        }}
        onKeyDown={onKeyDown}
      />
      {options.length === 0 && <p className={styles['none']}>{t(labels?.length === 0 ? 'labels.none' : 'labels.noneFound')}</p>}
      <div ref={list} id={listId} role="listbox" aria-label={t('labels.options')} aria-multiselectable="true" className={styles['options']}>
        {options.map((option, index) => (
          <div
            key={option.kind === 'make' ? 'make' : option.label.id}
            id={`${listId}-${index}`}
            role="option"
            tabIndex={-1}
            aria-selected={option.kind === 'label' && isToggle && isOn(option.label.id)}
            className={classes(styles['option'], index === active && styles['active'])}
            onMouseDown={event => event.preventDefault()}
            onMouseMove={() => setPlace(index)}
            onClick={() => choose(index)}
          >
            {option.kind === 'make' ? (
              <>
                <Plus aria-hidden="true" />
                <span className={styles['name']}>{t('labels.make', { name: option.name })}</span>
              </>
            ) : (
              <>
                <LabelDot color={option.label.color} />
                <bdi className={styles['name']}>{option.label.name}</bdi>
                {isToggle && isOn(option.label.id) && <Check aria-hidden="true" />}
              </>
            )}
          </div>
        ))}
      </div>
    </>
  );
}

function Foot({ onClose }: { onClose(): void }) {
  const notice = useNotices(state => state.notices.findLast(({ answers }) => answers.length === 0) ?? null);
  return (
    <>
      <NoticeLine text={notice?.text ?? null} action={notice?.action ?? null} />
      <footer className={styles['foot']}>
        <small>{t('labels.hint')}</small>
        <Button look="primary" onClick={onClose}>
          {t('labels.done')}
        </Button>
      </footer>
    </>
  );
}
