// SPDX-License-Identifier: Apache-2.0
// How many steps something takes, without a clock: how often each piece of this test's bundle ran, as the engine
// counts it for coverage, and how many characters were passed over by the searches within strings.
import { Session } from 'node:inspector';

const SEARCHES = ['indexOf', 'includes', 'split', 'slice'] as const;

interface Counted {
  readonly result: readonly { readonly url: string; readonly functions: readonly { readonly ranges: readonly { readonly count: number }[] }[] }[];
}

// From the start: only what is compiled from then on counts its pieces.
const session = new Session();
session.connect();
session.post('Profiler.enable');
session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true });

/** What `act` makes; nothing else of the bundle may run meanwhile. */
export function steps(bundle: string, act: () => void): number {
  let passed = 0;
  pieces(bundle);
  const restore = watchSearches((characters) => (passed += characters));
  try {
    act();
  } finally {
    restore();
  }
  return pieces(bundle) + passed;
}

/** How often pieces of the bundle ran since the last time. */
function pieces(bundle: string): number {
  let sum = 0;
  session.post('Profiler.takePreciseCoverage', (error: Error | null, { result }: Counted) => {
    if (error) throw error;
    const ranges = result.filter(({ url }) => url === bundle).flatMap(({ functions }) => functions.flatMap((each) => each.ranges));
    sum = ranges.reduce((before, { count }) => before + count, 0);
  });
  return sum;
}

function watchSearches(told: (characters: number) => void): () => void {
  const prototype = String.prototype as unknown as { [name: string]: (this: string, ...given: unknown[]) => unknown };
  const own = SEARCHES.map((name) => [name, prototype[name]] as const);
  for (const [name, search] of own) {
    prototype[name] = function (...given) {
      const found = search?.apply(this, given);
      // How far it went: to what it found, or to the end; what is cut out is copied.
      if (name === 'indexOf') told((Number(found) < 0 ? this.length : Number(found)) - Number(given[1] ?? 0));
      else told(typeof found === 'string' ? found.length : this.length);
      return found;
    };
  }
  return () => {
    for (const [name, search] of own) if (search) prototype[name] = search;
  };
}
