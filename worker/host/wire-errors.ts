import type { ErrorCode, Outcome, WireError } from '../protocol/errors.ts';

/** @param message in words for the user. */
export function wireError(code: ErrorCode, message: string, detail = ''): WireError {
  return { code, message, detail };
}

export function failed(error: WireError): Extract<Outcome, { ok: false }> {
  return { ok: false, error };
}

export function workerStopped(reason: string): WireError {
  return wireError('worker-stopped', 'The background worker stopped before it had answered. Freshet starts it again by itself.', reason);
}

export function hostStopping(): WireError {
  return wireError('worker-stopped', 'Freshet is closing.', 'the host was asked to stop');
}

export function callCancelled(): WireError {
  return wireError('cancelled', 'Cancelled.');
}

/** A surprise in the host's own code. */
export function hostFault(thrown: unknown): WireError {
  const detail = thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : String(thrown);
  return wireError('internal', 'Something went wrong inside Freshet. It is our fault, not yours.', detail);
}
