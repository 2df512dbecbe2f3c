import { readFile } from 'node:fs/promises';
import { join, normalize, sep } from 'node:path';
import type { Protocol } from 'electron';
import { contentPolicy, picturePolicy } from '../worker/host/content-policy.ts';
import { fileType } from '../worker/host/file-types.ts';
import type { Picture } from '../worker/protocol/entries.ts';
import type { Outcome } from '../worker/protocol/errors.ts';
import type { Params } from '../worker/protocol/methods.ts';
import { appPath, appScheme } from './app-address.ts';

const commonHeaders = {
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
};

interface Needs {
  readonly rendererDir: string;
  readonly picture: (params: Params<'pictures.get'>) => Promise<Outcome<Picture>>;
  readonly icon: (params: Params<'icons.get'>) => Promise<Outcome<Picture>>;
}

/** To be called before the app is ready. No `bypassCSP`, no `supportFetchAPI`: the window fetches nothing by itself. */
export function registerAppScheme(protocol: Pick<Protocol, 'registerSchemesAsPrivileged'>): void {
  protocol.registerSchemesAsPrivileged([{ scheme: appScheme, privileges: { standard: true, secure: true } }]);
}

/** Answers `app://freshet/…`: the window's own files, `/picture/FEED/ADDRESS` and `/icon/FEED/VERSION` (H4, E7). */
export function createAppProtocol({ rendererDir, picture, icon }: Needs): (request: Request) => Promise<Response> {
  return async asked => {
    if (asked.method !== 'GET') return refusal(405);
    const path = appPath(asked.url);
    if (path === null) return refusal(404);
    const asset = pictureAddress(path);
    if (asset !== null)
      return pictureResponse(
        await (asset.url === null ? icon({ feedId: asset.feedId }) : picture({ feedId: asset.feedId, url: asset.url })),
      );
    const file = fileIn(rendererDir, path);
    if (file === null) return refusal(404);
    try {
      const body = new Uint8Array(await readFile(file));
      const type = fileType(file) ?? 'application/octet-stream';
      return new Response(body, {
        headers: { ...commonHeaders, 'Content-Type': type, 'Content-Security-Policy': contentPolicy('electron') },
      });
    } catch {
      return refusal(404);
    }
  };
}

/** The file inside `dir` that a path names; null when it points outside, or hides something behind an encoding. */
export function fileIn(dir: string, path: string): string | null {
  const decoded = percentDecoded(path);
  if (decoded === null || decoded.includes('\0') || decoded.includes('\\') || decoded.includes('%')) return null;
  const file = normalize(join(dir, decoded === '/' ? '/index.html' : decoded));
  return file.startsWith(normalize(dir) + sep) ? file : null;
}

/** `url` is null for a feed's icon. */
function pictureAddress(path: string): { readonly feedId: number; readonly url: string | null } | null {
  const [, kind, feed, rest] = /^\/(picture|icon)\/(\d{1,15})\/([^/]{1,16384})$/.exec(path) ?? [];
  if (feed === undefined || rest === undefined) return null;
  if (kind === 'icon') return { feedId: Number(feed), url: null };
  const url = percentDecoded(rest);
  return url === null ? null : { feedId: Number(feed), url };
}

/** Pictures are never documents (H8): sandboxed, with nothing to load. */
function pictureResponse(outcome: Outcome<Picture>): Response {
  if (!outcome.ok) return refusal(404);
  const picture = outcome.result;
  return new Response(new Uint8Array(picture.bytes), {
    headers: {
      ...commonHeaders,
      'Content-Type': picture.type,
      'Content-Security-Policy': picturePolicy,
      'Cache-Control': 'private, max-age=86400',
    },
  });
}

function refusal(status: number): Response {
  return new Response(null, { status, headers: { ...commonHeaders, 'Content-Security-Policy': picturePolicy } });
}

function percentDecoded(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}
