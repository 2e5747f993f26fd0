/* SPDX-License-Identifier: Apache-2.0
 * A page is a run of the messages that are known; what is not known was never shown, or deleted. */
#include "features/chat_history.h"

#include "base/bounds.h"
#include "core/room.h"
#include "features/chat_mention.h"
#include "features/chat_state.h"
#include "features/common_get.h"

/* What is asked for. */
struct page_asked {
    int64_t before, after; /* 0: not said; at most one of them is */
    int64_t limit;
};

/* An optional number from 1 to `max`. */
static bool number_read(const struct json *data, const char *key, int64_t max, int64_t *out)
{
    if (!common_has(data, key))
        return true;
    return json_get_int(data, key, out) && *out >= 1 && *out <= max;
}

static enum err asked_read(const struct json *data, struct page_asked *asked)
{
    *asked = (struct page_asked){.limit = BOUND_CHAT_PAGE};
    bool right = number_read(data, "before", INT64_MAX, &asked->before) &&
                 number_read(data, "after", INT64_MAX, &asked->after) &&
                 number_read(data, "limit", BOUND_CHAT_PAGE, &asked->limit);
    return right && !(asked->before && asked->after) ? ERR_NONE : ERR_BAD_REQUEST;
}

/* Messages in rising seq, and whether there are more in the direction that was asked for. */
struct page {
    const struct known *messages[BOUND_CHAT_PAGE];
    size_t count;
    bool more;
};

static void page_after(const struct knowns *knowns, const struct page_asked *asked,
                       struct page *page)
{
    size_t place = known_older(knowns, asked->after);
    place += known_find(knowns, asked->after) != NULL;
    for (; place < known_count(knowns) && page->count < (size_t)asked->limit; place++)
        page->messages[page->count++] = known_at(knowns, place);
    page->more = place < known_count(knowns);
}

/* Without a seq: before those of the view, whichever these are. One that was approved late stands
 * there beside much younger ones. */
static void page_before(const struct chat *chat, const struct page_asked *asked, struct page *page)
{
    const struct knowns *knowns = chat->known;
    size_t place = asked->before ? known_older(knowns, asked->before) : known_count(knowns);
    while (place > 0 && page->count < (size_t)asked->limit) {
        const struct known *known = known_at(knowns, --place);
        if (asked->before || !chat_find(chat, known->seq))
            page->messages[page->count++] = known;
    }
    page->more = place > 0;
    for (size_t i = 0; i < page->count / 2; i++) {
        const struct known *first = page->messages[i];
        page->messages[i] = page->messages[page->count - 1 - i];
        page->messages[page->count - 1 - i] = first;
    }
}

static enum err page_find(const struct chat *chat, const struct json *data, struct page *page,
                          int64_t *next)
{
    struct page_asked asked;
    enum err error = asked_read(data, &asked);
    page->count = 0;
    if (error)
        return error;
    if (asked.after)
        page_after(chat->known, &asked, page);
    else
        page_before(chat, &asked, page);
    *next = 0;
    if (page->more && page->count > 0)
        *next = page->messages[asked.after ? page->count - 1 : 0]->seq;
    return ERR_NONE;
}

static bool may_see(const struct scene *scene)
{
    return scene->role == ROLE_SYSTEM ||
           rings_meet(room_rings(scene->room, scene->person), RINGS_INSIDE);
}

size_t chat_history_needs(const void *state, const struct json *data, const struct scene *scene,
                          int64_t *seqs, size_t max)
{
    struct page page;
    int64_t next;
    size_t count = 0;
    if (!may_see(scene) || page_find(state, data, &page, &next))
        return 0;
    for (; count < page.count && count < max; count++)
        seqs[count] = page.messages[count]->body;
    return count;
}

/* As it stands in the view. */
static void message_write(const struct known *known, const struct entry *entry, struct writer *out)
{
    struct slice text = common_get_text(entry->data, "text");
    writer_object_seq(out, known->seq);
    writer_text(out, "by", entry->by);
    if (entry->name.len > 0)
        writer_text(out, "name", entry->name);
    writer_int(out, "at", known->at_ms);
    common_write_text(out, text, common_get_dir(entry->data, text));
    char *mentions = chat_mention_copy(entry);
    chat_mention_write(mentions, out);
    common_wipe(&mentions);
    if (known->reply)
        writer_int(out, "reply", known->reply);
    if (known->body != known->seq) {
        writer_int(out, "edited", entry->at_ms);
        writer_int(out, "version", known->body);
    }
    writer_end(out);
}

/* What came into the page after it was read is not in it: its event tells of it. */
enum err chat_history_answer(const void *state, const struct json *data, const struct scene *scene,
                             struct writer *out)
{
    struct page page;
    int64_t next;
    if (!may_see(scene))
        return ERR_PERMISSION_DENIED;
    enum err error = page_find(state, data, &page, &next);
    if (error)
        return error;
    writer_object(out, "messages");
    for (size_t i = 0; scene->bodies && i < page.count; i++) {
        const struct known *known = page.messages[i];
        const struct entry *entry = scene->bodies->find(scene->bodies->context, known->body);
        if (entry)
            message_write(known, entry, out);
    }
    writer_end(out);
    if (next)
        writer_int(out, "next", next);
    return ERR_NONE;
}
