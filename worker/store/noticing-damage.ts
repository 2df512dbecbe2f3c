import { FeedError } from '../errors.ts';

/** The same calls, with a word to `onDamage` when one of them meets a damaged page. */
export function noticingDamage<Calls extends object>(calls: Calls, onDamage: (error: FeedError) => void): Calls {
  const notice = (error: unknown): never => {
    if (error instanceof FeedError && error.code === 'database-damaged') onDamage(error);
    throw error;
  };
  const wrapped = Object.entries(calls).map(([name, call]) => [
    name,
    (...args: readonly unknown[]) => {
      try {
        const result: unknown = call(...args);
        return result instanceof Promise ? result.catch(notice) : result;
      } catch (error) {
        return notice(error);
      }
    },
  ]);
  return Object.fromEntries(wrapped) as Calls;
}
