/* SPDX-License-Identifier: Apache-2.0
 *
 * Tokens of the demo's people, one for each client: webinar rooms know who comes. Fetched before
 * anything is measured, over one kept connection.
 */
#ifndef MUSTER_BENCH_TOKENS_H
#define MUSTER_BENCH_TOKENS_H

#include <stdbool.h>

struct tokens {
    char **texts; /* owned */
    unsigned count;
};

/* Fetches `count` tokens of people numbered from 1 by POST /demo/token. False, and said, when the
 * server gives none. tokens_done is due in either case. */
bool tokens_fetch(struct tokens *tokens, const char *server, const char *identity, unsigned count);
/* The token at `at`, or NULL when there are none. */
const char *tokens_get(const struct tokens *tokens, unsigned at);
void tokens_done(struct tokens *tokens);

#endif
