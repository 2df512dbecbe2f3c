/** Where a server's owner reads who asks, and how often. */
const contactPage = 'https://freshet.example/about';

/** The same in every request, of no particular user (P13). */
export function userAgent(version: string): string {
  return `Freshet/${version} (+${contactPage})`;
}
