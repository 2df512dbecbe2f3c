const names = [
  { pattern: /\bFirefox\/([\d.]+)/, name: 'Firefox' },
  { pattern: /\bEdg\/([\d.]+)/, name: 'Edge' },
  { pattern: /\b(?:Chrome|HeadlessChrome)\/([\d.]+)/, name: 'Chromium' },
  { pattern: /\bVersion\/([\d.]+).*\bSafari\//, name: 'Safari' },
] as const;

/** The browser that shows the window, as it names itself; null when it does not. */
export function browserVersion(userAgent: string): string | null {
  for (const { pattern, name } of names) {
    const version = pattern.exec(userAgent)?.[1];
    if (version !== undefined) return `${name} ${version}`;
  }
  return null;
}
