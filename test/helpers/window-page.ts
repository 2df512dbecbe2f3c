import { readdirSync, readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import { inject } from 'vitest';
import { contentPolicy } from '../../worker/host/content-policy.ts';

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.woff2': 'font/woff2',
};

export interface WindowPage {
  readonly origin: string;
  /** What was asked of the server besides the files of the page, oldest first. */
  readonly requests: string[];
  /** Bytes for `/picture/` addresses, by the address that the article names; what is not here answers 404. */
  readonly pictures: Map<string, { readonly type: string; readonly bytes: Uint8Array }>;
  close(): Promise<void>;
}

/** Serves parts of the real window around a scripted bridge on loopback under the window's policy, as they were built for this run. */
export async function serveWindowPage(): Promise<WindowPage> {
  const folder = inject('windowPage');
  const names = readdirSync(folder, { recursive: true, withFileTypes: true }).filter(file => file.isFile());
  const files = new Map(
    names.map(({ parentPath, name }) => {
      const path = join(parentPath, name);
      return [path.slice(folder.length).replaceAll('\\', '/'), readFileSync(path)] as const;
    }),
  );
  const requests: string[] = [];
  const pictures: WindowPage['pictures'] = new Map();
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://127.0.0.1');
    const path = url.pathname === '/' ? '/index.html' : url.pathname;
    const file = files.get(path);
    if (file !== undefined) {
      response.writeHead(200, {
        'content-type': types[extname(path)] ?? 'application/octet-stream',
        'content-security-policy': contentPolicy('web'),
      });
      return response.end(file);
    }
    requests.push(request.url ?? '');
    const picture = path.startsWith('/picture/') ? pictures.get(url.searchParams.get('url') ?? '') : undefined;
    if (picture === undefined) return response.writeHead(404).end();
    return response.writeHead(200, { 'content-type': picture.type, 'x-content-type-options': 'nosniff' }).end(picture.bytes);
  });
  const origin = await listen(server);
  return {
    origin,
    requests,
    pictures,
    close: () =>
      new Promise(resolve => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

export function listen(server: Server, host = '127.0.0.1'): Promise<string> {
  return new Promise(resolve => {
    server.listen(0, host, () => resolve(`http://${host}:${(server.address() as AddressInfo).port}`));
  });
}
