import { isSecretName } from '../hide-secrets.ts';

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
