// SPDX-License-Identifier: Apache-2.0
// ws: what comes in at /pub goes to everybody at /sub. One buffer for all, no compression.
'use strict';
const { WebSocketServer } = require('ws');

const server = new WebSocketServer({
  host: '127.0.0.1',
  port: Number(process.argv[2]),
  perMessageDeflate: false,
  backlog: 4096,
});

server.on('connection', (socket, request) => {
  if (request.url !== '/pub') return;
  socket.on('message', (message) => {
    for (const client of server.clients) {
      if (client !== socket) client.send(message, { binary: false });
    }
  });
});
