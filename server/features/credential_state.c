/* SPDX-License-Identifier: Apache-2.0
 * A map, and a list for each person. */
#include "features/credential_state.h"

#include "base/bounds.h"
#include "base/mem.h"
#include "base/unused.h"
#include "features/common_author.h"
#include "features/common_get.h"

const char *const credential_states[] = {"valid", "lapsed", "withdrawn", NULL};

void *credentials_new(const struct room *room)
{
    struct credentials *credentials = mem_new(sizeof *credentials);
    UNUSED(room);
    credentials->all = map_new(BOUND_CREDENTIALS);
    credentials->people = map_new(BOUND_CREDENTIALS);
    return credentials;
}

static void credential_free(void *value)
{
    struct credential *credential = value;
    mem_free(credential->person);
    mem_free(credential->kind);
    mem_free(credential->of);
    common_wipe(&credential->title);
    common_wipe(&credential->reference);
    common_wipe(&credential->why);
    mem_free(credential);
}

void credentials_free(void *state)
{
    struct credentials *credentials = state;
    map_free(&credentials->people, NULL);
    map_free(&credentials->all, credential_free);
    mem_free(credentials);
}

struct credential *credentials_find(const struct credentials *credentials, int64_t seq)
{
    return map_find(credentials->all, slice_of_seq(&seq));
}

bool credentials_hold(const struct credentials *credentials, struct slice person, struct slice kind)
{
    const struct credential *one = map_find(credentials->people, person);
    while (one && (one->state != CREDENTIAL_VALID || !slice_is(kind, one->kind)))
        one = one->next;
    return one;
}

const struct credential *credentials_earned(const struct credentials *credentials,
                                            struct slice person, struct slice kind, struct slice of)
{
    const struct credential *one = map_find(credentials->people, person);
    while (one && (one->state != CREDENTIAL_VALID || !slice_is(kind, one->kind) || !one->of ||
                   !slice_is(of, one->of)))
        one = one->next;
    return one;
}

/* After every entry. */
static void look_ahead(struct credentials *credentials)
{
    struct map_at at = {0};
    credentials->ending = NULL;
    while (map_next(credentials->all, &at)) {
        const struct credential *one = at.value, *first = credentials->ending;
        if (one->state == CREDENTIAL_VALID && one->until_ms &&
            (!first || one->until_ms < first->until_ms))
            credentials->ending = one;
    }
}

static bool holds_its_kind(const struct credentials *credentials, const struct credential *one)
{
    return credentials_hold(credentials, slice_of(one->person), slice_of(one->kind));
}

static char *copy_text(const struct json *data, const char *key)
{
    struct slice text = common_get_text(data, key);
    return text.len > 0 ? mem_text(text) : NULL;
}

/* Of an entry that was erased the words are not there; that they were is what counts. */
static void set_reference(struct credential *one, const struct entry *entry)
{
    if (!common_has(entry->data, "reference"))
        return;
    common_wipe(&one->reference);
    one->reference = copy_text(entry->data, "reference");
    one->referred_seq = entry->seq;
}

void credentials_give(struct credentials *credentials, const struct entry *entry)
{
    const struct json *data = entry->data;
    struct credential *one = mem_new(sizeof *one);
    one->seq = entry->seq;
    one->person = mem_text(common_get_text(data, "person"));
    one->kind = mem_text(common_get_text(data, "kind"));
    one->of = copy_text(data, "of");
    one->title = common_has(data, "title") ? common_copy_json(data, "title") : NULL;
    one->issued_ms = common_get_int(data, "issued");
    one->until_ms = common_get_int(data, "until");
    set_reference(one, entry);
    bool held = holds_its_kind(credentials, one);
    one->next = map_find(credentials->people, slice_of(one->person));
    map_put(credentials->people, slice_of(one->person), one);
    map_put(credentials->all, slice_of_seq(&one->seq), one);
    credentials->about = held ? NULL : one;
    look_ahead(credentials);
}

void credentials_renew(struct credentials *credentials, const struct entry *entry)
{
    struct credential *one =
        credentials_find(credentials, common_get_int(entry->data, "credential"));
    bool held = holds_its_kind(credentials, one);
    one->state = CREDENTIAL_VALID;
    one->until_ms = common_get_int(entry->data, "until");
    set_reference(one, entry);
    credentials->about = held ? NULL : one;
    look_ahead(credentials);
}

void credentials_end(struct credentials *credentials, int64_t seq, const struct entry *entry,
                     enum credential_state state)
{
    struct credential *one = credentials_find(credentials, seq);
    bool held = holds_its_kind(credentials, one);
    one->state = state;
    if (common_has(entry->data, "why")) {
        one->why = copy_text(entry->data, "why");
        one->why_seq = entry->seq;
    }
    credentials->about = held && !holds_its_kind(credentials, one) ? one : NULL;
    look_ahead(credentials);
}

bool credentials_forget(void *state, int64_t seq)
{
    struct credentials *credentials = state;
    struct map_at at = {0};
    while (map_next(credentials->all, &at)) {
        struct credential *one = at.value;
        if (one->seq == seq)
            common_wipe(&one->title);
        if (one->referred_seq == seq)
            common_wipe(&one->reference);
        if (one->why_seq == seq)
            common_wipe(&one->why);
    }
    return false;
}
