/* SPDX-License-Identifier: Apache-2.0
 *
 * Doing something in the academy from the command line, as the server itself. Where a server
 * answers at server.listen that has the same journal, or one holds its SQLite file, that server is
 * asked by HTTP, with a token of the operator: its key lies beside the journal, so whoever may read
 * the journal may operate. Else this process does it; with PostgreSQL as one more instance, of
 * which others hear where there is a bus.
 */
#ifndef MUSTER_OPERATE_H
#define MUSTER_OPERATE_H

#include "base/buffer.h"
#include "config.h"

enum { OPERATE_WHY_BYTES = 512 };

struct operate;

/* NULL, and a sentence in `why`, when there is no way. `config` is borrowed. */
struct operate *operate_open(const struct config *config, char why[OPERATE_WHY_BYTES]);
/* The same, for what takes words away: where this process does it, what lies beside the entries
 * goes with them (uploaded files, the index). */
struct operate *operate_open_whole(const struct config *config, char why[OPERATE_WHY_BYTES]);
/* Waits until what is to be erased now is, and the index is as the journal, some minutes at most,
 * where this process does it. */
void operate_settle(struct operate *operate);
/* Ends what is under way, frees *operate and sets it to NULL. */
void operate_close(struct operate **operate);
/* A command or a query in `academy:main`: `data` is a JSON object without room and op; `op` may be
 * absent: then it is one of its own. The answer, a JSON object, goes to `out`; false, and a
 * sentence in `why`, when it was refused. Waits for it. */
struct operate_call {
    const char *method;
    struct slice data, op;
};
bool operate_call(struct operate *operate, const struct operate_call *call, struct buffer *out,
                  char why[OPERATE_WHY_BYTES]);
/* Waits, and meanwhile does what there is to do, where this process does it. */
void operate_wait(struct operate *operate, int64_t ms);
/* Asks a serving instance under another path of its API, by POST; false where there is none. */
bool operate_post(struct operate *operate, const char *path, struct slice body, struct buffer *out,
                  char why[OPERATE_WHY_BYTES]);

#endif
