/** A language tag that a document's `lang` may hold, or null. "en_US" is read as "en-US". */
export function languageTag(text: string | null): string | null {
  const tag = text?.trim().replaceAll('_', '-') ?? '';
  return /^[a-z]{1,8}(?:-[a-z0-9]{1,8}){0,6}$/i.test(tag) ? tag : null;
}
