import { create } from 'zustand';
import { onEvent } from '../client/events.ts';

interface WorkState {
  /** Null: nothing takes longer than a moment. A total of 0: not known yet. */
  readonly progress: { readonly done: number; readonly total: number } | null;
}

/** How far work on many articles is. */
export const useWork = create<WorkState>()(() => ({ progress: null }));

onEvent('entries.progress', ({ progress }) => useWork.setState({ progress }));
// It ended with the worker.
onEvent('host.health', () => useWork.setState({ progress: null }));
