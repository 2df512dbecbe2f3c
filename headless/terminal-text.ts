/**
 * Text of feeds for a terminal: no escape sequences, nothing that turns the reading direction round. Line ends and tabs stay.
 */
export function terminalText(text: string): string {
  return text.replace(/[^\P{Cc}\n\t]|[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, '');
}

/** JSON that is safe for a terminal as well: JSON.stringify leaves DEL and the C1 controls as they are. */
export function terminalJson(value: unknown): string {
  return JSON.stringify(value, null, 2).replace(/[\u007f-\u009f]/gu, control => `\\u00${control.charCodeAt(0).toString(16)}`);
}

/** Local time, `2026-11-23 08:47`. */
export function terminalTime(at: number | null): string {
  if (at === null) return '-'.padEnd(16);
  const date = new Date(at);
  const two = (value: number) => String(value).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())} ${two(date.getHours())}:${two(date.getMinutes())}`;
}
