import { type FormEvent, useEffect, useId, useState } from 'react';
import type { LabelId } from '../../../worker/protocol/ids.ts';
import type { Label } from '../../../worker/protocol/labels.ts';
import { useDialogs } from '../../state/dialogs.ts';
import { changeLabel, findLabel, labelColors, labelNamed, mergeLabels, removeLabel } from '../../state/labels.ts';
import { useNotices } from '../../state/notices.ts';
import { useSubscriptions } from '../../state/subscriptions.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { LabelDot } from '../../ui/label-dot.tsx';
import { NoticeLine } from '../../ui/notice-line.tsx';
import { t } from '../../words.ts';
import styles from './label-properties-dialog.module.css';

/** Name and colour of a label; where another has the name, the two can be merged. */
export function LabelPropertiesDialog({ labelId }: { readonly labelId: LabelId }) {
  const close = useDialogs(state => state.close);
  const label = useSubscriptions(state => findLabel(state.tree, labelId));
  const notice = useNotices(state => state.notices.findLast(({ answers }) => answers.length === 0) ?? null);
  return (
    <Dialog title={t('labelProperties.title')} size="narrow" hasCloseButton onClose={close}>
      {label === undefined ? (
        <p>{t('labelProperties.notThere')}</p>
      ) : (
        <>
          <NameField label={label} />
          <ColorField label={label} />
          <div className={styles['remove']}>
            <p>{t('labelProperties.removeMore', { count: label.entryCount })}</p>
            <Button look="danger" onClick={() => void removeLabel(label)}>
              {t('labelProperties.removeTitle')}
            </Button>
          </div>
        </>
      )}
      <NoticeLine text={notice?.text ?? null} action={notice?.action ?? null} />
    </Dialog>
  );
}

function NameField({ label }: { readonly label: Label }) {
  const id = useId();
  const tree = useSubscriptions(state => state.tree);
  const [typed, setTyped] = useState(label.name);
  useEffect(() => setTyped(label.name), [label.name]);
  const wanted = typed.trim();
  const isChanged = wanted !== '' && wanted !== label.name;
  const other = isChanged ? labelNamed(tree, wanted) : undefined;
  const isTaken = other !== undefined && other.id !== label.id;

  function onSubmit(event: FormEvent): void {
    event.preventDefault();
    if (isTaken) void mergeLabels(label, other);
    else if (isChanged) void changeLabel(label.id, { name: wanted });
  }

  return (
    <form onSubmit={onSubmit}>
      <label className={styles['name']} htmlFor={id}>
        {t('labelProperties.name')}
      </label>
      <div className={styles['line']}>
        <input
          id={id}
          className={styles['input']}
          dir="auto"
          maxLength={100}
          value={typed}
          aria-describedby={isTaken ? `${id}-taken` : undefined}
          onChange={event => setTyped(event.target.value)}
        />
        {isChanged && (
          <Button type="submit" look="primary">
            {t(isTaken ? 'labelProperties.merge' : 'labelProperties.save')}
          </Button>
        )}
      </div>
      <div id={`${id}-taken`} role="status" className={styles['taken']}>
        {isTaken && (
          <>
            <p>{t('labelProperties.taken', { name: other.name })}</p>
            <p>{t('labelProperties.takenMore', { count: label.entryCount, name: other.name })}</p>
          </>
        )}
      </div>
    </form>
  );
}

function ColorField({ label }: { readonly label: Label }) {
  return (
    <fieldset className={styles['colors']}>
      <legend className={styles['name']}>{t('labelProperties.color')}</legend>
      {labelColors.map(color => (
        <label key={color} className={styles['color']} title={t(`labelProperties.colors.${color}`)}>
          <input
            type="radio"
            name="label-color"
            aria-label={t(`labelProperties.colors.${color}`)}
            checked={color === label.color}
            onChange={() => void changeLabel(label.id, { color })}
          />
          <LabelDot color={color} />
        </label>
      ))}
    </fieldset>
  );
}
