import styles from './article-pane.module.css';

/** Where the link under the pointer or the keyboard leads, before it is opened (H7). */
export function LinkStatus({ url }: { readonly url: string | null }) {
  if (url === null) return null;
  return (
    <div className={styles['status']} aria-hidden="true" dir="ltr" data-testid="link-status">
      {url}
    </div>
  );
}
