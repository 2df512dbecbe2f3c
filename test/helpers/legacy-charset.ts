/** `text` in a charset of one or two bytes a character, by trying all of them. For tests only: the platform can decode these, but not encode them. */
export function encodeIn(label: string, text: string): Uint8Array {
  const bytesOf = tableOf(label);
  return Uint8Array.from(
    [...text].flatMap(character => {
      const bytes = bytesOf.get(character);
      if (bytes === undefined) throw new Error(`${label} has no ${character}`);
      return bytes;
    }),
  );
}

/** JIS by escape sequences; `text` may hold ASCII and what JIS X 0208 has. */
export function encodeIso2022Jp(text: string): Uint8Array {
  const out: number[] = [];
  let isWide = false;
  for (const character of text) {
    const bytes = [...encodeIn('euc-jp', character)];
    if (bytes.length > 1 !== isWide) out.push(0x1b, ...(isWide ? [0x28, 0x42] : [0x24, 0x42]));
    isWide = bytes.length > 1;
    out.push(...bytes.map(byte => byte & 0x7f));
  }
  return Uint8Array.from(isWide ? [...out, 0x1b, 0x28, 0x42] : out);
}

const tables = new Map<string, ReadonlyMap<string, number[]>>();

function tableOf(label: string): ReadonlyMap<string, number[]> {
  const known = tables.get(label);
  if (known !== undefined) return known;
  const table = new Map<string, number[]>();
  const decoder = new TextDecoder(label, { fatal: true });
  const add = (...bytes: number[]) => {
    try {
      const character = decoder.decode(Uint8Array.from(bytes));
      if ([...character].length === 1 && !table.has(character)) table.set(character, bytes);
    } catch {
      // No character of this charset.
    }
  };
  for (let first = 0; first < 256; first += 1) add(first);
  const isWide = /^(?:big5|euc|gb|shift)/.test(label);
  for (let first = 0x81; isWide && first < 255; first += 1) for (let second = 0x40; second < 255; second += 1) add(first, second);
  tables.set(label, table);
  return table;
}
