let answer: boolean | null = null;

/** Whether this engine has rules for dividing words: some come without, and then hyphenation changes nothing. */
export function canDivideWords(): boolean {
  answer ??= heightOf('auto') > heightOf('manual');
  return answer;
}

function heightOf(hyphens: string): number {
  const probe = document.createElement('div');
  probe.lang = 'en';
  probe.textContent = 'hyphenation representation';
  Object.assign(probe.style, { position: 'absolute', visibility: 'hidden', width: '5em', hyphens });
  document.body.append(probe);
  const { height } = probe.getBoundingClientRect();
  probe.remove();
  return height;
}
