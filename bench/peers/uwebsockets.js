// SPDX-License-Identifier: Apache-2.0
// uWebSockets, in C++, as Bun has it: what comes in at /pub goes to everybody who follows. It puts
// together what one turn of its loop publishes, and sends it to each follower in one piece.
'use strict';

Bun.serve({
  hostname: '127.0.0.1',
  port: Number(process.argv[2]),
  fetch(request, server) {
    const publisher = new URL(request.url).pathname === '/pub';
    if (server.upgrade(request, { data: { publisher } })) return undefined;
    return new Response('WebSocket only', { status: 426 });
  },
  websocket: {
    perMessageDeflate: false,
    idleTimeout: 960,
    backpressureLimit: 64 * 1024 * 1024,
    open(socket) {
      if (!socket.data.publisher) socket.subscribe('bench');
    },
    message(socket, message) {
      if (socket.data.publisher) socket.publish('bench', message);
    },
  },
});
