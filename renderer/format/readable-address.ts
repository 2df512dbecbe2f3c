/** Letters that look like Latin ones; a word of nothing else, or one beside Latin letters, could be read as another address. */
const latinLookalikes = /^[аɑсԁеһіјӏорԛѕԝхуѵАВЕЅІЈКМНОРСТХУԚԜαικνορτυωΑΒΕΖΗΙΚΜΝΟΡΤΥΧօսհոցքՕՍ\p{Nd}]*$/u;
const likeLatin =
  /[\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Armenian}\p{Script=Cherokee}\p{Script=Coptic}\p{Script=Lisu}\p{Script=Deseret}]/u;

/**
 * An address for eyes: encoded letters of other scripts as letters. What would change its meaning or could be taken for something else
 * stays encoded: whatever is ASCII, blanks, signs, what no one sees, and letters that pass for Latin ones. Typed again, it leads to the same place.
 * @returns its parts with what is between them at the odd places, to be isolated from one another: letters from right to left would turn their order
 */
export function readableAddress(address: string): readonly string[] {
  return address.split(/([/?#&=]+)/).map((part, place) => (place % 2 === 1 ? part : readablePart(part)));
}

function readablePart(part: string): string {
  return part.replace(/(?:%[89a-f][\da-f])+/gi, (run, start: number) => {
    const before = part.at(start - 1) ?? '';
    const isBesideLatin = (start > 0 && /[a-z]/i.test(before)) || /[a-z]/i.test(part.charAt(start + run.length));
    return readableRun(run, isBesideLatin);
  });
}

function readableRun(run: string, isBesideLatin: boolean): string {
  let text: string;
  try {
    text = decodeURIComponent(run);
  } catch {
    // Of another encoding than UTF-8.
    return run;
  }
  // Marks only on letters that are shown with them: on others they would change what is outside of the run.
  return text.replace(/\p{L}[\p{L}\p{M}\p{Nd}]*|[\s\S]/gu, word => (isSafe(word, isBesideLatin) ? word : encodeURIComponent(word)));
}

function isSafe(word: string, isBesideLatin: boolean): boolean {
  if (!/^[\p{L}\p{Nd}]/u.test(word) || /\p{Default_Ignorable_Code_Point}/u.test(word)) return false;
  // Written another way, as a keyboard would, it would be another address. The vowels of Thai and Lao are what their keyboards write.
  const bare = word.replace(/[ำຳ]/gu, '');
  if (bare !== bare.normalize('NFKC')) return false;
  if (!likeLatin.test(word)) return true;
  return !isBesideLatin && !/\p{Script=Latin}/u.test(word) && !latinLookalikes.test(word);
}
