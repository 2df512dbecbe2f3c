import { createSecureContext, getCACertificates, type SecureContext } from 'node:tls';

/**
 * Certificate authorities that Node brings along, that NODE_EXTRA_CA_CERTS names and that the system trusts (a company's own proxy or
 * home server). Read when first needed, once: opening the system's store may take a while.
 */
export function createTrust(extra: readonly string[]): () => SecureContext {
  let context: SecureContext | null = null;
  return () => {
    context ??= createSecureContext({ ca: [...new Set([...getCACertificates('default'), ...systemCertificates(), ...extra])] });
    return context;
  };
}

/** A store that cannot be read must not take the well-known authorities with it. */
function systemCertificates(): readonly string[] {
  try {
    return getCACertificates('system');
  } catch {
    return [];
  }
}
