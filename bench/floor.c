/* SPDX-License-Identifier: Apache-2.0
 *
 * The floor: what fan-out costs when a server does nothing else. One bare epoll loop, the WebSocket
 * handshake, and one `send` per connection and turn of ready bytes. No rooms, no JSON, no journal.
 *
 *   floor PORT [VIEW_BYTES [FAULT]]     listens on 127.0.0.1:PORT until SIGTERM
 *
 * floor_loop.h says what it answers. With a FAULT it does one thing wrong: bench/selftest proves
 * with it that the generator notices.
 */
#include "bench/floor_loop.h"

#include <stdio.h>

static void run_send(struct floor *floor)
{
    for (unsigned i = 0; i < floor->subscribers_count; i++)
        floor_send(floor->subscribers[i], floor->run, floor->run_len);
}

static const struct floor_ops ops = {.flush = run_send};

int main(int argc, char **argv)
{
    static char run[FLOOR_RUN_BYTES];
    if (argc < 2) {
        fprintf(stderr, "usage: floor PORT [VIEW_BYTES [FAULT]]\n");
        return 2;
    }
    floor_files_raise();
    floor_serve(argv + 1, run, &ops, NULL);
}
