import type { ReactNode } from 'react';
import { useSettingsPage } from '../../state/settings-page.ts';
import styles from './settings-dialog.module.css';

/** Above the rows that belong together. What is found stands by itself. */
export function SettingGroup({ children }: { readonly children: ReactNode }) {
  const isFinding = useSettingsPage(state => state.found !== null);
  return isFinding ? null : <h4 className={styles['group']}>{children}</h4>;
}
