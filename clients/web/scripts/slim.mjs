// SPDX-License-Identifier: Apache-2.0
// For esbuild: the SDK without what this page never asks of it (maps and shared polls, deltas, WebTransport, SockJS): those of
// its methods keep their name and lose their body, so that what calls them in passing goes on. A tenth of a room's weight.
import { readFileSync } from 'node:fs';

const FILE = /[\\/]centrifuge[\\/]build[\\/]index\.mjs$/;
const CLASSES = ['WebtransportTransport', 'SockjsTransport', 'SharedPollSubscription', 'MapSubscription'];
const METHODS = /^ {4}(?:async )?(\w*(?:[sS]haredPoll|Map[A-Z]|Track|Delta)\w*|_untrackFailedKeys|mapPublish|mapRemove|mapSubscriptions|_mapSubscribe)\(([^)]*)\) \{\n[^]*?^ {4}\}$/gm;
// An SDK that is written otherwise is looked at again.
const BYTES_AT_LEAST = 40_000;

export function slimmed(text) {
  let slim = text;
  for (const name of CLASSES) slim = slim.replace(new RegExp(`^class ${name}\\b[^{]*\\{\\n[^]*?^\\}$`, 'm'), `class ${name} {}`);
  return slim.replace(METHODS, '    $1($2) {}');
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
