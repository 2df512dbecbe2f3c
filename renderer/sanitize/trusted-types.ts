import type { Config } from 'dompurify';

type Policy = NonNullable<Config['TRUSTED_TYPES_POLICY']>;

/**
 * The one Trusted Types policy of the window. It lets everything pass, therefore it never leaves this folder:
 * what it makes is parsed into documents without a browsing context only, and is then sanitised.
 */
export const policy: Policy = createPolicy();

function createPolicy(): Policy {
  const rules = { createHTML: (text: string) => text, createScriptURL: refuse };
  const factory = (globalThis as { trustedTypes?: { createPolicy(name: string, rules: object): Policy } }).trustedTypes;
  return factory?.createPolicy('dompurify', rules) ?? ({ name: 'dompurify', ...rules } as unknown as Policy);
}

function refuse(): never {
  throw new TypeError('The window loads no script by address.');
}
