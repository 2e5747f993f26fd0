/* SPDX-License-Identifier: Apache-2.0
 * Pages of what has left the views. */
#include "sim/help_pages.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

struct page {
    bool done;
    struct buffer *json;
};

static void take_page(void *context, const struct hub_answer *answer)
{
    struct page *page = context;
    page->done = true;
    assert_true(!answer->error || answer->error == ERR_TOO_MANY_REQUESTS ||
                answer->error == ERR_PERMISSION_DENIED || answer->error == ERR_NOT_WAITING ||
                answer->error == ERR_NOT_AVAILABLE || answer->error == ERR_NOT_FOUND ||
                answer->error == ERR_FORUM_DELETED || answer->error == ERR_JOURNAL_AWAY);
    if (!answer->error)
        buffer_add(page->json, answer->json);
}

int64_t pages_any(struct world *world, const struct known *known)
{
    unsigned have = known->count < KNOWN_MAX ? known->count : KNOWN_MAX;
    return have ? known->seq[dice_below(&world->dice, have)] : 1;
}

void pages_ask(struct world *world, unsigned person, const char *query, const char *text,
               struct buffer *out)
{
    struct json *data = NULL;
    const char *by = world_people[person];
    const struct actor actor = {.id = slice_of(by), .name = slice_of(by)};
    struct page page = {.json = out};
    assert_int_equal(json_parse(slice_of(text), &data), ERR_NONE);
    hub_command(world->hubs[dice_below(&world->dice, world->instances)], &actor, slice_of(query),
                data, take_page, &page);
    for (int turn = 0; !page.done && turn < 100; turn++)
        loop_pass(world->loop, 0);
    assert_true(page.done);
    json_free(&data);
}

static void ask(struct world *world, const char *query, const char *text, struct buffer *out)
{
    buffer_init(out, BOUND_VIEW_BYTES);
    pages_ask(world, dice_below(&world->dice, PEOPLE), query, text, out);
}

/* What was deleted is in a page until the instance that is asked has heard of it. */
void pages_chat(struct world *world)
{
    struct buffer page;
    char text[96];
    snprintf(text, sizeof text, "{\"room\":\"webinar:w1\",\"before\":%lld,\"limit\":%u}",
             (long long)pages_any(world, &world->messages) + 1, 1 + dice_below(&world->dice, 100));
    ask(world, "chat.history", text, &page);
    for (unsigned i = 0; page.len > 0 && i < SECRETS_MAX; i++) {
        const struct secret *secret = &world->secrets[i];
        bool seen =
            *secret->word && memmem(page.bytes, page.len, secret->word, strlen(secret->word));
        bool open =
            secret->open || (secret->shows_ms && loop_now_ms(world->loop) >= secret->shows_ms);
        if (seen && (!open || (secret->gone && world->instances == 1)))
            caught(CAUGHT_PAGE, "%s is in a page of history", secret->word);
        world->read_back += seen;
    }
    buffer_done(&page);
}

void pages_thread(struct world *world)
{
    struct buffer page;
    struct json *json = NULL;
    char text[96];
    snprintf(text, sizeof text, "{\"room\":\"course:c1\",\"thread\":%lld,\"limit\":%u}",
             (long long)pages_any(world, &world->threads), 1 + dice_below(&world->dice, 50));
    ask(world, "forum.posts", text, &page);
    if (page.len > 0)
        assert_int_equal(json_parse_large(buffer_slice(&page), &json), ERR_NONE);
    const struct json *post = json_first(json_get(json, "posts"));
    for (; post; post = json_next(post))
        assert_true(json_get(post, "text") || json_get(post, "deleted"));
    json_free(&json);
    buffer_done(&page);
}
