// What each folder may import. `build/check-imports.ts` runs these, and test/build/import-rules.test.ts plants one violation of each.
const protocol = '^worker/protocol/';
const host = '^worker/host/';
/** Steps without I/O: bytes in, values out. */
const pure = '^worker/(parse|text|opml|extract)/|^worker/discover/feed-links[.]ts$';
/** The thread's entry and the pool of threads are plumbing around the pure parser. */
const parseThreads =
  '^worker/parse/parse-(thread|pool)[.]ts$|^worker/opml/list-(thread|reader)[.]ts$|^worker/extract/(extract-thread|page-reader)[.]ts$';
const sharedWords = '^worker/(feed|read-document|errors|hide-secrets)[.]ts$';
/** Text in, text out: the logs of both sides need it. */
const masking = '^worker/hide-secrets[.]ts$';
const hostSide = '^(electron|headless)/';

/** @type {(name: string, comment: string, from: object, to: object) => object} */
const rule = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });

module.exports = {
  forbidden: [
    rule('no-cycles', 'A cycle means two files are one idea, or one is in the wrong folder.', {}, { circular: true }),
    rule('no-unresolved-imports', 'What cannot be found was not checked either.', {}, { couldNotResolve: true, path: '^[./]' }),
    rule('no-product-import-of-tests', 'Tests know the product, never the reverse.', { pathNot: '^test/' }, { path: '^test/' }),
    rule('no-product-import-of-build', 'The product ships without its tools.', { pathNot: '^(test|build)/|^[^/]+$' }, { path: '^build/' }),

    rule('protocol-imports-nothing', 'The contract must load in every process.', { path: protocol }, { pathNot: protocol }),
    rule(
      'protocol-is-types',
      'Sides share shapes, not code.',
      { pathNot: protocol },
      { path: protocol, dependencyTypesNot: ['type-only'] },
    ),

    rule(
      'host-part-knows-the-protocol-only',
      'It is loaded into every host.',
      { path: host },
      { path: '^(worker|electron|headless|renderer)/', pathNot: [protocol, host, masking] },
    ),
    rule(
      'electron-sees-the-contract-only',
      'Main relays; it holds no feed knowledge.',
      { path: '^electron/' },
      { path: ['^(renderer|headless)/', '^worker/(?!protocol/|host/)'] },
    ),
    rule(
      'headless-sees-the-contract-only',
      'The web host relays; it holds no feed knowledge.',
      { path: '^headless/' },
      { path: ['^renderer/', '^electron/(?!bridge[.]ts$)', '^worker/(?!protocol/|host/)'] },
    ),
    rule(
      'headless-runs-without-electron',
      'It is for machines without the runtime.',
      { path: '^headless/' },
      { path: 'node_modules/electron/' },
    ),
    rule(
      'renderer-sees-contracts-only',
      'The window talks to the worker through the bridge.',
      { path: '^renderer/' },
      { path: ['^worker/(?!protocol/)', '^headless/', '^electron/(?!bridge[.]ts$)'] },
    ),
    rule(
      'bridge-is-types',
      'preload.ts implements the bridge; the window only knows its shape.',
      { path: '^(renderer|headless)/' },
      { path: '^electron/bridge[.]ts$', dependencyTypesNot: ['type-only'] },
    ),
    rule('renderer-is-a-web-page', 'No Node.', { path: '^renderer/' }, { dependencyTypes: ['core'] }),
    rule('renderer-has-no-electron', 'No Electron.', { path: '^renderer/' }, { path: 'node_modules/electron/' }),
    rule(
      'feed-work-stays-in-the-worker',
      'No host and no window opens the database, fetches or parses a feed.',
      { path: '^(electron|headless|renderer)/' },
      { path: ['^(node:)?sqlite$', 'node_modules/(undici|rss-parser|saxes|htmlparser2|xml2js|linkedom|@mozilla/readability)/'] },
    ),
    rule(
      'feed-work-is-out-of-reach',
      'The same, by whatever way round.',
      { path: '^(electron|headless|renderer)/' },
      { reachable: true, path: ['^(node:)?sqlite$', 'node_modules/(undici|rss-parser)/', '^worker/(store|fetch|parse)/'] },
    ),

    rule(
      'worker-stands-alone',
      'The worker must run under plain Node in tests.',
      { path: '^worker/' },
      { path: [hostSide, '^renderer/', 'node_modules/react'] },
    ),
    rule(
      'worker-runs-without-electron',
      'Even `parentPort` is taken as a shape.',
      { path: '^worker/' },
      { path: 'node_modules/electron/' },
    ),
    rule(
      'pure-steps-do-no-io',
      'Bytes in, values out.',
      { path: pure, pathNot: parseThreads },
      { dependencyTypes: ['core'], pathNot: '^(node:)?(url|string_decoder|crypto)$' },
    ),
    rule(
      'parse-threads-do-only-threads',
      'A thread entry talks to its parent, to nothing else.',
      { path: parseThreads },
      { dependencyTypes: ['core'], pathNot: '^(node:)?(url|string_decoder|crypto|worker_threads|os|path)$' },
    ),
    rule(
      'pure-steps-know-only-each-other',
      'Bytes in, values out.',
      { path: pure },
      { path: '^worker/', pathNot: [protocol, pure, sharedWords] },
    ),
    rule(
      'sql-lives-in-store',
      'One place to read the schema against.',
      { path: '^worker/', pathNot: '^worker/store/' },
      { path: '^(node:)?sqlite$', dependencyTypesNot: ['type-only'] },
    ),
    rule(
      'http-lives-in-fetch',
      'One guard for every request (N1).',
      { path: '^worker/', pathNot: '^worker/fetch/' },
      { path: 'node_modules/undici/', dependencyTypesNot: ['type-only'] },
    ),
    rule(
      'sockets-live-in-fetch-and-host',
      'The host part has the socket of the profile; all else of the network is fetching.',
      { path: '^worker/', pathNot: '^worker/(fetch|host)/' },
      { path: '^(node:)?(https?|http2|net|tls|dgram|dns(/promises)?)$', dependencyTypesNot: ['type-only'] },
    ),
    rule(
      'steps-do-not-combine',
      'Only refresh/ and api/ put steps together.',
      { path: '^worker/(fetch|store|schedule)/' },
      { path: '^worker/(fetch|store|schedule|refresh|api|parse|discover|opml)/', pathNot: '^worker/$1/' },
    ),

    rule('ui-is-dumb', 'Parts take props.', { path: '^renderer/(ui|format)/' }, { path: '^renderer/(state|client|features|commands)/' }),
    rule(
      'state-below-features',
      'Features use state; state knows no component.',
      { path: '^renderer/(state|client)/' },
      { path: '^renderer/(features|ui|commands)/' },
    ),
    rule(
      'client-is-the-bottom',
      'The client knows the bridge and nothing above it.',
      { path: '^renderer/client/' },
      { path: '^renderer/state/' },
    ),
    rule(
      'features-are-separate',
      'Share through state/ or ui/.',
      { path: '^renderer/features/([^/]+)/' },
      { path: '^renderer/features/([^/]+)/', pathNot: '^renderer/features/$1/' },
    ),
  ],
  options: {
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.js'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
