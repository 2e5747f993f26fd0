/* SPDX-License-Identifier: Apache-2.0
 * The person -> the word of their address -> whether mails come back from there. */
#include "net/addressee.h"

#include <stdio.h>

#include "base/mem.h"
#include "hub/gate.h"
#include "loop/loop.h"

struct finding {
    struct addressee addressee;
    addressee_fn *done;
    void *context;
    enum err error;
};

static void take(char *to, size_t size, struct slice from)
{
    snprintf(to, size, "%.*s", (int)from.len, from.at ? from.at : "");
}

static void finding_end(struct finding *finding, bool takes)
{
    finding->done(finding->context, finding->error, takes ? &finding->addressee : NULL);
    mem_free(finding);
}

static void nobody(void *context)
{
    finding_end(context, false);
}

static void looked(void *context, enum err error, int64_t at_ms)
{
    struct finding *finding = context;
    finding->error = error;
    finding_end(finding, !error && at_ms == 0);
}

void addressee_find(const struct api_site *site, struct slice person, addressee_fn *done,
                    void *context)
{
    struct finding *finding = mem_new(sizeof *finding);
    struct addressee *addressee = &finding->addressee;
    struct gate_person known = {0};
    enum err error = gate_ask(site->hub, person, &known);
    bool waits = error == ERR_JOURNAL_AWAY;
    bool none = error || known.mail.len == 0;
    *finding = (struct finding){.done = done, .context = context};
    take(addressee->person, sizeof addressee->person, person);
    take(addressee->name, sizeof addressee->name, known.name);
    take(addressee->mail, sizeof addressee->mail, known.mail);
    take(addressee->language, sizeof addressee->language, known.locale);
    if (!none)
        waits = !bounces_word(site, known.mail, addressee->bounce);
    finding->error = waits ? ERR_JOURNAL_AWAY : ERR_NONE;
    if (none || waits)
        loop_later(site->loop, nobody, finding);
    else
        bounces_look(site, known.mail, looked, finding);
}
