import { describe, expect, it } from 'vitest';
import { judgeLink } from '../../../worker/host/link-gate.ts';

const long = (length: number) => `https://example.org/${'a'.repeat(length - 'https://example.org/'.length)}`;

const allowed: readonly (readonly [string, string])[] = [
  ['https://example.org', 'https://example.org/'],
  ['http://example.org/a?b=c#d', 'http://example.org/a?b=c#d'],
  ['HTTPS://EXAMPLE.ORG/A', 'https://example.org/A'],
  ['  https://example.org/a ', 'https://example.org/a'],
  ['https:\\\\example.org\\a', 'https://example.org/a'],
  ['https:example.org', 'https://example.org/'],
  ['https://example.org:8443/', 'https://example.org:8443/'],
  ['https://example.org/../../etc/passwd', 'https://example.org/etc/passwd'],
  ['https://example.org/a b"c', 'https://example.org/a%20b%22c'],
  ['https://example.org/ä', 'https://example.org/%C3%A4'],
  ['https://müller.example.org/', 'https://xn--mller-kva.example.org/'],
  ['https://пример.рф/', 'https://xn--e1afmkfd.xn--p1ai/'],
  ['https://例え.テスト/', 'https://xn--r8jz45g.xn--zckzah/'],
  ['https://日本語ひらがなカタカナabc.jp/', 'https://xn--abc-o73b4fvb9jyka3rsey825eqqdvv8n.jp/'],
  ['https://παράδειγμα.gr/', 'https://xn--hxajbheg2az3al.gr/'],
  ['https://8.8.8.8/', 'https://8.8.8.8/'],
  ['https://[2606:4700::1111]/', 'https://[2606:4700::1111]/'],
  [long(2_048), long(2_048)],
];

const asked: readonly string[] = [
  'https://user@example.org/',
  'https://user:secret@example.org/',
  'https://example.com@evil.example.org/',
  'http://localhost/',
  'http://LOCALHOST:3000/',
  'http://localhost./',
  'http://a.localhost/',
  'http://printer/',
  'http://nas.local/',
  'http://router.lan/',
  'http://box.home.arpa/',
  'http://wiki.internal/',
  'http://127.0.0.1/',
  'http://127.1/',
  'http://2130706433/',
  'http://0x7f000001/',
  'http://0177.0.0.1/',
  'http://0.0.0.0/',
  'http://10.0.0.1/',
  'http://172.16.9.1/',
  'http://192.168.1.1/',
  'http://169.254.169.254/latest/meta-data',
  'http://100.64.0.1/',
  'http://224.0.0.1/',
  'http://255.255.255.255/',
  'http://[::1]/',
  'http://[::]/',
  'http://[fe80::1]/',
  'http://[fd00::1]/',
  'http://[::ffff:127.0.0.1]/',
  'http://[::ffff:192.168.0.1]/',
  'http://[64:ff9b::7f00:1]/',
  'http://①②⑦.0.0.1/',
  'https://раypal.com/',
  'https://gооgle.com/',
  'https://аррӏе.com/',
  'https://xn--80ak6aa92e.com/',
  'https://examplе.org/',
  'mailto:reader@example.org',
  'mailto:reader@example.org?subject=Hello',
  'tel:+49301234567',
  'tel:030-123%2045',
];

const refused: readonly string[] = [
  '',
  'example.org',
  '/etc/passwd',
  '//example.org/a',
  '\\\\server\\share',
  'https://',
  'https://exa mple.org/',
  'https://example.org:99999/',
  'javascript:alert(1)',
  'JaVaScRiPt:alert(1)',
  'java\nscript:alert(1)',
  '\u0001javascript:alert(1)',
  'data:text/html,<script>alert(1)</script>',
  'vbscript:x',
  'file:///etc/passwd',
  'file://server/share',
  'ftp://example.org/',
  'smb://server/share',
  'blob:https://example.org/1',
  'about:blank',
  'view-source:https://example.org/',
  'chrome://settings',
  'app://freshet/',
  'feed:https://example.org/feed',
  'ms-msdt:/id',
  'search-ms:query=x',
  'steam://run/1',
  'intent://x#Intent;end',
  'x-apple.systempreferences:',
  'ws://example.org/',
  'https://example.org/\u0000',
  'https://example.org/\na',
  'https://example.org/\u007f',
  'https://example.org/\u0085',
  'https://example.org/\u202ecod.exe',
  'https://example.org/\u2066a',
  'https://example.org/\u200fa',
  'https://example.org/\u2028',
  long(2_049),
  `https://example.org/${'ä'.repeat(400)}`,
  'mailto:',
  'mailto:nobody',
  'mailto:a@example.org?attach=/etc/passwd',
  'mailto:a@example.org?Attachment=/etc/passwd',
  'mailto:a%0abcc@example.org',
  'mailto:%E0%A4@example.org',
  'tel:*%2306%23',
  'tel:*#06#',
  'tel:alert',
];

describe('the link gate', () => {
  it.each(allowed)('lets %j through as %j', (link, url) => {
    expect(judgeLink(link)).toEqual({ kind: 'allowed', url });
  });

  it.each(asked)('asks about %j', link => {
    expect(judgeLink(link)).toMatchObject({ kind: 'ask', url: URL.parse(link)?.href, question: expect.stringMatching(/\?$/) });
  });

  it.each(refused)('refuses %j', link => {
    expect(judgeLink(link)).toMatchObject({ kind: 'refused', reason: expect.stringMatching(/\.$/) });
  });

  it('shows the true name of a host that mixes alphabets', () => {
    expect(judgeLink('https://раypal.com/')).toMatchObject({ question: expect.stringContaining('xn--') });
  });

  it('shows neither name nor password of a link in its question', () => {
    expect(JSON.stringify(judgeLink('https://user:secret@example.org/'))).not.toMatch(/question.*secret/);
  });

  it('says why by a code, and of what, so that a window can say it in its own language', () => {
    expect(judgeLink('http://localhost:8080/')).toMatchObject({ why: 'local', of: 'localhost:8080' });
    expect(judgeLink('mailto:ann@example.org')).toMatchObject({ why: 'mail', of: 'ann@example.org' });
    expect(judgeLink('file:///etc/passwd')).toMatchObject({ why: 'scheme', of: 'file:' });
  });
});
