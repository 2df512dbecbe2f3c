/** One request that a server has seen, with what it answered. Times are those of the simulated clock, ms. */
export interface Poll {
  /** Which feed it was for; null for what is no feed's address. */
  readonly feed: string | null;
  readonly host: string;
  readonly method: string;
  /** Path and query as asked for. */
  readonly url: string;
  readonly purpose: 'feed' | 'icon' | 'picture' | 'other';
  readonly at: number;
  readonly endedAt: number;
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** 0: none came in the time that the client gives. */
  readonly status: number;
  readonly etag: string | null;
  readonly lastModified: string | null;
  readonly retryAfterMs: number | null;
  /** max-age or Expires, ms. */
  readonly maxAgeMs: number | null;
  /** The document is the one that this reader has got already. */
  readonly isUnchanged: boolean;
  /** The client was gone before the answer. */
  readonly wasCut: boolean;
  readonly isByHand: boolean;
}

/** What the judge must know of a feed besides its log. */
export interface JudgedFeed {
  /** The floor under the user's pace, where there is one under an hour. */
  readonly paceMinutes?: number;
  /** The timer must never ask it after its first answer. */
  readonly isHeld?: boolean;
  readonly ttlMinutes?: number;
  /** UTC. */
  readonly skipHours?: readonly number[];
  readonly isSilent?: boolean;
  /** A permanent redirect leads to this path. */
  readonly movesTo?: string;
  /** A temporary redirect leads there and back. */
  readonly passesTo?: string;
}

export interface Trial {
  readonly polls: readonly Poll[];
  readonly feeds: Readonly<Record<string, JudgedFeed>>;
  /** When the program was started, the first time excluded. */
  readonly starts: readonly number[];
}

export interface Verdict {
  readonly findings: readonly string[];
  /** Of the requests for feeds that had given validators before, those that sent them. */
  readonly conditionalShare: number;
  /** Of the conditional requests for documents that had not changed, those answered 304. */
  readonly notModifiedShare: number;
  /** Most polls within ten seconds in the two minutes after a start. */
  readonly mostAfterStart: number;
  /** Gaps between polls of one feed by the timer, by hours: under 1, 1–2, … 24 and more. */
  readonly gapsByHour: readonly number[];
}

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
/** Two clocks, and the time a request waits for its turn. */
const slack = minute;
/** The jitter turned inwards at the ceiling of a day. */
const almostADay = 0.9 * day - slack;
/** What is due at once is asked little by little, some of it so much later. */
const spreading = 3 * minute;
const forbiddenHeaders = ['cookie', 'referer', 'range', 'pragma', 'cache-control', 'from', 'dnt'];
const mostInTenSeconds = 30;

interface Memory {
  readonly polls: Poll[];
  etag: string | null;
  lastModified: string | null;
  readonly older: Set<string>;
  validatorsAt: number;
  failures: number;
  gones: number;
  movedAt: number | null;
}

