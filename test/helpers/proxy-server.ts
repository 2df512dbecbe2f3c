import { createServer, request } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { type AddressInfo, connect, type Socket } from 'node:net';

export interface ProxyServer {
  /** http(s)://127.0.0.1:PORT */
  readonly url: string;
  /** "GET http://host/path" and "CONNECT host:port", in order. */
  readonly asked: readonly string[];
  /** What came with each of them. */
  readonly headers: readonly Readonly<Record<string, string | string[] | undefined>>[];
  close(): Promise<void>;
}

export interface ProxyServerOptions {
  /** Without it every request gets a 407. */
  readonly login?: { readonly username: string; readonly password: string };
  /** Answers CONNECT with this. */
  readonly connectStatus?: number;
  /** PEM texts: a proxy that is spoken to over TLS. */
  readonly tls?: { readonly key: string; readonly cert: string };
}

/** A real HTTP proxy on loopback. Whatever name it is asked for, it connects to 127.0.0.1 at that port: nothing leaves this computer. */
export async function startProxyServer({ login, connectStatus = 200, tls }: ProxyServerOptions = {}): Promise<ProxyServer> {
  const asked: string[] = [];
  const headers: Record<string, string | string[] | undefined>[] = [];
  const sockets = new Set<Socket>();
  const wanted = login === undefined ? null : `Basic ${Buffer.from(`${login.username}:${login.password}`).toString('base64')}`;
  const isAllowed = (sent: string | undefined) => wanted === null || sent === wanted;

  const server = tls === undefined ? createServer() : createSecureServer(tls);
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
    socket.once('close', () => sockets.delete(socket));
  });
  server.on('request', (incoming, response) => {
    asked.push(`${incoming.method} ${incoming.url}`);
    headers.push(incoming.headers);
    if (!isAllowed(incoming.headers['proxy-authorization'])) {
      response.writeHead(407, { 'proxy-authenticate': 'Basic' }).end();
      return;
    }
    const url = new URL(incoming.url ?? '');
    const { 'proxy-authorization': _, ...passed } = incoming.headers;
    const onward = request({
      host: '127.0.0.1',
      port: url.port || 80,
      path: `${url.pathname}${url.search}`,
      headers: passed,
      agent: false,
    });
    onward.on('response', answer => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    onward.on('error', () => response.writeHead(502).end());
    onward.end();
  });
  server.on('connect', (incoming, client: Socket, head: Buffer) => {
    asked.push(`CONNECT ${incoming.url}`);
    headers.push(incoming.headers);
    const status = isAllowed(incoming.headers['proxy-authorization']) ? connectStatus : 407;
    if (status !== 200) return void client.end(`HTTP/1.1 ${status} No\r\ncontent-length: 0\r\n\r\n`);
    const onward = connect(Number(incoming.url?.split(':').at(-1)), '127.0.0.1', () => {
      client.write('HTTP/1.1 200 Connection established\r\n\r\n');
      if (head.length > 0) onward.write(head);
      onward.pipe(client);
      client.pipe(onward);
    });
    sockets.add(onward);
    const cut = () => {
      onward.destroy();
      client.destroy();
    };
    onward.on('error', cut);
    client.on('error', cut);
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `${tls === undefined ? 'http' : 'https'}://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    headers,
    close() {
      const closed = new Promise<void>(resolve => server.close(() => resolve()));
      for (const socket of sockets) socket.destroy();
      return closed;
    },
  };
}
