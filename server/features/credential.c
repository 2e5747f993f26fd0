/* SPDX-License-Identifier: Apache-2.0
 * Rules and rows of credentials. */
#include "features/credential.h"

#include <inttypes.h>
#include <stdio.h>

#include "base/bounds.h"
#include "base/unused.h"
#include "core/effect.h"
#include "core/gates.h"
#include "features/common_get.h"
#include "features/common_read.h"
#include "features/credential_query.h"
#include "features/credential_state.h"

static const struct credential *credential_of(const void *state, const struct entry *entry)
{
    return credentials_find(state, common_get_int(entry->data, "credential"));
}

static enum err give_read(const struct json *data, struct writer *out)
{
    enum err error = common_read_id(data, "person", out);
    if (!error)
        error = common_read_id(data, "kind", out);
    if (!error && common_has(data, "reference"))
        error = common_read_line(data, "reference", BOUND_REFERENCE_CHARS, out);
    if (!error && common_has(data, "title"))
        error = common_read_lang_texts(data, "title", BOUND_TITLE_CHARS, out);
    if (!error && common_has(data, "of"))
        error = common_read_room(data, "of", out);
    if (!error)
        error = common_read_int(data, "issued", 1, INT64_MAX, out);
    return error ? error : common_read_optional_int(data, "until", 1, INT64_MAX, out);
}

/* Nothing ends before it begins. */
static bool is_span(int64_t from_ms, const struct entry *entry)
{
    int64_t until_ms = common_get_int(entry->data, "until");
    return until_ms == 0 || until_ms > from_ms;
}

static enum err give_check(const void *state, const struct entry *entry, const struct scene *scene)
{
    const struct credentials *credentials = state;
    struct gate_person person;
    if (!gates_person(scene->room, common_get_text(entry->data, "person"), &person) ||
        person.erased)
        return ERR_NOT_FOUND;
    if (!is_span(common_get_int(entry->data, "issued"), entry))
        return ERR_BAD_REQUEST;
    return map_full(credentials->all) ? ERR_LIMIT_EXCEEDED : ERR_NONE;
}

static void give_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    UNUSED(scene);
    credentials_give(state, entry);
}

/* Of a course that somebody has completed: one that is valid, for each. */
static const struct credential *awarded(const void *state, const struct entry *entry)
{
    return credentials_earned(state, common_get_text(entry->data, "person"),
                              common_get_text(entry->data, "kind"),
                              common_get_text(entry->data, "of"));
}

static enum err award_read(const struct json *data, struct writer *out)
{
    enum err error = common_read_id(data, "person", out);
    if (!error)
        error = common_read_id(data, "kind", out);
    if (!error && common_has(data, "title"))
        error = common_read_lang_texts(data, "title", BOUND_TITLE_CHARS, out);
    if (!error)
        error = common_read_room(data, "of", out);
    return error ? error : common_read_int(data, "issued", 1, INT64_MAX, out);
}

static enum err award_check(const void *state, const struct entry *entry, const struct scene *scene)
{
    return awarded(state, entry) ? ERR_ALREADY_EXISTS : give_check(state, entry, scene);
}

static enum err recall_read(const struct json *data, struct writer *out)
{
    enum err error = common_read_id(data, "person", out);
    if (!error)
        error = common_read_id(data, "kind", out);
    return error ? error : common_read_room(data, "of", out);
}

static enum err recall_check(const void *state, const struct entry *entry,
                             const struct scene *scene)
{
    UNUSED(scene);
    return awarded(state, entry) ? ERR_NONE : ERR_NOT_FOUND;
}

static void recall_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    UNUSED(scene);
    credentials_end(state, awarded(state, entry)->seq, entry, CREDENTIAL_WITHDRAWN);
}

static enum err renew_read(const struct json *data, struct writer *out)
{
    enum err error = common_read_seq(data, "credential", out);
    if (!error && common_has(data, "reference"))
        error = common_read_line(data, "reference", BOUND_REFERENCE_CHARS, out);
    return error ? error : common_read_optional_int(data, "until", 1, INT64_MAX, out);
}

/* What was withdrawn does not come back: another one is given. */
static enum err renew_check(const void *state, const struct entry *entry, const struct scene *scene)
{
    const struct credential *one = credential_of(state, entry);
    UNUSED(scene);
    if (!one || one->state == CREDENTIAL_WITHDRAWN)
        return ERR_NOT_FOUND;
    return is_span(one->issued_ms, entry) ? ERR_NONE : ERR_BAD_REQUEST;
}

static void renew_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    UNUSED(scene);
    credentials_renew(state, entry);
}

static enum err withdraw_read(const struct json *data, struct writer *out)
{
    enum err error = common_read_seq(data, "credential", out);
    return error ? error : common_read_optional_text(data, "why", BOUND_WHY_CHARS, out);
}

static enum err withdraw_check(const void *state, const struct entry *entry,
                               const struct scene *scene)
{
    const struct credential *one = credential_of(state, entry);
    UNUSED(scene);
    return one && one->state != CREDENTIAL_WITHDRAWN ? ERR_NONE : ERR_NOT_FOUND;
}

static void withdraw_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    UNUSED(scene);
    credentials_end(state, common_get_int(entry->data, "credential"), entry, CREDENTIAL_WITHDRAWN);
}

static enum err lapse_read(const struct json *data, struct writer *out)
{
    enum err error = common_read_seq(data, "credential", out);
    return error ? error : common_read_int(data, "until", 1, INT64_MAX, out);
}

