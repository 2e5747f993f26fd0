// SPDX-License-Identifier: Apache-2.0
// Which browser on which kind of device, as people call them; what it sent says far more than that.

// The first that fits: many call themselves by the others' names too.
const BROWSERS: readonly (readonly [RegExp, string])[] = [
  [/Edg(e|A|iOS)?\//, 'Edge'], [/OPR\//, 'Opera'], [/SamsungBrowser\//, 'Samsung Internet'], [/(Firefox|FxiOS)\//, 'Firefox'],
  [/(Chrome|CriOS|Chromium)\//, 'Chrome'], [/Safari\//, 'Safari'],
];
const DEVICES: readonly (readonly [RegExp, string])[] = [
  [/iPhone/, 'iPhone'], [/iPad/, 'iPad'], [/Android/, 'Android'], [/Windows/, 'Windows'], [/CrOS/, 'ChromeOS'], [/Mac OS X|Macintosh/, 'Mac'], [/Linux/, 'Linux'],
];

/** "Firefox · Windows"; what is not known stays as it is. */
export function agentName(agent: string): string {
  const names = [BROWSERS, DEVICES].flatMap((list) => list.find(([is]) => is.test(agent))?.[1] ?? []);
  return names.length > 0 ? names.join(' · ') : agent;
}
