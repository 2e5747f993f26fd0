/* SPDX-License-Identifier: Apache-2.0
 * append -> the op was free: lost; it was not: read what has it -> does it name the content? */
#include "hub/strays.h"

#include <string.h>

#include "base/mem.h"
#include "hub/blind.h"
#include "hub/site.h"

struct deciding {
    struct hub *hub;
    struct entry *instead; /* held */
    char *id;              /* owned */
    stray_fn *done;
    void *context;
};

static void decide(struct deciding *deciding, enum stray_end end)
{
    deciding->done(deciding->context, end);
    entry_unref(&deciding->instead);
    mem_free(deciding->id);
    mem_free(deciding);
}

/* Of an entry that is erased the content went before its words. */
static void read_done(void *context, enum err error, struct entry **entries, size_t count)
{
    struct deciding *deciding = context;
    if (error || count != 1) {
        decide(deciding, STRAY_UNKNOWN);
        return;
    }
    struct slice text = entries[0]->text;
    bool named = memmem(text.at, text.len, deciding->id, strlen(deciding->id));
    decide(deciding, named ? STRAY_NAMED : STRAY_LOST);
}

static void appended(void *context, const struct journal_result *result)
{
    struct deciding *deciding = context;
    int64_t seq = result->seq;
    if (result->error == ERR_NONE)
        decide(deciding, STRAY_LOST);
    else if (result->error == ERR_OP_REUSED)
        journal_read_seqs(deciding->hub->journal, deciding->instead->room, &seq, 1, read_done,
                          deciding);
    else
        decide(deciding, STRAY_UNKNOWN);
}

void stray_decide(struct hub *hub, const struct stray *stray, stray_fn *done, void *context)
{
    struct entry instead = {.at_ms = loop_now_ms(hub->loop),
                            .room = stray->room,
                            .type = stray->type,
                            .by = stray->by,
                            .op = stray->op,
                            .text = stray->text};
    struct deciding *deciding = mem_new(sizeof *deciding);
    *deciding = (struct deciding){.hub = hub,
                                  .instead = entry_new(&instead),
                                  .id = mem_text(stray->id),
                                  .done = done,
                                  .context = context};
    blind_append(hub, deciding->instead, appended, deciding);
}
