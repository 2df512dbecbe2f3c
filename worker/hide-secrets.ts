/** Words in the names of query parameters and headers whose value opens a door ("access_token", "X-Api-Key", "feedKey"). */
const secretWords = new Set(
  'auth apikey accesskey authkey credential credentials feedkey hmac jwt key pass passkey passphrase passwd password privatekey pwd rsskey secret secretkey session sessionid sharekey sid sig signature ticket token userkey'.split(
    ' ',
  ),
);
const secretEnd = /(?:token|secret|password)$/;

/** Whether the value that goes by this name is a secret. */
export function isSecretName(name: string): boolean {
  const words = decoded(name)
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/);
  return words.some(word => secretWords.has(word) || secretEnd.test(word));
}

const hidden = '…';

/**
 * Text with the secrets of addresses taken out: `user:password@`, and the values of query parameters that are named like secrets; also what
 * follows "Authorization:". For logs, details, messages and exports. Linear in its length.
 */
export function hideSecrets(text: string): string {
  return text
    .replace(/\/\/[^\s/?#"'<>]{1,2000}@(?=[^\s])/g, `//${hidden}@`)
    .replace(/([?&;#])([\w.\-[\]%]{1,100})=([^\s&;#"'<>]+)/g, (whole, before: string, name: string) =>
      isSecretName(name) ? `${before}${name}=${hidden}` : whole,
    )
    .replace(/\b((?:proxy-)?authorization["']?\s?[:=]\s?["']?)(?:(?:basic|bearer|digest|token)\s+)?[^\s"',;}]+/gi, `$1${hidden}`);
}

function decoded(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}
