/** Where programs that make sites put their feed, the most usual first. */
const ofSite = ['/feed', '/rss.xml', '/atom.xml', '/index.xml', '/feed.xml', '/rss', '/feed.json', '/feeds/posts/default', '/?feed=rss2'];
const ofFolder = ['feed', 'rss.xml', 'atom.xml', 'index.xml'];

/** Addresses worth a try when the user asks to look deeper: those of the typed page's own folder, then those of its site. */
export function usualAddresses(typed: URL): readonly string[] {
  const folder = new URL(typed.pathname.includes('.') ? '.' : `${typed.pathname.replace(/\/+$/, '')}/`, typed);
  const own = folder.pathname === '/' ? [] : ofFolder.map(name => new URL(name, folder).href);
  const site = ofSite.map(path => new URL(path, typed.origin).href);
  return [...new Set([...own, ...site])].filter(address => address !== typed.href);
}
