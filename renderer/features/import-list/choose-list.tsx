import { FileUp } from 'lucide-react';
import { type ChangeEvent, type FormEvent, useId, useRef, useState } from 'react';
import { useDropAbove } from '../../state/dropped-files.ts';
import { readFile, readPasted } from '../../state/import-list.ts';
import { Button } from '../../ui/button.tsx';
import { classes } from '../../ui/classes.ts';
import { t } from '../../words.ts';
import styles from './import-list-dialog.module.css';

interface ChooseListProps {
  /** Text that was looked into and was no list: it stays, and has the keys, to be mended. */
  readonly pasted: string;
}

/** Where the list comes from: a file that is chosen or dropped, or text that is pasted. */
export function ChooseList({ pasted }: ChooseListProps) {
  const [text, setText] = useState(pasted);
  const isFileAbove = useDropAbove(({ above }) => above === 'file');
  const input = useRef<HTMLInputElement>(null);
  const labelId = useId();

  function onFile(event: ChangeEvent<HTMLInputElement>): void {
    const file = event.target.files?.[0];
    if (file !== undefined) void readFile(file);
  }
  function onSubmit(event: FormEvent): void {
    event.preventDefault();
    if (text.trim() !== '') void readPasted(text);
  }

  return (
    <form onSubmit={onSubmit}>
      <div className={classes(styles['zone'], isFileAbove && styles['above'])}>
        <FileUp aria-hidden="true" />
        <Button look="primary" autoFocus={pasted === ''} onClick={() => input.current?.click()}>
          {t('import.chooseFile')}
        </Button>
        <p>{t('import.drop')}</p>
        <input
          ref={input}
          type="file"
          hidden
          accept=".opml,.xml,.txt,.jsonl,text/x-opml,application/xml,text/xml,text/plain"
          onChange={onFile}
        />
      </div>
      <label id={labelId} className={styles['paste']}>
        {t('import.paste')}
        <textarea
          rows={4}
          // biome-ignore lint/a11y/noAutofocus: it had the keys before
          autoFocus={pasted !== ''}
          value={text}
          spellCheck={false}
          placeholder="https://example.org/feed"
          onChange={event => setText(event.target.value)}
        />
      </label>
      <div className={styles['foot']}>
        <p className={styles['hint']}>{t('import.hint')}</p>
        <Button type="submit" disabled={text.trim() === ''}>
          {t('import.look')}
        </Button>
      </div>
    </form>
  );
}
