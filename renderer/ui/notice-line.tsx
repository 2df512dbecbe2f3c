import { Button } from './button.tsx';
import styles from './notice-line.module.css';

interface NoticeLineProps {
  /** Null: nothing has happened. */
  readonly text: string | null;
  readonly action: { readonly label: string; run(): void } | null;
}

/** What just happened, and how to take it back, inside a dialog: what is said beside one cannot be reached while it is open. */
export function NoticeLine({ text, action }: NoticeLineProps) {
  return (
    <div className={styles['line']} role="status">
      {text !== null && <p>{text}</p>}
      {text !== null && action !== null && (
        <Button look="plain" onClick={action.run}>
          {action.label}
        </Button>
      )}
    </div>
  );
}
