// SPDX-License-Identifier: Apache-2.0
// For esbuild: the SDK without what this page never asks of it (maps and shared polls, deltas, tokens of a channel, channels that the
// server chooses, presence, history and publishing of its own, WebTransport, SockJS, words for debugging): what asks whether there is
// such a thing is told no, and those of its methods that are called in passing keep their name and lose their body. Its emitter of
// events is the page's own, and its ways round a WebSocket are a file by themselves (src/core/streams.ts). A fifth of a room's weight.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const FILE = /[\\/]centrifuge[\\/]build[\\/]index\.mjs$/;
const SDK = fileURLToPath(new URL('../node_modules/centrifuge/build/index.mjs', import.meta.url));
const ours = (file) => JSON.stringify(fileURLToPath(new URL(`../src/core/${file}`, import.meta.url)));
const CLASSES = ['WebtransportTransport', 'SockjsTransport', 'SharedPollSubscription', 'MapSubscription'];
// What goes on where no WebSocket passes, with what each needs.
const STREAMS = ['LineStreamBuffer', 'HttpStreamTransport', 'SseTransport'];
// By what their names hold, and by name.
const NAMES = [
  '\\w*(?:[sS]haredPoll|Map[A-Z]|Track|Delta|Debounce)\\w*', '_untrackFailedKeys', '_mapSubscribe', 'map(?:Publish|Remove|Subscriptions)', 'presence', 'presenceStats',
  'history', '_getHistoryRequest', 'publish', '_debouncedPublish', '_handleJoin', '_handleLeave', '_getJoinLeaveContext', '_fetch(?:Snapshot|Stream)',
  '_transitionFromSnapshot', '_loadStreamState', '_debug', 'ready', 'setTagsFilter', 'deltaStats', '_getSubscriptionToken', '_handleToken(?:Response|Error)', '_handleGetDataError',
  '_getDataAndSubscribe', 'newMap\\w+', '_sendUntrackRequest', '_isServerSub', '_handleSubscribe', '_processServerSubs', '_setOptions', '_validateTransportConfig', '_formatOverride',
];
// Of one channel alone: nothing waits for it, and no token of it ends.
const OF_A_CHANNEL = [
  '_methodCall', '_nextPromiseId', '_(?:resolve|reject)Promises', '_refresh', '_refresh(?:Response|Error)', '_getRefreshRetryDelay', '_clearRefreshTimeout', '_callAsync',
  '_failUnauthorized', '_isEmulation',
];
const CHANNEL = /^class BaseSubscription\b[^]*?^\}$/m;
const methods = (names) => new RegExp(`^ {4}(?:async )?(${names.join('|')})\\([^)]*\\) \\{\\n[^]*?^ {4}\\}$`, 'gm');
// Whole statements; some are all that an "if" has.
const calls = (names) => new RegExp(`^ +(?:this|self)\\.(?:${names.join('|')})\\([^;\\n]*\\);$`, 'gm');
const DEBUG = /^ +self\.emit\('__centrifuge_debug:[^;\n]*\);$/gm;
// Asked, never set: a channel of these kinds, and what says who may follow one. What is behind it is left out by the bundler.
const NEVER = /\bthis\.(?:_(?:map|sharedPoll|delta|tagsFilter|getState|getData|getToken|debugEnabled)|_config\.getData)\b(?!\s*(?:=(?!=)|\())/g;
// Set, never asked.
const UNASKED = /^ +this\._(?:(?:map|sharedPoll|delta|debounce|prevValue)\w*|tagsFilter|getState|getData|getToken|debugEnabled|serverSubs|pendingServerSubOffsets)(?: = [^;{\n]*|\.clear\(\)|\+\+);.*$/gm;
// What no channel of the server's choice, no other protocol, and no other runtime would do.
const FOR_OTHERS = [
  [/^( +)for \(const channel in this\._serverSubs\) \{\n[^]*?^\1\}$/gm, ''],
  [/\bthis\._isServerSub\(channel\)/g, 'false'],
  [/\bthis\._canSubscribeWithoutGettingToken\(\)/g, 'true'],
  [/^ +const protoStreamBuf = .*$/m, ''],
  [/\b(?:self\._|this\._)?protocol === 'protobuf'|\btypeof offset === 'object'/g, 'false'],
  [/\b(?:self\._|this\._)?protocol === 'json'/g, 'true'],
  [/\bthis\._config\.(?:networkEventTarget|pageEventTarget|sockjs|fetch|readableStream|eventsource) !== null/g, 'false'],
  [/\btypeof globalThis\.SockJS !== 'undefined'/g, 'false'],
  [/\b(this|self)\._emulation\b(?! =)/g, 'true'],
  // Whoever writes this page has read the errors it could have made.
  [/^( +)for \(const i in this\._transports\) \{\n[^]*?^\1\}$/gm, ''],
  [/^( +)if \([^\n]*\) \{\n +throw new Error\([^\n]*\);\n\1\}$(?!\n\1else)/gm, ''],
  [/\bthis\._config\.debug === true \|\| localStorageItem\('centrifuge\.debug'\)|\bthis\._centrifuge\._debugEnabled\b/g, 'false'],
  [/^Centrifuge\.\w+ = \w+;$/gm, ''],
  [/^export \{[^}]*\};$/m, 'export { Centrifuge, UnauthorizedError };'],
];
// Lists of numbers and words, as a language knew them that has none: the bundler writes the value in the place of the name.
const LISTS = /^var (\w+);\n\(function \(\1\) \{\n([^]*?)^\}\)\(\1 \|\| \(\1 = \{\}\)\);$/gm;
const listed = (_, name, body) => `const enum ${name} { ${[...body.matchAll(/\["(\w+)"\] = ("\w+"|\d+)/g)].map(([, each, value]) => `${each} = ${value}`).join(', ')} }`;
// Functions that wait, likewise.
const WAITING = /return __awaiter\(this, void 0, void 0, function\* \(\) \{\n([^]*?)^ {8}\}\);$/gm;
const EVENTS = /^function requireEvents \(\) \{\n[^]*?^\}$/m;
const MADE = /^var eventsExports = requireEvents\(\);\nvar EventEmitter = .*;$/m;
// An SDK that is written otherwise is looked at again.
const BYTES_AT_LEAST = 195_000;

const classed = (name) => new RegExp(`^class ${name}\\b[^{]*\\{\\n[^]*?^\\}$`, 'm');
const without = (text, names, by) => text.replace(methods(names), by).replace(calls(names), ';');
const replaced = (text, all) => all.reduce((sum, [what, by]) => sum.replace(what, by), text);

/** Without methods that have no body and that nothing calls. */
function uncalled(text) {
  return text.replace(/^ {4}(\w+)\(\) \{\}\n/gm, (line, name) => (new RegExp(`\\.${name}\\b`).test(text) ? line : ''));
}

export function slimmed(text) {
  let slim = text.replace(/^[ \t]*(?:\/\*\*[^]*?\*\/|\/\/.*)$/gm, '');
  for (const name of CLASSES) slim = slim.replace(classed(name), `class ${name} {}`);
  for (const name of STREAMS) slim = slim.replace(classed(name), '');
  slim = without(slim, NAMES, '    $1() {}').replace(CHANNEL, (all) => without(all, OF_A_CHANNEL, '').replace(/\bresult\.expires === true/g, 'false'))
    .replace(DEBUG, ';').replace(NEVER, 'null').replace(UNASKED, '').replace(LISTS, listed)
    .replace(WAITING, (_, body) => `return (async () => {\n${body.replace(/\byield\b/g, 'await')}        })();`);
  return uncalled(replaced(slim, FOR_OTHERS)).replace(EVENTS, '')
    .replace(MADE, `import { Emitter as EventEmitter } from ${ours('emitter.ts')};\nimport { HttpStreamTransport, SseTransport } from ${ours('streams.ts')};`);
}

/** The ways round a WebSocket, as they are. */
export function streams(text) {
  return `${replaced(STREAMS.map((name) => classed(name).exec(text)?.[0] ?? '').join('\n').replace(calls(['_debug']), ';'), FOR_OTHERS)}\nexport { HttpStreamTransport, SseTransport };\n`;
}

export function slim() {
  return {
    name: 'slim',
    setup(build) {
      build.onLoad({ filter: FILE }, ({ path }) => {
        const text = readFileSync(path, 'utf8');
        const contents = slimmed(text);
        if (text.length - contents.length < BYTES_AT_LEAST) return { errors: [{ text: `only ${text.length - contents.length} bytes of the SDK could be left out` }] };
        return { contents, loader: 'ts' };
      });
      build.onResolve({ filter: /^centrifuge:streams$/ }, () => ({ path: 'streams', namespace: 'centrifuge' }));
      build.onLoad({ filter: /.*/, namespace: 'centrifuge' }, () => ({ contents: streams(readFileSync(SDK, 'utf8')) }));
    },
  };
}