/** Counts what breaks the rules P1–P17, as far as a log can show it. */
export function judgePoliteness({ polls, feeds, starts }: Trial): Verdict {
  const findings: string[] = [];
  const memories = new Map<string, Memory>();
  const hostWaits = new Map<string, Map<string, number>>();
  const agents = new Set<string>();
  const gapsByHour = Array.from({ length: 25 }, () => 0);
  let conditional = 0;
  let couldBeConditional = 0;
  let notModified = 0;
  let couldBeNotModified = 0;

  for (const poll of polls.toSorted((one, other) => one.at - other.at)) {
    const find = (rule: string, what: string) =>
      findings.push(`${rule} ${poll.feed ?? poll.host} at ${new Date(poll.at).toISOString()}: ${what}`);
    judgeHeaders(poll, find);
    agents.add(poll.headers['user-agent'] ?? '');
    if (poll.feed === null) {
      if (poll.purpose === 'picture') find('P16', `nobody has looked at the picture ${poll.url}`);
      if (poll.purpose === 'other') find('P7', `nobody has named the address ${poll.url}`);
      continue;
    }
    const feed = feeds[poll.feed] ?? {};
    const memory = memories.get(poll.feed) ?? newMemory();
    memories.set(poll.feed, memory);
    const isHop =
      feed.movesTo !== undefined || feed.passesTo !== undefined
        ? poll.url === (feed.movesTo ?? feed.passesTo) && isSecondHop(memory, poll)
        : false;
    judgeValidators(poll, memory, find);
    if (!isHop) judgeTime(poll, feed, memory, find);
    note(poll, feed, memory, isHop);
  }

  function judgeValidators(poll: Poll, memory: Memory, find: (rule: string, what: string) => void): void {
    const sent = { etag: poll.headers['if-none-match'] ?? null, lastModified: poll.headers['if-modified-since'] ?? null };
    const isConditional = sent.etag !== null || sent.lastModified !== null;
    const hasValidators = memory.etag !== null || memory.lastModified !== null;
    const areSpent = hasValidators && poll.at - memory.validatorsAt >= 8 * day - slack;
    if (hasValidators && !areSpent) {
      couldBeConditional += 1;
      if (isConditional) conditional += 1;
      else find('P1', 'unconditional although validators were given');
    }
    if (isConditional && hasValidators && poll.at - memory.validatorsAt > 9 * day)
      find('P10', 'still conditional after nine days of the same validators');
    for (const [name, value, given] of [
      ['If-None-Match', sent.etag, memory.etag],
      ['If-Modified-Since', sent.lastModified, memory.lastModified],
    ] as const) {
      if (value === null || value === given) continue;
      if (memory.older.has(value)) find('P3', `${name} is an older one: ${value}`);
      else find('P2', `${name} was never given: ${value}`);
    }
    if (isConditional && poll.isUnchanged) {
      couldBeNotModified += 1;
      if (poll.status === 304) notModified += 1;
    }
  }

  function judgeTime(poll: Poll, feed: JudgedFeed, memory: Memory, find: (rule: string, what: string) => void): void {
    const last = memory.polls.at(-1);
    const heard = memory.polls.findLast(({ wasCut }) => !wasCut);
    const own = memory.polls.findLast(({ retryAfterMs, wasCut }) => retryAfterMs !== null && !wasCut);
    if (own !== undefined && own === heard && poll.at < own.at + Math.min(own.retryAfterMs ?? 0, day))
      find('P8', 'asked before Retry-After was over');
    const waits = [...(hostWaits.get(poll.host) ?? new Map<string, number>())].filter(
      ([name, until]) => name !== poll.feed && until > poll.at,
    );
    if (waits.length >= 2) find('P8', 'asked although several feeds of its host were told to wait');
    if (last === undefined) return;
    const gap = poll.at - last.at;
    if (poll.isByHand) {
      if (gap < 5 * minute) find('P5', `by hand after ${gap / 1000} s`);
      return;
    }
    gapsByHour[Math.min(24, Math.floor(gap / hour))]! += 1;
    const hasValidators = memory.etag !== null || memory.lastModified !== null;
    const chosen = feed.paceMinutes === undefined ? hour : feed.paceMinutes * minute;
    const isFailed = memory.failures > 0;
    const floor = isFailed || last.wasCut ? Math.min(chosen, hour) : hasValidators ? chosen : 2 * hour;
    if (gap < floor - slack) find('P4', `${Math.round(gap / minute)} minutes after the poll before`);
    if (feed.isHeld === true) find('P17', 'paused or by hand only, and asked by the timer');
    const wasAway = (from: Poll, to: Poll) => starts.some(start => start > from.at && start <= to.at);
    if (isFailed) {
      if (heard !== undefined) judgeBackOff({ poll, memory, last: heard, gap, wasAway }, find);
      return;
    }
    const asked = Math.max(sensible((heard ?? last).maxAgeMs), sensible((feed.ttlMinutes ?? 0) * minute));
    // How long an answer stays fresh counts from that answer, whatever was asked in vain since.
    if (poll.at - (heard ?? last).at < Math.min(asked, almostADay) - slack)
      find('P9', `${Math.round(gap / minute)} minutes, ${Math.round(asked / minute)} were asked for`);
    if (feed.skipHours?.includes(new Date(poll.at).getUTCHours()) && gap < day - slack)
      find('P9', 'in an hour that the feed does not want');
    if (feed.isSilent === true && gap < day - slack) find('P17', 'more than daily although long silent');
  }

  function note(poll: Poll, feed: JudgedFeed, memory: Memory, isHop: boolean): void {
    const { status } = poll;
    const isRedirect = status >= 300 && status < 400 && status !== 304;
    const hasArrived = status === 200 && !poll.wasCut;
    if (hasArrived || (status === 304 && !poll.wasCut)) {
      const isNew = poll.etag !== memory.etag || poll.lastModified !== memory.lastModified;
      const isKept = status === 304 && poll.etag === null && poll.lastModified === null;
      if (hasArrived || (isNew && !isKept)) {
        for (const value of [memory.etag, memory.lastModified]) if (value !== null) memory.older.add(value);
        memory.etag = poll.etag;
        memory.lastModified = poll.lastModified;
        memory.validatorsAt = poll.at;
      }
    }
    if (isRedirect) {
      if (memory.movedAt !== null && feed.movesTo !== undefined)
        findings.push(`P12 ${poll.feed}: the old address again after the feed had arrived at the new one`);
    } else if (isHop && hasArrived && feed.movesTo !== undefined) memory.movedAt = poll.at;
    if (!isRedirect && !isHop && feed.passesTo !== undefined) findings.push(`P12 ${poll.feed}: a temporary redirect was taken for good`);
    if (!isRedirect && !poll.wasCut) memory.failures = status >= 400 || status === 0 ? memory.failures + 1 : 0;
    if (!poll.wasCut) memory.gones = status === 410 ? memory.gones + 1 : 0;
    if (poll.retryAfterMs !== null && !poll.wasCut) {
      const waits = hostWaits.get(poll.host) ?? new Map<string, number>();
      hostWaits.set(poll.host, waits.set(poll.feed ?? '', poll.at + Math.min(poll.retryAfterMs, day)));
    }
    memory.polls.push(poll);
  }

  const feedPolls = polls.filter(({ feed }) => feed !== null);
  findings.push(...hostFindings(feedPolls), ...iconFindings(polls));
  if (agents.size > 1) findings.push(`P13 ${agents.size} different User-Agents: ${[...agents].join(' | ')}`);
  const mostAfterStart = Math.max(0, ...starts.map(start => mostPolls(feedPolls, start)));
  if (mostAfterStart > mostInTenSeconds) findings.push(`P6 ${mostAfterStart} polls within ten seconds after a start`);
  return {
    findings,
    conditionalShare: share(conditional, couldBeConditional),
    notModifiedShare: share(notModified, couldBeNotModified),
    mostAfterStart,
    gapsByHour,
  };
}