/* One that was renewed meanwhile goes on. */
static enum err lapse_check(const void *state, const struct entry *entry, const struct scene *scene)
{
    const struct credential *one = credential_of(state, entry);
    UNUSED(scene);
    bool over = one && one->state == CREDENTIAL_VALID &&
                one->until_ms == common_get_int(entry->data, "until");
    return over ? ERR_NONE : ERR_NOT_FOUND;
}

static void lapse_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    UNUSED(scene);
    credentials_end(state, common_get_int(entry->data, "credential"), entry, CREDENTIAL_LAPSED);
}

/* Words that were there are empty now, so that they are not those of an earlier entry. */
static void keep_reference(const void *state, const struct entry *entry, struct writer *out)
{
    UNUSED(state);
    if (common_has(entry->data, "reference"))
        writer_text(out, "reference", SLICE(""));
}

/* ---- what follows ----
 */

struct resting {
    struct emitter *emitter;
    const struct credential *one;
    bool rests;
    int64_t cause;
};

static void emit_rest(void *context, struct slice of)
{
    const struct resting *resting = context;
    struct buffer text;
    struct writer writer;
    buffer_init(&text, BOUND_ENTRY_BYTES);
    writer_init(&writer, &text);
    writer_object(&writer, NULL);
    writer_text(&writer, "whom", slice_of(resting->one->person));
    writer_bool(&writer, "rests", resting->rests);
    writer_int(&writer, "cause", resting->cause);
    writer_end(&writer);
    effect_emit(resting->emitter, &(struct effect){.name = "rest",
                                                   .room = of,
                                                   .type = "member.rest",
                                                   .text = buffer_slice(&text)});
    buffer_done(&text);
}

/* Rooms that ask for it, of which the person is a host. */
static void credential_effects(const void *state, const struct entry *entry,
                               const struct scene *scene, struct emitter *emitter)
{
    const struct credentials *credentials = state;
    const struct credential *one = credentials->about;
    if (!one)
        return;
    struct slice person = slice_of(one->person), kind = slice_of(one->kind);
    bool rests = !credentials_hold(credentials, person, kind);
    struct resting resting = {emitter, one, rests, entry->seq};
    gates_hosted(scene->room, &(struct gate_asked){person, kind}, emit_rest, &resting);
}

static bool credential_due(const void *state, enum phase phase, struct due *out)
{
    const struct credential *one = ((const struct credentials *)state)->ending;
    struct writer data;
    UNUSED(phase);
    if (!one)
        return false;
    out->at_ms = one->until_ms;
    out->type = "credential.lapse";
    snprintf(out->op, sizeof out->op, "lapse:%" PRId64 ".%" PRId64, one->seq, one->until_ms);
    if (!out->data)
        return true;
    writer_init(&data, out->data);
    writer_object(&data, NULL);
    writer_int(&data, "credential", one->seq);
    writer_int(&data, "until", one->until_ms);
    writer_end(&data);
    return true;
}

static bool gate_holds(const void *state, struct slice person, struct slice kind)
{
    return credentials_hold(state, person, kind);
}

static const struct gate gate = {
    .holds = gate_holds, .tasks = credential_tasks, .lapses = credential_lapses};

#define BY_ORGANISERS                                                                              \
    .roles = ROLE_ACADEMY_ORGANISER, .phases = PHASE_ANY, .effects = credential_effects

static const struct row rows[] = {
    {
        .name = "credential.give",
        .keep = {KEEP_MEMBERS("person", "kind", "of", "issued", "until"), keep_reference,
                 .house = true, .whose = "person"},
        BY_ORGANISERS,
        .read = give_read,
        .check = give_check,
        .apply = give_apply,
    },
    {
        .name = "credential.renew",
        .keep = {KEEP_MEMBERS("credential", "until"), keep_reference, .house = true},
        BY_ORGANISERS,
        .read = renew_read,
        .check = renew_check,
        .apply = renew_apply,
    },
    {
        .name = "credential.withdraw",
        .keep = {KEEP_MEMBERS("credential"), .house = true},
        BY_ORGANISERS,
        .read = withdraw_read,
        .check = withdraw_check,
        .apply = withdraw_apply,
    },
    {
        .name = "credential.award",
        .keep = {KEEP_MEMBERS("person", "kind", "of", "issued"), .house = true, .whose = "person"},
        .roles = ROLE_SYSTEM,
        .phases = PHASE_ANY,
        .effects = credential_effects,
        .read = award_read,
        .check = award_check,
        .apply = give_apply,
    },
    {
        .name = "credential.recall",
        .keep = {keep_all},
        .roles = ROLE_SYSTEM,
        .phases = PHASE_ANY,
        .effects = credential_effects,
        .read = recall_read,
        .check = recall_check,
        .apply = recall_apply,
    },
    {
        .name = "credential.lapse",
        .keep = {keep_all},
        .roles = ROLE_SYSTEM,
        .phases = PHASE_ANY,
        .effects = credential_effects,
        .read = lapse_read,
        .check = lapse_check,
        .apply = lapse_apply,
    },
};

static const struct query queries[] = {
    {.name = "credential.list", .roles = ROLE_ACADEMY_ALL, .answer = credential_list},
    {.name = "credential.get", .roles = ROLE_ACADEMY_ALL, .answer = credential_get},
    {.name = "credential.verify", .roles = ROLE_SYSTEM, .answer = credential_verify},
};

const struct feature credential_feature = {
    .name = "credential",
    .rows = rows,
    .rows_count = sizeof rows / sizeof rows[0],
    .queries = queries,
    .queries_count = sizeof queries / sizeof queries[0],
    .state_new = credentials_new,
    .state_free = credentials_free,
    .forget = credentials_forget,
    .due = credential_due,
    .knows = {.gate = &gate, .news = &credential_news},
};
