import { create } from 'zustand';
import { RequestError } from '../client/request.ts';
import { t } from '../words.ts';

export interface NoticeAction {
  readonly label: string;
  run(): void;
}

export interface Notice {
  readonly id: number;
  readonly text: string;
  readonly isTrouble: boolean;
  readonly action: NoticeAction | null;
  /** Set for a question: it stays until one of them is chosen. */
  readonly answers: readonly NoticeAction[];
}

interface NoticesState {
  /** The newest is the last; one is shown at a time, below a question that waits or what it may not take the place of. */
  readonly notices: readonly Notice[];
  dismiss(id: number): void;
}

const shownMs = 6000;
const hintMs = 3000;
/** Long enough to be reached by a slow hand. */
const shownWithActionMs = 12_000;

export const useNotices = create<NoticesState>()(set => ({
  notices: [],
  dismiss: id => set(state => ({ notices: state.notices.filter(notice => notice.id !== id) })),
}));

let lastId = 0;

interface NoticeOptions {
  readonly isTrouble?: boolean;
  readonly action?: Notice['action'];
  readonly shownMs?: number;
  /** What can still be taken back stays beside it. */
  readonly isBeside?: boolean;
}

/** Says something at the foot of the list pane. It goes by itself. */
export function notify(text: string, options: NoticeOptions = {}): void {
  postNotice(text, options);
}

/** The same, for what may have to be taken away before its time. @returns its id */
export function postNotice(text: string, options: NoticeOptions): number {
  const notice: Notice = { id: ++lastId, text, isTrouble: options.isTrouble ?? false, action: options.action ?? null, answers: [] };
  const stays = ({ answers, action }: Notice): boolean => answers.length > 0 || (options.isBeside === true && action !== null);
  useNotices.setState(state => ({ notices: [...state.notices.filter(stays), notice] }));
  setTimeout(() => useNotices.getState().dismiss(notice.id), options.shownMs ?? (notice.action === null ? shownMs : shownWithActionMs));
  return notice.id;
}

/** Says why nothing moved; never over something that can still be taken back. */
export function hint(text: string): void {
  if (useNotices.getState().notices.every(notice => notice.action === null && notice.answers.length === 0))
    notify(text, { shownMs: hintMs });
}

/** Asks something that can wait. */
export function ask(text: string, answers: readonly NoticeAction[]): void {
  const question: Notice = { id: ++lastId, text, isTrouble: false, action: null, answers };
  useNotices.setState(state => ({ notices: [question, ...state.notices] }));
}

/** Says why something that the user asked for did not happen. */
export function notifyFailure(error: unknown): void {
  notify(error instanceof RequestError ? error.message : t('notice.unexpected'), { isTrouble: true });
}
