import styles from './list-skeleton.module.css';

const skeletonRows = [0, 1, 2, 3, 4, 5, 6];

/** While a list is awaited: blank rows, if it takes longer than a moment. */
export function ListSkeleton() {
  return (
    <div aria-hidden="true" className={styles['list']}>
      {skeletonRows.map(row => (
        <SkeletonRow key={row} />
      ))}
    </div>
  );
}

export function SkeletonRow() {
  return (
    <div className={styles['row']}>
      <span className={styles['feed']} />
      <span className={styles['title']} />
      <span className={styles['snippet']} />
    </div>
  );
}
