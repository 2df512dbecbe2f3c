import { create } from 'zustand';

/** The time that the window shows by, in steps of a minute: "8 min", "Today". */
export const useClock = create<{ readonly now: number }>()(() => ({ now: Date.now() }));

/** Keeps the clock going while the page can be seen; on return (also from sleep) it is right at once. Returns the function that stops it. */
export function runClock(): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  function turn(): void {
    clearTimeout(timer);
    useClock.setState({ now: Date.now() });
    // At full minutes, so that midnight is one of them.
    if (document.visibilityState === 'visible') timer = setTimeout(turn, 60_000 - (Date.now() % 60_000));
  }
  turn();
  const events = ['visibilitychange', 'focus', 'pageshow', 'languagechange'];
  for (const name of events) window.addEventListener(name, turn, true);
  return () => {
    clearTimeout(timer);
    for (const name of events) window.removeEventListener(name, turn, true);
  };
}
