/* SPDX-License-Identifier: Apache-2.0
 * Wanted -> asked -> known; wanted again while the journal is away, or has lost it; or never. */
#include "hub/veils.h"

#include "base/log.h"
#include "base/mem.h"
#include "journal/keys.h"

enum veils_state { VEILS_WANTED, VEILS_ASKED, VEILS_KNOWN, VEILS_NEVER };

struct veils {
    struct loop *loop;
    struct journal *journal;
    struct veil veil;
    enum veils_state state;
    int64_t due_ms;   /* when it is to be asked for again */
    unsigned missing; /* how often it was not available */
    bool left;        /* freed while it is asked for */
};

/* Why there is no key; whether it is to be asked for again. */
static bool missed(struct veils *veils, enum err error)
{
    if (error == ERR_JOURNAL_AWAY)
        return true;
    if (error != ERR_NOT_AVAILABLE) {
        log_line(LOG_WARN, "nobody can be anonymous: the journal has no key", "error=%s",
                 error_name(error));
        return false;
    }
    if (++veils->missing == KEYS_RENEW_TRIES)
        log_line(LOG_WARN,
                 "no instance has brought the key of pseudonyms: it is made anew, and who was "
                 "anonymous is somebody else from now on",
                 NULL);
    return true;
}

static void key_came(void *context, enum err error, const unsigned char *key)
{
    struct veils *veils = context;
    if (veils->left) {
        mem_free(veils);
        return;
    }
    if (error) {
        veils->due_ms = loop_tick_ms(veils->loop) + KEYS_AGAIN_MS;
        veils->state = missed(veils, error) ? VEILS_WANTED : VEILS_NEVER;
        return;
    }
    memcpy(veils->veil.key, key, VEIL_KEY_BYTES);
    veils->veil.known = true;
    veils->state = VEILS_KNOWN;
}

void veils_tick(struct veils *veils)
{
    if (veils->state != VEILS_WANTED || loop_tick_ms(veils->loop) < veils->due_ms)
        return;
    veils->state = VEILS_ASKED;
    bool renews = veils->missing >= KEYS_RENEW_TRIES;
    (renews ? journal_key_renew : journal_key)(veils->journal, SLICE("veil"), key_came, veils);
}

struct veils *veils_new(struct loop *loop, struct journal *journal)
{
    struct veils *veils = mem_new(sizeof *veils);
    veils->loop = loop;
    veils->journal = journal;
    veils_tick(veils);
    return veils;
}

void veils_free(struct veils **veils)
{
    struct veils *old = *veils;
    *veils = NULL;
    explicit_bzero(&old->veil, sizeof old->veil);
    old->left = true;
    if (old->state != VEILS_ASKED)
        mem_free(old);
}

const struct veil *veils_lend(const struct veils *veils)
{
    return &veils->veil;
}
