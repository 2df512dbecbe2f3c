/**
 * The Content-Security-Policy of the window, whole; a srcdoc frame inherits it.
 * `frame-src 'none'` does not hinder srcdoc. The window of Electron talks to its host without the network.
 */
export function contentPolicy(host: 'electron' | 'web'): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "font-src 'self'",
    "img-src 'self' blob:",
    "media-src 'self' https: http:",
    `connect-src ${host === 'web' ? "'self'" : "'none'"}`,
    "frame-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "object-src 'none'",
    "manifest-src 'self'",
    "require-trusted-types-for 'script'",
    'trusted-types dompurify',
  ].join('; ');
}

/** For pictures and icons: whatever they really are, they are never a document. */
export const picturePolicy = "default-src 'none'; sandbox";
