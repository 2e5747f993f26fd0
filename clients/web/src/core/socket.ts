// SPDX-License-Identifier: Apache-2.0
import type { Socket, SocketClass } from './packed.ts';

/** Sockets of the class that is wanted when they are made. What is sent while one closes is lost, and a browser would say so as
 *  an error; whoever waits for an answer is told by the end. */
export function socketClass(wanted: () => SocketClass): SocketClass {
  return function make(url: string): Socket {
    const socket = new (wanted())(url);
    const send = socket.send.bind(socket);
    // 2, 3: it is closing, or closed.
    socket.send = (frame) => { if (socket.readyState < 2) send(frame); };
    return socket;
  } as unknown as SocketClass;
}
