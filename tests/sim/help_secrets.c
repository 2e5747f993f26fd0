/* SPDX-License-Identifier: Apache-2.0
 * See help_secrets.h. */
#include "sim/help_secrets.h"

#include <string.h>

#include "sim/help_attendance.h"
#include "sim/help_desk.h"
#include "sim/help_ingest.h"
#include "sim/help_reports.h"

static bool is_ones_own(const struct secret *secret, unsigned person)
{
    return secret->author == person || person < WORLD_FIRST_PLAIN;
}

static bool may_see(const struct secret *secret, unsigned person)
{
    if (secret->readers)
        return !secret->seq || secret->readers >> person & 1;
    bool shown = secret->open || (secret->shows_ms && !secret->gone);
    return !secret->seq || shown || is_ones_own(secret, person);
}

static enum caught what_it_is(const struct secret *secret)
{
    if (secret->chat)
        return secret->shows_ms ? CAUGHT_DELAYED : CAUGHT_PENDING;
    bool direct = secret->readers && secret->what == CAUGHT_QUESTION;
    return direct ? CAUGHT_DIRECT : secret->what;
}

void secrets_expect(struct world *world)
{
    for (unsigned i = 0; i < DEVICES_ALL; i++) {
        unsigned person = world_person(i);
        struct device *device = &world->devices[i];
        if (person >= WORLD_FIRST_PLAIN && device->heard.len > 0 &&
            memmem(device->heard.bytes, device->heard.len, DESK_CALL, strlen(DESK_CALL)))
            caught(CAUGHT_CALL, "%s was sent the link of those on stage", device->id);
        if (person >= WORLD_FIRST_PLAIN && device->heard.len > 0 &&
            memmem(device->heard.bytes, device->heard.len, INGEST_FILE, strlen(INGEST_FILE)))
            caught(CAUGHT_RECORDING, "%s was sent the name of a recording", device->id);
        if (person >= WORLD_FIRST_PLAIN && device->heard.len > 0 &&
            memmem(device->heard.bytes, device->heard.len, REPORTS_WORD, strlen(REPORTS_WORD)))
            caught(CAUGHT_REPORT, "%s was sent what others reported", device->id);
        if (person >= WORLD_FIRST_PLAIN && device->heard.len > 0 &&
            memmem(device->heard.bytes, device->heard.len, ATTENDANCE_WORD,
                   strlen(ATTENDANCE_WORD)))
            caught(CAUGHT_CORRECTION, "%s was sent why a time was corrected", device->id);
        for (unsigned k = 0; k < SECRETS_MAX; k++) {
            const struct secret *secret = &world->secrets[k];
            if (!device->heard.len || may_see(secret, person))
                continue;
            if (memmem(device->heard.bytes, device->heard.len, secret->word, strlen(secret->word)))
                caught(what_it_is(secret), "%s was sent %s of entry %lld", device->id, secret->word,
                       (long long)secret->seq);
        }
    }
}

/* What was deleted is not sent again, not even to those who resume from before; but another
 * instance may not have heard of it yet. */
unsigned secrets_expect_gone(struct world *world)
{
    unsigned gone = 0;
    for (unsigned k = 0; world->instances == 1 && k < SECRETS_MAX; k++) {
        const struct secret *secret = &world->secrets[k];
        for (unsigned i = 0; secret->gone && i < DEVICES_ALL; i++) {
            const struct buffer *heard = &world->devices[i].heard;
            size_t from = secret->gone_at[i];
            if (from >= heard->len || (secret->shut && is_ones_own(secret, world_person(i))))
                continue;
            gone++;
            const char *found =
                memmem(heard->bytes + from, heard->len - from, secret->word, strlen(secret->word));
            if (found)
                caught(secret->shut ? CAUGHT_DISMISSED : CAUGHT_GONE,
                       "%s was sent %s after it was deleted: %.400s", world->devices[i].id,
                       secret->word, found - 200);
        }
    }
    return gone;
}
