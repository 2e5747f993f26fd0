// SPDX-License-Identifier: Apache-2.0
// For esbuild: the SDK without what this page never asks of it (maps and shared polls, deltas, tokens of a channel, channels that the
// server chooses, presence, history and publishing of its own, WebTransport, SockJS, words for debugging): those of its methods keep
// their name and lose their body, so that what calls them in passing goes on; what asks whether there is such a thing is told no. Its
// emitter of events is the page's own. A seventh of a room's weight.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const FILE = /[\\/]centrifuge[\\/]build[\\/]index\.mjs$/;
const EMITTER = fileURLToPath(new URL('../src/core/emitter.ts', import.meta.url));
const CLASSES = ['WebtransportTransport', 'SockjsTransport', 'SharedPollSubscription', 'MapSubscription'];
// By what their names hold, and by name.
const NAMES = [
  '\\w*(?:[sS]haredPoll|Map[A-Z]|Track|Delta)\\w*', '_untrackFailedKeys', '_mapSubscribe', 'map(?:Publish|Remove|Subscriptions)', 'presence', 'presenceStats',
  'history', '_getHistoryRequest', 'publish', '_debouncedPublish', '_handleJoin', '_handleLeave', '_getJoinLeaveContext', '_fetch(?:Snapshot|Stream)',
  '_loadStreamState', '_debug', 'ready', 'setTagsFilter', 'deltaStats', '_getSubscriptionToken', '_handleToken(?:Response|Error)', '_handleGetDataError',
  '_getDataAndSubscribe', 'newMap\\w+', '_sendUntrackRequest', '_isServerSub', '_handleSubscribe', '_processServerSubs', '_setOptions',
];
const METHODS = new RegExp(`^ {4}(?:async )?(${NAMES.join('|')})\\([^)]*\\) \\{\\n[^]*?^ {4}\\}$`, 'gm');
// Whole statements; some are all that an "if" has.
const DEBUG = /^\s*(?:(?:this|self)\._debug\(|self\.emit\('__centrifuge_debug:)[^;\n]*\);$/gm;
// Asked, never set: a channel of these kinds, and what says who may follow one. What is behind it is left out by the bundler.
const NEVER = /\bthis\.(?:_(?:map|sharedPoll|delta|tagsFilter|getState|getData|getToken)|_config\.getData)\b(?!\s*(?:=(?!=)|\())/g;
const EVENTS = /^function requireEvents \(\) \{\n[^]*?^\}$/m;
const MADE = /^var eventsExports = requireEvents\(\);\nvar EventEmitter = .*;$/m;
// An SDK that is written otherwise is looked at again.
const BYTES_AT_LEAST = 95_000;

export function slimmed(text) {
  let slim = text;
  for (const name of CLASSES) slim = slim.replace(new RegExp(`^class ${name}\\b[^{]*\\{\\n[^]*?^\\}$`, 'm'), `class ${name} {}`);
  return slim.replace(METHODS, '    $1() {}').replace(DEBUG, ';').replace(NEVER, 'null')
    .replace(EVENTS, '').replace(MADE, `import { Emitter as EventEmitter } from ${JSON.stringify(EMITTER)};`);
}

export function slim() {
  return {
    name: 'slim',
    setup(build) {
      build.onLoad({ filter: FILE }, ({ path }) => {
        const text = readFileSync(path, 'utf8');
        const contents = slimmed(text);
        if (text.length - contents.length < BYTES_AT_LEAST) return { errors: [{ text: `only ${text.length - contents.length} bytes of the SDK could be left out` }] };
        return { contents, loader: 'js' };
      });
    },
  };
}
