import type { ControlClient } from '../../worker/host/control-client.ts';
import { CommandFailure, type ExitCode, exitCodes } from '../command-failure.ts';
import type { CommandContext } from '../commands/command.ts';
import { findOwner, type OwnStart } from '../profile-owner.ts';
import type { Program } from '../program.ts';
import { handleEndings } from './endings.ts';
import { openBrowser } from './open-browser.ts';
import { readStaticFiles, type StaticFile } from './static-files.ts';
import { startWebHost } from './web-host.ts';

export interface WebRun extends CommandContext {
  readonly opensBrowser: boolean;
  readonly port: number;
  readonly host: '127.0.0.1' | '::1';
  readonly start: OwnStart;
}

/** Runs until it is asked to end. A second start on the same profile shows a fresh address of the first one and ends. */
export async function runWebHost(run: WebRun): Promise<ExitCode> {
  const { profileDir, program, log, port, host, start } = run;
  const files = windowFiles(program);
  const owner = await findOwner({ profileDir, program, log, start, takesRescue: true });
  if (owner.kind === 'running') return showRunning(owner.client, run);
  const { worker } = owner;
  const endings = handleEndings(worker.killNow);
  try {
    const webHost = await startWebHost({
      worker,
      files,
      rendererDir: program.rendererDir,
      profileDir,
      version: program.version,
      port,
      host,
      log,
    });
    await announce(webHost.address(), run);
    await endings.asked;
    await webHost.close();
    return exitCodes.ok;
  } catch (thrown) {
    throw portFailure(thrown, port) ?? thrown;
  } finally {
    await worker.stop();
    endings.ignore();
  }
}

function windowFiles({ rendererDir }: Program): ReadonlyMap<string, StaticFile> {
  try {
    const files = readStaticFiles(rendererDir);
    if (files.has('/')) return files;
  } catch {
    // Said below.
  }
  throw new CommandFailure(`The window has not been built: there is no ${rendererDir}. “npm run build” builds it.`);
}

async function showRunning(client: ControlClient, run: WebRun): Promise<ExitCode> {
  try {
    const given = await client.request('host.address', {});
    const address = given.ok ? (given.result as { readonly address: string | null }).address : null;
    if (address !== null) {
      await announce(address, run);
      return exitCodes.ok;
    }
    const raised = await client.request('host.activate', {});
    if (!raised.ok) throw new CommandFailure(raised.error.message);
    run.say('Freshet is running already, in a window of its own.');
    return exitCodes.ok;
  } finally {
    client.close();
  }
}

async function announce(address: string, { isJson, opensBrowser, say, sayJson, warn }: WebRun): Promise<void> {
  if (isJson) sayJson({ address });
  else say(`Freshet is at ${address}`);
  if (!opensBrowser || (await openBrowser(address))) return;
  warn('No browser could be opened from here. Open this address in one; it works once, within ten minutes.');
}

function portFailure(thrown: unknown, port: number): CommandFailure | null {
  const code = thrown instanceof Error && 'code' in thrown ? thrown.code : null;
  if (code === 'EADDRINUSE')
    return new CommandFailure(`Port ${port} is taken by another program. Take another with --port, or leave it out.`);
  if (code === 'EACCES') return new CommandFailure(`This user may not listen on port ${port}. Take one above 1023.`);
  if (code === 'EADDRNOTAVAIL') return new CommandFailure('This computer has no such loopback address.');
  return null;
}
