import { createRoot } from 'react-dom/client';
import '../../../renderer/styles/styles.css';
import { hearEvents } from '../../../renderer/client/events.ts';
import { EntryView } from '../../../renderer/features/entry-view/entry-view.tsx';
import { useLayout } from '../../../renderer/state/layout.ts';
import { readingPane } from '../../../renderer/state/reading-pane.ts';
import { useSelection } from '../../../renderer/state/selection.ts';
import { loadSettings } from '../../../renderer/state/settings.ts';
import { loadSubscriptions } from '../../../renderer/state/subscriptions.ts';
import { type ScriptedBridge, scriptedBridge } from './bridge.ts';

declare global {
  interface Window {
    test: {
      readonly bridge: ScriptedBridge;
      readonly selection: typeof useSelection;
      readonly layout: typeof useLayout;
      readonly loadSettings: typeof loadSettings;
      readonly loadSubscriptions: typeof loadSubscriptions;
      readonly readingPane: typeof readingPane;
    };
  }
}

const query = new URLSearchParams(location.search);
const bridge = scriptedBridge(query.get('host') === 'electron' ? 'electron' : 'web');
window.reader = bridge;
window.test = { bridge, selection: useSelection, layout: useLayout, loadSettings, loadSubscriptions, readingPane };
hearEvents();
const root = document.getElementById('root');
if (root === null) throw new Error('the page has no root');
createRoot(root).render(<EntryView />);