function newMemory(): Memory {
  return { polls: [], etag: null, lastModified: null, older: new Set(), validatorsAt: 0, failures: 0, gones: 0, movedAt: null };
}

/** The request that a redirect has led to. */
function isSecondHop({ polls }: Memory, { at }: Poll): boolean {
  const last = polls.at(-1);
  return last !== undefined && last.status >= 301 && last.status <= 308 && last.status !== 304 && at - last.at < minute;
}

function judgeHeaders({ method, url, headers, purpose }: Poll, find: (rule: string, what: string) => void): void {
  if (method !== 'GET') find('P7', `asked with ${method}`);
  if (!/^[\w-]+\/[\w.-]+ \(\+https?:\/\/[^)]+\)$/.test(headers['user-agent'] ?? '')) find('P13', `User-Agent ${headers['user-agent']}`);
  if (purpose === 'feed' && !/^application\/(?:atom|rss|feed)\b/.test(headers['accept'] ?? '')) find('P13', `Accept ${headers['accept']}`);
  if (purpose === 'feed' && !/gzip/.test(headers['accept-encoding'] ?? '')) find('P13', 'no compression');
  if (purpose === 'feed' && url.includes('?')) find('P14', `a query was added: ${url}`);
  for (const name of forbiddenHeaders) if (headers[name] !== undefined) find('P14', `${name}: ${headers[name]}`);
}

