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
    struct buffer json;
};

static void take_page(void *context, const struct hub_answer *answer)
{
    struct page *page = context;
    page->done = true;
    assert_true(!answer->error || answer->error == ERR_TOO_MANY_REQUESTS);
    if (!answer->error)
        buffer_add(&page->json, answer->json);
}

/* What was deleted is in a page until the instance that is asked has heard of it. */
void pages_chat(struct world *world, const char *by, int64_t before)
{
    struct page page = {0};
    struct json *data = NULL;
    const struct actor actor = {.id = slice_of(by), .name = slice_of(by)};
    char text[96];
    snprintf(text, sizeof text, "{\"room\":\"webinar:w1\",\"before\":%lld,\"limit\":%u}",
             (long long)before, 1 + dice_below(&world->dice, 100));
    assert_int_equal(json_parse(slice_of(text), &data), ERR_NONE);
    buffer_init(&page.json, BOUND_VIEW_BYTES);
    hub_command(world->hubs[dice_below(&world->dice, world->instances)], &actor,
                SLICE("chat.history"), data, take_page, &page);
    for (int turn = 0; !page.done && turn < 100; turn++)
        loop_pass(world->loop, 0);
    assert_true(page.done);
    for (unsigned i = 0; page.json.len > 0 && i < SECRETS_MAX; i++) {
        const struct secret *secret = &world->secrets[i];
        bool seen = *secret->word &&
                    memmem(page.json.bytes, page.json.len, secret->word, strlen(secret->word));
        if (seen && (!secret->open || (secret->gone && world->instances == 1)))
            fail_msg("%s is in a page of history", secret->word);
        world->read_back += seen;
    }
    json_free(&data);
    buffer_done(&page.json);
}
