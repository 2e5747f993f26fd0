/* SPDX-License-Identifier: Apache-2.0
 * Messages by their seqs, whose words stand in the journal. */
#include "features/direct_history.h"

#include "base/bounds.h"
#include "core/room.h"
#include "features/common_ask.h"
#include "features/common_author.h"
#include "features/common_get.h"
#include "features/direct_state.h"
#include "features/direct_view.h"

/* A run of messages of one conversation. */
struct page {
    const struct talk *talk;
    size_t from, upto; /* places; `upto` is behind the last */
};

static bool is_staff(const struct scene *scene)
{
    return scene->role == ROLE_SYSTEM || rings_of_staff(room_rings(scene->room, scene->person));
}

/* The conversation that is asked for, which may have begun or not: of oneself with the team, of
 * somebody else with it, for staff, or with somebody else. */
static enum err talk_find(const struct direct *direct, const struct json *data,
                          const struct scene *scene, const struct talk **talk)
{
    struct slice whom = {NULL, 0}, team = {NULL, 0};
    bool pair = common_get_bool(data, "pair");
    enum err error = common_ask_text(data, "whom", &whom);
    if (error || (pair && !whom.at))
        return ERR_BAD_REQUEST;
    if (whom.at && !text_is_id(whom))
        return ERR_BAD_REQUEST;
    if (whom.at && !pair && !is_staff(scene) && !slice_equal(whom, scene->person))
        return ERR_PERMISSION_DENIED;
    if (pair)
        *talk = direct_talk(direct, scene->person, whom);
    else
        *talk = direct_talk(direct, whom.at ? whom : scene->person, team);
    return ERR_NONE;
}

static enum err page_find(const struct direct *direct, const struct json *data,
                          const struct scene *scene, struct page *page)
{
    int64_t before = INT64_MAX, limit = BOUND_DIRECT_PAGE;
    *page = (struct page){0};
    enum err error = talk_find(direct, data, scene, &page->talk);
    if (!error)
        error = common_ask_limit(data, "before", INT64_MAX, &before);
    if (!error)
        error = common_ask_limit(data, "limit", BOUND_DIRECT_PAGE, &limit);
    if (error || !page->talk)
        return error;
    page->upto = page->talk->count;
    while (page->upto > 0 && page->talk->messages[page->upto - 1].seq >= before)
        page->upto--;
    page->from = page->upto > (size_t)limit ? page->upto - (size_t)limit : 0;
    return ERR_NONE;
}

size_t direct_history_needs(const void *state, const struct json *data, const struct scene *scene,
                            int64_t *seqs, size_t max)
{
    struct page page;
    size_t count = 0;
    if (page_find(state, data, scene, &page))
        return 0;
    for (size_t i = page.from; i < page.upto && count < max; i++)
        seqs[count++] = page.talk->messages[i].seq;
    return count;
}

static void message_write(const struct entry *entry, struct writer *out)
{
    struct slice text = common_get_text(entry->data, "text");
    writer_text(out, "by", entry->by);
    if (entry->name.len > 0)
        writer_text(out, "name", entry->name);
    writer_int(out, "at", entry->at_ms);
    common_write_text(out, text, common_get_dir(entry->data, text));
}

/* What came after it was read is not in it: its event tells of it. */
enum err direct_history_answer(const void *state, const struct json *data,
                               const struct scene *scene, struct writer *out)
{
    struct page page;
    enum err error = page_find(state, data, scene, &page);
    if (error)
        return error;
    writer_object(out, "messages");
    for (size_t i = page.from; scene->bodies && i < page.upto; i++) {
        int64_t seq = page.talk->messages[i].seq;
        const struct entry *entry = scene->bodies->find(scene->bodies->context, seq);
        if (!entry)
            continue;
        writer_object_seq(out, seq);
        message_write(entry, out);
        writer_end(out);
    }
    writer_end(out);
    if (page.talk)
        writer_int(out, "changed", page.talk->changed);
    if (page.from > 0)
        writer_int(out, "next", page.talk->messages[page.from].seq);
    return ERR_NONE;
}

/* The conversation with the team that was changed last, before that seq; NULL: none. */
static const struct talk *talk_before(const struct direct *direct, int64_t before)
{
    struct map_at at = {0};
    const struct talk *found = NULL;
    while (map_next(direct->talks, &at)) {
        const struct talk *talk = at.value;
        if (!talk->people[1] && talk->changed < before &&
            (!found || talk->changed > found->changed))
            found = talk;
    }
    return found;
}

enum err direct_talks_answer(const void *state, const struct json *data, const struct scene *scene,
                             struct writer *out)
{
    int64_t before = INT64_MAX, limit = BOUND_DIRECT_PAGE;
    const struct talk *talk = NULL;
    enum err error = common_ask_limit(data, "before", INT64_MAX, &before);
    if (!error)
        error = common_ask_limit(data, "limit", BOUND_DIRECT_PAGE, &limit);
    if (error)
        return error;
    if (!is_staff(scene))
        return ERR_PERMISSION_DENIED;
    writer_array(out, "talks");
    for (; limit > 0 && (talk = talk_before(state, before)); limit--) {
        writer_object(out, NULL);
        writer_text(out, "person", slice_of(talk->people[0]));
        direct_write_talk(talk, 1, false, out);
        writer_end(out);
        before = talk->changed;
    }
    writer_end(out);
    if (talk && talk_before(state, before))
        writer_int(out, "next", before);
    return ERR_NONE;
}

/* Of those that were reported, and that stand. */
static const struct direct_message *reported_find(const struct direct *direct,
                                                  const struct json *data, struct talk **talk)
{
    int64_t seq = 0;
    (void)json_get_int(data, "message", &seq);
    const struct direct_message *message = direct_find(direct, seq, talk);
    return message && message->reported ? message : NULL;
}

size_t direct_reported_needs(const void *state, const struct json *data, const struct scene *scene,
                             int64_t *seqs, size_t max)
{
    struct talk *talk;
    const struct direct_message *message = reported_find(state, data, &talk);
    if (!message || !is_staff(scene) || max == 0)
        return 0;
    seqs[0] = message->seq;
    return 1;
}

enum err direct_reported_answer(const void *state, const struct json *data,
                                const struct scene *scene, struct writer *out)
{
    struct talk *talk;
    const struct direct_message *message = reported_find(state, data, &talk);
    const struct entry *entry = NULL;
    if (!is_staff(scene))
        return ERR_PERMISSION_DENIED;
    if (message && scene->bodies)
        entry = scene->bodies->find(scene->bodies->context, message->seq);
    if (!message)
        return ERR_NOT_FOUND;
    if (entry)
        message_write(entry, out);
    return ERR_NONE;
}
