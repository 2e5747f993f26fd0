/* SPDX-License-Identifier: Apache-2.0
 * Keys are the writer's business: what it does, it does in turn. */
#include "journal/keys.h"

#include "journal/writer.h"

void journal_key(struct journal *journal, struct slice name, journal_key_fn *done, void *context)
{
    writer_key(journal_writer(journal), name, false, done, context);
}

void journal_key_renew(struct journal *journal, struct slice name, journal_key_fn *done,
                       void *context)
{
    writer_key(journal_writer(journal), name, true, done, context);
}

void journal_key_destroy(struct journal *journal, struct slice name, journal_destroy_fn *done,
                         void *context)
{
    writer_key_destroy(journal_writer(journal), name, done, context);
}
