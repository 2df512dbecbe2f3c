import { createServer } from 'node:http';
import { describe, expect, it } from 'vitest';
import { ownerOf } from '../../../headless/web/peer-owner.ts';
import { createPictureTickets } from '../../../headless/web/picture-tickets.ts';
import { createSessions } from '../../../headless/web/sessions.ts';
import { serveWeb } from '../../helpers/web-server-under-test.ts';

function sessionsAt() {
  const clock = { now: 0 };
  return { clock, sessions: createSessions(() => clock.now) };
}

describe('one-time tokens', () => {
  it('work once', () => {
    const { sessions } = sessionsAt();
    const token = sessions.issueToken();
    const { key, session } = sessions.redeem(token)!;
    expect(sessions.redeem(token)).toBeNull();
    expect(sessions.find(`Bearer ${key}`)).toBe(session);
  });

  it('work for ten minutes', () => {
    const { sessions, clock } = sessionsAt();
    const [first, second] = [sessions.issueToken(), sessions.issueToken()];
    clock.now = 599_999;
    expect(sessions.redeem(first)).not.toBeNull();
    clock.now = 600_000;
    expect(sessions.redeem(second)).toBeNull();
  });

  it.each(['', 'undefined', 'Bearer ', 'bearer KEY', 'Bearer KEY ', 'Bearer KEYx', 'Bearer K', 'KEY'])(
    'open nothing by the header %j',
    header => {
      const { sessions } = sessionsAt();
      const { key } = sessions.redeem(sessions.issueToken())!;
      expect(sessions.find(header.replace('KEY', key))).toBeNull();
      expect(sessions.find(undefined)).toBeNull();
    },
  );

  it('leave room for 64 tabs; the one that was silent for longest goes', () => {
    const { sessions, clock } = sessionsAt();
    const keys = Array.from({ length: 64 }, () => {
      clock.now += 1;
      return sessions.redeem(sessions.issueToken())!.key;
    });
    clock.now += 1;
    expect(sessions.find(`Bearer ${keys[0]}`)).not.toBeNull();
    clock.now += 1;
    sessions.redeem(sessions.issueToken());
    expect(sessions.find(`Bearer ${keys[0]}`)).not.toBeNull();
    expect(sessions.find(`Bearer ${keys[1]}`)).toBeNull();
  });
});

describe('picture tickets', () => {
  it('hold for an hour, for their session only, and not when changed', () => {
    const { sessions, clock } = sessionsAt();
    const tickets = createPictureTickets(sessions, () => clock.now);
    const { session } = sessions.redeem(sessions.issueToken())!;
    const ticket = tickets.issue(session);
    expect(tickets.check(ticket)).toBe(session);
    for (let at = 0; at < ticket.length; at += 1) {
      const changed = `${ticket.slice(0, at)}${ticket[at] === 'x' ? 'y' : 'x'}${ticket.slice(at + 1)}`;
      // The last letter of base64url carries two bits that mean nothing.
      if (at < ticket.length - 1) expect(tickets.check(changed)).toBeNull();
    }
    expect(createPictureTickets(sessions, () => clock.now).check(ticket)).toBeNull();
    clock.now = 60 * 60_000;
    expect(tickets.check(ticket)).toBeNull();
  });
});

describe('over HTTP', () => {
  it('exchanges the token of the printed address, and shows a used one the way out', async () => {
    const web = await serveWeb();
    const token = new URL(web.server.address()).hash.slice('#token='.length);
    const first = (await (await web.post('/session', { token })).json()) as { result: { key: string } };
    expect((await web.post('/ticket', {}, { Authorization: `Bearer ${first.result.key}` })).status).toBe(200);
    const again = await web.post('/session', { token });
    expect(again.status).toBe(401);
    expect(await again.json()).toMatchObject({
      ok: false,
      error: { code: 'forbidden-here', message: expect.stringContaining('npm start') },
    });
    await web.server.close();
  });

  it('serves pictures by ticket, never as documents', async () => {
    const web = await serveWeb();
    const { ticket } = await web.session();
    const answer = await fetch(`${web.origin}/picture/${ticket}/7?url=${encodeURIComponent('https://example.org/a b.png')}`);
    expect(answer.status).toBe(200);
    expect([...new Uint8Array(await answer.arrayBuffer())]).toEqual([137, 80, 78, 71]);
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-type': 'image/png',
      'content-security-policy': "default-src 'none'; sandbox",
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
    });
    await fetch(`${web.origin}/icon/${ticket}/7/3`);
    expect(web.pictures).toEqual([
      ['pictures.get', { feedId: 7, url: 'https://example.org/a b.png' }],
      ['icons.get', { feedId: 7 }],
    ]);
    await web.server.close();
  });

  it.each([
    '/picture/TICKET/7',
    '/picture/TICKET/0?url=x',
    '/picture/TICKET/x?url=x',
    '/picture/TICKET/?url=x',
    '/icon/TICKET/1e3/1',
    '/picture/bad/7?url=x',
    '/icon//7/1',
    '/picture/',
  ])('finds no picture at %s', async path => {
    const web = await serveWeb();
    const { ticket } = await web.session();
    const { status } = await fetch(web.origin + path.replace('TICKET', ticket));
    expect([403, 404]).toContain(status);
    expect(web.pictures).toEqual([]);
    await web.server.close();
  });

  it('tells a server on another port nothing: no cookie, no referrer, no key', async () => {
    const web = await serveWeb();
    const seen: unknown[] = [];
    const other = createServer((request, response) => {
      seen.push(request.headers);
      response.end();
    });
    await new Promise<void>(resolve => other.listen(0, '127.0.0.1', resolve));
    const answers = [await fetch(web.origin), await web.post('/session', { token: 'x' })];
    for (const answer of answers) {
      expect(answer.headers.getSetCookie()).toEqual([]);
      expect(answer.headers.get('referrer-policy')).toBe('no-referrer');
    }
    // What that server would have to say to read from us is refused.
    const { port } = other.address() as { port: number };
    expect((await web.post('/call', {}, { Origin: `http://127.0.0.1:${port}` })).status).toBe(403);
    expect(seen).toEqual([]);
    other.close();
    await web.server.close();
  });
});

describe('the owner of a connection', () => {
  it('is read from the table of the kernel', () => {
    const table = [
      '  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode',
      '   0: 0100007F:1F90 0100007F:D431 01 00000000:00000000 00:00000000 00000000   500        0 1 1',
      '   1: 0100007F:D431 0100007F:1F90 01 00000000:00000000 00:00000000 00000000  1001        0 2 1',
    ].join('\n');
    expect(ownerOf(table, 0xd431, 0x1f90)).toBe(1001);
    expect(ownerOf(table, 0x1f90, 0xd431)).toBe(500);
    expect(ownerOf(table, 1, 2)).toBeNull();
  });
});
