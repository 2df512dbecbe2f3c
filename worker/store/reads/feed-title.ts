/** The title that is shown of a feed: the user's, else its own, else its host. */
export function titleOf(userTitle: string | null, title: string, feedUrl: string): string {
  return userTitle || title || URL.parse(feedUrl)?.host || feedUrl;
}
