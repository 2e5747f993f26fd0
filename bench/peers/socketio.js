// SPDX-License-Identifier: Apache-2.0
// Socket.IO with its Redis adapter: a publisher's event goes to the room everybody else is in.
// WebSocket alone, no compression. Arguments: port, Redis' port.
'use strict';
const { createServer } = require('node:http');
const { Server } = require('socket.io');
const { createAdapter } = require('@socket.io/redis-adapter');
const { createClient } = require('redis');

async function main() {
  const publisher = createClient({ url: `redis://127.0.0.1:${process.argv[3]}` });
  const subscriber = publisher.duplicate();
  await Promise.all([publisher.connect(), subscriber.connect()]);
  const http = createServer();
  const io = new Server(http, {
    adapter: createAdapter(publisher, subscriber),
    transports: ['websocket'],
    perMessageDeflate: false,
    httpCompression: false,
    serveClient: false,
  });
  io.on('connection', (socket) => {
    if (!socket.handshake.query.publisher) {
      socket.join('bench');
      return;
    }
    socket.on('publish', (message) => io.to('bench').emit('m', message));
  });
  http.listen({ host: '127.0.0.1', port: Number(process.argv[2]), backlog: 4096 });
}

main();
