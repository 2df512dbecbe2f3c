/** Runs the command that a key stands for, also a key pressed inside the article's frame. True when it was one. */
export function handleKey(_event: KeyboardEvent): boolean {
  return false;
}
