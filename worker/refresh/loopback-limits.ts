import { hostAndPort, isLoopbackHost } from '../fetch/address-kind.ts';

/** Where politeness may be switched off: nowhere, but for tests and benches on loopback addresses that were confirmed. */
export interface LoopbackLimits {
  isLifted(feedUrl: string): boolean;
}

export interface LoopbackLimitsNeeds {
  /** The start message's word; no setting reaches it. */
  readonly liftLimitsForLoopback: boolean;
  readonly confirmedLocalHosts: () => ReadonlySet<string>;
}

export function createLoopbackLimits({ liftLimitsForLoopback, confirmedLocalHosts }: LoopbackLimitsNeeds): LoopbackLimits {
  return {
    isLifted(feedUrl) {
      if (!liftLimitsForLoopback) return false;
      const url = URL.parse(feedUrl);
      return url !== null && isLoopbackHost(url.hostname) && confirmedLocalHosts().has(hostAndPort(url));
    },
  };
}
