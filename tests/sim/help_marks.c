/* SPDX-License-Identifier: Apache-2.0
 * See help_marks.h. Bookmarks have small numbers: any of them may be somebody's. */
#include "sim/help_marks.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>

#include <cmocka.h>

#include "base/bounds.h"
#include "sim/help_cards.h"
#include "sim/help_pages.h"

enum { SEQS = 40, REMIND_MS = 60000 };

static void set(struct world *world, unsigned person)
{
    char remind[48] = "", note[32] = "";
    long long thread = pages_any(world, &world->threads), post = pages_any(world, &world->posts);
    if (dice_below(&world->dice, 2))
        snprintf(remind, sizeof remind, ",\"remind\":%lld",
                 (long long)loop_now_ms(world->loop) + dice_below(&world->dice, REMIND_MS));
    if (dice_below(&world->dice, 2))
        snprintf(note, sizeof note, ",\"note\":\"noted %u\"", world->ops);
    if (dice_below(&world->dice, 6) == 0)
        world_act(world, person, "bookmark.set", "\"of\":\"webinar:w1\",\"second\":%u%s%s",
                  dice_below(&world->dice, 100), remind, note);
    else
        world_act(world, person, "bookmark.set",
                  "\"of\":\"course:c1\",\"thing\":%lld,\"post\":%lld%s%s", thread, post, remind,
                  note);
}

static void list(struct world *world, unsigned person)
{
    struct buffer answer;
    char text[96];
    snprintf(text, sizeof text, "{\"room\":\"inbox:me\",\"show\":\"%s\",\"limit\":%u}",
             dice_below(&world->dice, 3) ? "open" : "done",
             1 + dice_below(&world->dice, BOUND_BOOKMARKS_PAGE));
    buffer_init(&answer, BOUND_VIEW_BYTES);
    pages_ask(world, person, "bookmark.list", text, &answer);
    cards_expect(world, person, &answer);
    buffer_done(&answer);
}

static void expect_on_time(struct world *world, unsigned person)
{
    struct buffer answer;
    struct json *json = NULL;
    buffer_init(&answer, BOUND_VIEW_BYTES);
    pages_ask(world, person, "inbox.news", "{\"room\":\"inbox:me\"}", &answer);
    cards_expect(world, person, &answer);
    if (answer.len > 0 && json_parse_large(buffer_slice(&answer), &json) == ERR_NONE) {
        const struct json *at = json_first(json_get(json, "news"));
        for (; at; at = json_next(at)) {
            struct slice kind = {NULL, 0};
            int64_t at_ms = 0;
            (void)json_get_text(at, "kind", &kind);
            (void)json_get_int(at, "at", &at_ms);
            if (slice_is(kind, "bookmark"))
                assert_true(at_ms <= loop_now_ms(world->loop));
        }
    }
    json_free(&json);
    buffer_done(&answer);
}

void marks_step(struct world *world)
{
    static const char *const marks[] = {"heard", "done", "open"};
    unsigned person = world_anybody(world), seq = 1 + dice_below(&world->dice, SEQS);
    switch (dice_below(&world->dice, 8)) {
    case 0:
        world_act(world, person, "bookmark.remove", "\"bookmark\":%u", seq);
        break;
    case 1:
    case 2:
        world_act(world, person, "bookmark.mark", "\"bookmark\":%u,\"as\":\"%s\"", seq,
                  marks[dice_below(&world->dice, 3)]);
        break;
    case 3:
        list(world, person);
        break;
    case 4:
        expect_on_time(world, person);
        break;
    default:
        set(world, person);
    }
}
