import { useSettings } from '../../state/settings.ts';
import { classes } from '../../ui/classes.ts';
import styles from './list-skeleton.module.css';

const skeletonRows = [0, 1, 2, 3, 4, 5, 6];

/** While a list is awaited: blank rows, if it takes longer than a moment. */
export function ListSkeleton() {
  const isCompact = useSettings(state => state.settings?.listDensity === 'compact');
  return (
    <div aria-hidden="true" className={styles['list']}>
      {skeletonRows.map(row => (
        <SkeletonRow key={row} isCompact={isCompact} />
      ))}
    </div>
  );
}

export function SkeletonRow({ isCompact = false }: { readonly isCompact?: boolean }) {
  return (
    <div className={classes(styles['row'], 'blank-row', isCompact && 'compact')}>
      <i />
      {!isCompact && (
        <>
          <i />
          <i />
        </>
      )}
    </div>
  );
}
