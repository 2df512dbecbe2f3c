import { readFileSync } from 'node:fs';
import type { Socket } from 'node:net';

/**
 * Whether a connection comes from another user of this computer. The address with its one-time token stands for a moment in
 * the argument list of the program that opens the browser, where other users may read it. Linux only; elsewhere unknown, so false.
 */
export function isOtherUsers(socket: Pick<Socket, 'localPort' | 'remotePort' | 'remoteFamily'>): boolean {
  const own = process.getuid?.();
  if (process.platform !== 'linux' || own === undefined) return false;
  try {
    const table = readFileSync(socket.remoteFamily === 'IPv6' ? '/proc/net/tcp6' : '/proc/net/tcp', 'utf8');
    const uid = ownerOf(table, socket.remotePort ?? 0, socket.localPort ?? 0);
    return uid !== null && uid !== own && uid !== 0;
  } catch {
    return false;
  }
}

/** The user id of the socket that is bound to `port` and connected to `peerPort`, from the kernel's table (proc_pid_net(5)). */
export function ownerOf(table: string, port: number, peerPort: number): number | null {
  const hex = (value: number) => value.toString(16).toUpperCase().padStart(4, '0');
  const ends = [`:${hex(port)}`, `:${hex(peerPort)}`] as const;
  for (const line of table.split('\n').slice(1)) {
    const [, local = '', remote = '', , , , , uid = ''] = line.trim().split(/\s+/u);
    if (local.endsWith(ends[0]) && remote.endsWith(ends[1])) return Number(uid);
  }
  return null;
}
