import { decodeDocument } from '../parse/charset.ts';
import { decodeWindows1252 } from '../parse/windows-1252.ts';

/** Where a page must name its charset (HTML, 4.2.5.4). */
const prescanBytes = 1_024;
const maxPageBytes = 4 * 1_024 * 1_024;
const metaCharset = /<meta\s[^>]{0,500}?\bcharset\s{0,8}=\s{0,8}["']?\s{0,8}([\w.:+-]+)/i;

/** Text of an HTML page: charset by byte order mark, HTTP, its own meta element, then as for feeds. Never throws. */
export function decodePage(bytes: Uint8Array, contentType: string | null): string {
  const head = decodeWindows1252(bytes.subarray(0, prescanBytes));
  const charset = metaCharset.exec(head)?.[1];
  const isNamed = /;\s*charset\s*=/i.test(contentType ?? '');
  return decodeDocument(bytes.subarray(0, maxPageBytes), isNamed || charset === undefined ? contentType : `text/html; charset=${charset}`);
}
