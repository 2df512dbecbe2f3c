import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type FeedServer, startFeedServer } from '../helpers/feed-server.ts';
import { buildFreshet, type FreshetBuild, type FreshetProgram } from '../helpers/freshet-program.ts';

let site: FeedServer;
let build: FreshetBuild;
let freshet: FreshetProgram;

const day = new Date(Date.now() - 3_600_000).toUTCString();
const feed = `<?xml version="1.0"?><rss version="2.0"><channel><title>Tides</title><link>https://example.org/</link>
<item><guid>1</guid><title>High &amp; low \u001b[31mwater</title><link>https://example.org/1</link><pubDate>${day}</pubDate>
<description>&lt;p&gt;First paragraph.&lt;/p&gt;&lt;script&gt;bad()&lt;/script&gt;&lt;p&gt;Second &amp;amp; last.&lt;/p&gt;</description></item>
<item><guid>2</guid><title>Slack water</title><link>https://example.org/2</link><pubDate>${day}</pubDate></item></channel></rss>`;

beforeAll(async () => {
  [site, build] = await Promise.all([startFeedServer(), buildFreshet()]);
  site.on('/feed', { body: feed, type: 'application/rss+xml', etag: '"1"' });
  site.on('/', { body: '<title>Tides</title><link rel="alternate" type="application/rss+xml" href="/feed">', type: 'text/html' });
  site.on('/empty', { body: '<title>Nothing</title>', type: 'text/html' });
  site.on('/silent', { fault: 'silent' });
});
afterAll(async () => {
  await site.close();
  build.remove();
});
beforeEach(() => {
  freshet = build.profile();
});
afterEach(() => freshet.remove());

