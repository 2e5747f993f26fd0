// SPDX-License-Identifier: Apache-2.0
// Ports of 127.0.0.1, for servers that are started beside Muster.

import { once } from "node:events";
import { connect, createServer } from "node:net";

// One that nobody listens on; a server that is started again keeps it.
export async function freePort() {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  server.close();
  await once(server, "close");
  return port;
}

// Whether somebody listens there.
export async function answers(port) {
  const socket = connect(port, "127.0.0.1");
  try {
    await once(socket, "connect");
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}
