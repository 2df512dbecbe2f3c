/** Hosts and paths that serve pictures only to count who reads. A subdomain counts as its host. */
const trackers: readonly string[] = [
  'feeds.feedburner.com/~r/',
  'feeds.feedburner.com/~ff/',
  'feedads.g.doubleclick.net',
  'doubleclick.net',
  'google-analytics.com',
  'googletagmanager.com',
  'pixel.wp.com',
  'stats.wordpress.com',
  'feeds.wordpress.com/1.0/',
  'pixel.quantserve.com',
  'sb.scorecardresearch.com',
  'b.scorecardresearch.com',
  'facebook.com/tr',
  'medium.com/_/stat',
  'rss.feedsportal.com',
  'pi.feedsportal.com',
  'pheedo.com',
  'feedblitz.com/t.',
  'api.follow.it/track',
  'counter.theconversation.com',
  'track.hubspot.com',
  'list-manage.com/track/',
  'mailchimp.com/track/',
  'eotrx.substackcdn.com',
  'ping.fastcompany.com',
  'c.statcounter.com',
  'blogger.googleusercontent.com/tracker/',
  'blogger.com/tracker/',
  'blogblog.com/tracker/',
  'tracking.feedpress.com',
  'feedpress.me/link/',
];

/** Whether a picture's address is known to serve counting only. */
export function isTracker(address: string): boolean {
  const url = URL.parse(address);
  if (url === null) return false;
  return trackers.some(tracker => {
    const slash = tracker.indexOf('/');
    const host = slash === -1 ? tracker : tracker.slice(0, slash);
    if (url.hostname !== host && !url.hostname.endsWith(`.${host}`)) return false;
    return slash === -1 || url.pathname.startsWith(tracker.slice(slash));
  });
}