interface AfterFailure {
  readonly poll: Poll;
  readonly memory: Memory;
  readonly last: Poll;
  readonly gap: number;
  /** The computer slept or the program did not run, so that what was planned came late. */
  readonly wasAway: (from: Poll, to: Poll) => boolean;
}

function judgeBackOff({ poll, memory, last, gap, wasAway }: AfterFailure, find: (rule: string, what: string) => void): void {
  if (memory.gones >= 2) find('P11', 'asked although gone');
  else if (last.status === 410 || last.status === 404 || last.status === 401 || last.status === 403) {
    if (gap < almostADay) find('P11', `${Math.round(gap / minute)} minutes after ${last.status}`);
  } else {
    const backOff = Math.min(almostADay, hour * 2 ** Math.min(10, memory.failures - 1) * 0.9 - slack);
    if (gap < backOff) find('P11', `${Math.round(gap / minute)} minutes after failure ${memory.failures} in a row`);
    if (last.status === 429 && last.retryAfterMs === null) {
      const before = memory.polls.findLast(({ at }) => at < last.at);
      const isPlanned = before !== undefined && !last.isByHand && !before.isByHand && !wasAway(before, last);
      const doubled = isPlanned ? 2 * (last.at - before.at - spreading) * 0.9 - slack : 0;
      if (gap < Math.min(almostADay, doubled)) find('P8', 'the interval was not doubled');
    }
  }
  if (poll.at < last.at) find('P11', 'time runs backwards');
}

/** P15. */
function hostFindings(polls: readonly Poll[]): string[] {
  const findings: string[] = [];
  for (const [host, asked] of Map.groupBy(polls, poll => poll.host)) {
    const inOrder = asked.toSorted((one, other) => one.at - other.at);
    inOrder.forEach((poll, index) => {
      const before = inOrder[index - 1];
      const isHop = before !== undefined && before.feed === poll.feed;
      if (before !== undefined && !isHop && poll.at - before.at < 900)
        findings.push(`P15 ${host}: two starts within ${poll.at - before.at} ms`);
      const open = inOrder.slice(0, index).filter(other => other.endedAt > poll.at).length + 1;
      if (open > 2) findings.push(`P15 ${host}: ${open} connections at once`);
    });
  }
  return findings;
}

/** P14. */
function iconFindings(polls: readonly Poll[]): string[] {
  const icons = Map.groupBy(
    polls.filter(({ purpose }) => purpose === 'icon'),
    ({ host, url }) => `${host}${url}`,
  );
  return [...icons].flatMap(([address, asked]) => {
    const times = asked.map(({ at }) => at).toSorted((one, other) => one - other);
    const host = asked[0]?.host;
    // Feeds of one host look for the same icon, each once.
    const feeds = Math.max(1, new Set(polls.filter(poll => poll.host === host && poll.feed !== null).map(({ feed }) => feed)).size);
    return times
      .slice(feeds)
      .flatMap((at, index) => (at - times[index]! < 7 * day - slack ? [`P14 the icon ${address} twice within a week`] : []));
  });
}

function mostPolls(polls: readonly Poll[], start: number): number {
  const times = polls.filter(({ at, isByHand }) => at >= start && at < start + 2 * minute && !isByHand).map(({ at }) => at);
  return Math.max(0, ...times.map(from => times.filter(at => at >= from && at < from + 10_000).length));
}

function sensible(ms: number | null): number {
  return ms === null || ms < 0 || ms > 7 * day ? 0 : ms;
}

function share(part: number, whole: number): number {
  return whole === 0 ? 1 : part / whole;
}
