/* SPDX-License-Identifier: Apache-2.0
 * Wanted -> asked -> known; or wanted again, or never. */
#include "journal/secret.h"

/* On the writer's thread. */
static void get(void *context)
{
    struct secret *secret = context;
    secret->error = secret->backend->ops->secret(secret->backend, secret->bytes);
}

static void got(void *context)
{
    struct secret *secret = context;
    if (secret->error == ERR_NONE)
        secret->state = SECRET_KNOWN;
    else
        secret->state = secret->error == ERR_JOURNAL_AWAY ? SECRET_WANTED : SECRET_NEVER;
}

void secret_ask(struct secret *secret, struct worker *worker)
{
    if (!secret->backend->ops->secret || secret->state != SECRET_WANTED)
        return;
    secret->state = SECRET_ASKED;
    worker_post(worker, get, got, secret);
}
