/** What stands in an address where a key was. */
const secretMask = '***';

/** An address that others may see: without user name and password, and with the values of keys in its query masked. All else stays as it is. */
export function maskSecrets(address: string): string {
  return withoutLogin(address).replace(parameter, (whole, before: string, name: string) =>
    isSecretName(name) ? `${before}${name}=${secretMask}` : whole,
  );
}

/** Is a key in the query of this address? */
export function hasSecretParameter(address: string): boolean {
  return [...address.matchAll(parameter)].some(([, , name = '']) => isSecretName(name));
}

/** The address without its user name and password. */
export function withoutLogin(address: string): string {
  const url = URL.parse(address);
  if (url === null || (url.username === '' && url.password === '')) return address;
  url.username = '';
  url.password = '';
  return url.href;
}

/** In a query or a fragment. An empty value is no secret. */
const parameter = /([?&;#])([^?&;#=]{1,100})=[^&;#]+/g;

const secretWords = new Set(
  'auth apikey accesskey authkey credential credentials feedkey hmac jwt key pass passkey passphrase passwd password privatekey pwd rsskey secret secretkey session sessionid sharekey sid sig signature ticket token userkey'.split(
    ' ',
  ),
);
const secretEnd = /(?:token|secret|password)$/;

function isSecretName(name: string): boolean {
  const words = decoded(name)
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/);
  return words.some(word => secretWords.has(word) || secretEnd.test(word));
}

function decoded(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}