describe('the command line', () => {
  it('adds a page with a feed, lists it, shows an article, and finds everything again', async () => {
    const refused = await freshet.run('add', `${site.origin}/`);
    expect(refused).toMatchObject({ code: 1, stdout: '', stderr: expect.stringMatching(/^freshet: .*--allow-local\.\n$/s) });

    expect(await freshet.json('add', `${site.origin}/`, '--allow-local', '--folder', 'Sea')).toMatchObject({
      added: true,
      feedUrl: `${site.origin}/feed`,
      title: 'Tides',
      unreadCount: 2,
    });
    expect(await freshet.json('add', `${site.origin}/feed`)).toMatchObject({ added: false, feedId: 1 });
    expect(await freshet.json('feeds')).toMatchObject([{ feedId: 1, title: 'Tides', folder: 'Sea', unreadCount: 2 }]);

    const rows = (await freshet.json('list', '--unread')) as { id: number; title: string; feedTitle: string }[];
    expect(rows.map(({ title, feedTitle }) => [feedTitle, title]).sort()).toEqual([
      ['Tides', expect.stringContaining('High & low')],
      ['Tides', 'Slack water'],
    ]);
    const id = rows.find(({ title }) => title !== 'Slack water')!.id;
    const shown = await freshet.run('show', String(id));
    expect(shown.stdout).toMatch(/High & low/);
    expect(shown.stdout).toContain('https://example.org/1\n\nFirst paragraph.\n\nSecond & last.\n');
    expect(shown.stdout).not.toContain('\u001b');
    expect(shown.stdout).not.toContain('bad()');
    expect(await freshet.json('show', String(id))).toMatchObject({ id, isRead: false, contentHtml: expect.stringContaining('First') });
    expect((await freshet.run('list', '--limit', '1')).stdout.trim().split('\n')).toHaveLength(1);
    expect(await freshet.json('status')).toMatchObject({
      feeds: 1,
      entries: 2,
      running: false,
      version: '0.0.1',
      name: expect.any(String),
    });
  });

  it('adds a feed that wants a login, and takes the password from standard input only', async () => {
    site.on('/private', (request, response) => {
      const isAnn = request.headers.authorization === `Basic ${Buffer.from('ann:s3cret').toString('base64')}`;
      response.writeHead(isAnn ? 200 : 401, { 'content-type': 'application/rss+xml' });
      response.end(isAnn ? feed : '');
    });
    const address = `${site.origin}/private`;
    expect(await freshet.run('add', address, '--allow-local')).toMatchObject({ code: 1, stderr: expect.stringContaining('Log in') });
    expect(await freshet.run('add', address, '--user', 'ann')).toMatchObject({ code: 2 });
    const added = await freshet.runWith('s3cret\n', 'add', address, '--user', 'ann', '--password-stdin');
    expect(added).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('Subscribed: Tides'),
      stderr: expect.stringContaining('forgotten when Freshet quits'),
    });
  });

  it('exports everything to one file, and merges it into another profile, once, whole, and after a look', async () => {
    await freshet.json('add', `${site.origin}/feed`, '--allow-local', '--folder', 'Sea');
    const file = join(freshet.profileDir, 'everything.jsonl');
    expect(await freshet.json('export', '--full', file, '--with-texts')).toEqual({ file, feeds: 1, articles: 2 });
    const whole = readFileSync(file, 'utf8');
    const other = build.profile();
    try {
      const broken = join(freshet.profileDir, 'broken.jsonl');
      writeFileSync(broken, whole.replace('"isRead":', '"isRead":"yes","wasRead":'));
      expect(await other.run('import', broken, '--yes')).toMatchObject({
        code: 1,
        stderr: expect.stringMatching(/Line \d+ of this file is damaged/),
      });
      writeFileSync(broken, whole.replace('"version":1', '"version":2'));
      expect(await other.run('import', broken, '--yes')).toMatchObject({ code: 1, stderr: expect.stringContaining('a newer Freshet') });
      expect(await other.json('feeds')).toEqual([]);

      expect(await other.run('import', file)).toMatchObject({
        code: 4,
        stdout: 'This is a full export of Freshet: 1 feed, 1 new here, and 2 articles, 0 starred.\n',
      });
      writeFileSync(broken, whole.slice(0, -40));
      expect(await other.run('import', broken, '--dry-run')).toMatchObject({
        code: 0,
        stderr: expect.stringContaining('not copied whole'),
      });
      expect(await other.json('import', file, '--yes')).toEqual({ feeds: 1, articles: 2, states: 0 });
      expect(await other.json('import', file, '--yes')).toEqual({ feeds: 0, articles: 0, states: 0 });
      expect(await other.json('feeds')).toMatchObject([{ title: 'Tides', folder: 'Sea', unreadCount: 2 }]);
    } finally {
      await other.remove();
    }
  });

  it('exports, imports and refreshes', async () => {
    await freshet.json('add', `${site.origin}/feed`, '--allow-local', '--folder', 'Sea');
    const file = join(freshet.profileDir, 'subscriptions.opml');
    writeFileSync(file, 'the old one');
    expect(await freshet.json('export', file)).toEqual({ file, feeds: 1, secrets: 0 });
    const text = readFileSync(file, 'utf8');
    expect(text).toContain(`xmlUrl="${site.origin}/feed"`);
    expect((await freshet.run('export')).stdout).toContain('<opml');

    writeFileSync(
      file,
      text.replace(
        '</body>',
        '<outline text="Moon" xmlUrl="http://127.0.0.1:9/moon"/><outline text="Bad" xmlUrl="file:///etc/passwd"/></body>',
      ),
    );
    const unasked = await freshet.run('import', file);
    expect(unasked).toMatchObject({
      code: 4,
      stdout: 'This is OPML, “Freshet subscriptions”: 2 feeds, 1 folder, 1 subscribed already.\n     1  Sea\n     1  (in no folder)\n',
      stderr: expect.stringMatching(/Line \d+ skipped: .*file:[\s\S]*To import these feeds, add --yes\./),
    });
    expect((await freshet.run('import', file, '--dry-run')).code).toBe(0);
    expect(await freshet.json('feeds')).toHaveLength(1);
    const report = await freshet.run('import', file, '--yes');
    expect(report).toMatchObject({
      code: 0,
      stdout: '1 added, 1 already there, 0 new folders, 1 skipped\n',
      stderr: expect.stringContaining('file:'),
    });

    expect((await freshet.run('import', file)).code).toBe(0);

    const early = await freshet.run('refresh', '--feed', '1');
    expect(early).toMatchObject({ code: 0, stderr: expect.stringContaining('Feed 1 not asked: checked at ') });
    expect(await freshet.json('refresh', '--feed', '1', '--force')).toMatchObject({ tried: 1, failed: 0 });
  });

  it('refreshes a folder of feeds on this computer where that is allowed, and gives its figures', async () => {
    const list = join(freshet.profileDir, 'list.opml');
    const outlines = ['feed', 'nothing'].map(path => `<outline text="${path}" xmlUrl="${site.origin}/${path}"/>`);
    writeFileSync(list, `<opml version="2.0"><body><outline text="Sea">${outlines.join('')}</outline></body></opml>`);
    await freshet.run('import', list, '--yes');
    const refused = await freshet.run('refresh', '--json');
    expect(refused.code).toBe(1);
    expect(JSON.parse(refused.stdout)).toMatchObject({ tried: 2, failures: [{ code: 'private-address' }, { code: 'private-address' }] });
    expect(await freshet.json('refresh', '--folder', 'sea', '--force', '--allow-local')).toMatchObject({
      tried: 2,
      changed: 1,
      unchanged: 0,
      failed: 1,
      failures: [{ code: 'not-found', message: expect.stringMatching(/\w.*[.]/) }],
      newEntries: 2,
      bytes: expect.toSatisfy((bytes: number) => bytes >= feed.length),
      requests: 2,
      seconds: expect.any(Number),
      peakMemoryBytes: expect.toSatisfy((bytes: number) => bytes > 10_000_000),
    });
    expect(await freshet.run('refresh', '--folder', 'Moon')).toMatchObject({ code: 3, stderr: expect.stringContaining('“Moon”') });
    expect(await freshet.run('refresh', '--folder', 'Sea', '--feed', '1')).toMatchObject({ code: 2 });
  });

  it.each([
    [2, []],
    [2, ['lists']],
    [2, ['list', '--bogus']],
    [2, ['list', 'word']],
    [2, ['list', '--limit', '0']],
    [2, ['list', '--feed', 'x']],
    [2, ['show']],
    [2, ['show', 'first']],
    [2, ['web', '--port', '70000']],
    [2, ['add']],
    [3, ['show', '9']],
    [3, ['list', '--feed', '9']],
    [1, ['import', '/nowhere.opml']],
    [1, ['import', '/dev/zero']],
    [1, ['import', '/']],
    [1, ['export', '/nowhere/x.opml']],
    [3, ['export', '--folder', 'None']],
    [3, ['export', '--feed', '9']],
    [2, ['export', '--feed', '1', '--folder', 'Sea']],
  ])('ends with %i after %j, with words on stderr only', async (code, args) => {
    const ended = await freshet.run(...args);
    expect(ended).toEqual({ code, stdout: '', stderr: expect.stringMatching(/^freshet: \S/) });
    expect(ended.stderr).not.toMatch(/\n {4}at /);
  });

  it('ends with 3 at a page without feeds', async () => {
    expect(await freshet.run('add', `${site.origin}/empty`, '--allow-local')).toMatchObject({ code: 3, stdout: '' });
  });

  it('prints JSON where it fails, with the code, the words and what was asked', async () => {
    const local = await freshet.run('discover', `${site.origin}/empty`, '--json');
    expect(local.code).toBe(1);
    expect(JSON.parse(local.stdout)).toMatchObject({ error: { code: 'local-address', message: expect.stringMatching(/\w.*[.]/) } });

    const found = await freshet.run('discover', `${site.origin}/empty`, '--json', '--allow-local');
    expect(found).toMatchObject({ code: 3, stderr: expect.stringContaining('names no feed') });
    expect(JSON.parse(found.stdout)).toMatchObject({
      error: { code: 'no-feed-found', message: expect.stringContaining('names no feed') },
      requests: [{ url: `${site.origin}/empty`, status: 200, bytes: expect.any(Number), ms: expect.any(Number) }],
    });

    const typo = await freshet.run('fetch', 'file:///etc/passwd', '--json');
    expect(typo.code).toBe(1);
    expect(JSON.parse(typo.stdout)).toMatchObject({
      address: 'file:///etc/passwd',
      outcome: 'failed',
      error: { code: 'bad-address' },
      requests: [],
    });
  });

  it('ends with 130 at Ctrl+C, and leaves no worker behind', async () => {
    const adding = freshet.start('add', `${site.origin}/silent`, '--allow-local');
    await site.waitForRequests('/silent', 1);
    adding.child.kill('SIGINT');
    expect((await adding.ended).code).toBe(130);
    expect(await freshet.json('status')).toMatchObject({ feeds: 0 });
  });

  it('tells how it is used', async () => {
    for (const args of [['--help'], ['list', '--help'], ['web', '-h'], ['--version']]) {
      expect(await freshet.run(...args)).toMatchObject({ code: 0, stderr: '', stdout: expect.stringMatching(/\S/) });
    }
  });

  it('says in one sentence what is wrong with the words it was given', async () => {
    const unknown = await freshet.run('list', '--wrong');
    expect(unknown).toEqual({
      code: 2,
      stdout: '',
      stderr: expect.stringMatching(/^freshet: Unknown option '--wrong'\.\nUsage: freshet list .*\n$/),
    });
  });

  it('lets several commands at once take their turns', async () => {
    const answers = await Promise.all(Array.from({ length: 4 }, () => freshet.json('feeds')));
    expect(answers).toEqual([[], [], [], []]);
  });
});
