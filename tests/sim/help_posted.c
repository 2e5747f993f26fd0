/* SPDX-License-Identifier: Apache-2.0
 * Two doors are held against each other: what file.get gives, and which post forum.posts shows. */
#include "sim/help_posted.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "core/veil.h"
#include "sim/help_caught.h"
#include "sim/help_pages.h"

/* ---- acts --------------------------------------------------------------------------------------
 */

static struct posted_file *any(struct world *world)
{
    struct posted_played *played = &world->posted;
    unsigned have = played->count < POSTED_MAX ? played->count : POSTED_MAX;
    struct posted_file *file = have ? &played->list[dice_below(&world->dice, have)] : NULL;
    return file && file->file ? file : NULL;
}

/* Of one kind or another. */
static int64_t some_thread(struct world *world, unsigned kind)
{
    const struct cohort_thread *of =
        &world->cohorts.threads[dice_below(&world->dice, COHORT_THREADS_MAX)];
    switch (kind) {
    case 0:
        return world->firsts.thread;
    case 1:
        return of->seq;
    case 2:
        return world->nameless.threads[dice_below(&world->dice, 2)];
    default:
        return pages_any(world, &world->threads);
    }
}

static struct posted_file *upload(struct world *world, unsigned author, bool nameless)
{
    struct posted_played *played = &world->posted;
    struct posted_file *file = &played->list[played->count++ % POSTED_MAX];
    char mask[40] = "";
    *file = (struct posted_file){.author = author, .nameless = nameless};
    snprintf(file->blob, sizeof file->blob, "canaryblob%ux", played->count);
    if (nameless)
        snprintf(mask, sizeof mask, ",\"mask\":\"mask%012u\"", played->count);
    int64_t seq = world_act(world, author, "file.add",
                            "\"blob\":\"%s\",\"bytes\":%u,\"type\":\"png\",\"name\":\"file.png\","
                            "\"for\":\"post\"%s",
                            file->blob, 1 + dice_below(&world->dice, 1u << 16), mask);
    file->file = seq > 0 ? seq : 0;
    return seq > 0 ? file : NULL;
}

static void write_one(struct world *world, unsigned kind)
{
    struct posted_played *played = &world->posted;
    bool nameless = kind == 2;
    unsigned author = nameless
                          ? WORLD_FIRST_PLAIN + dice_below(&world->dice, PEOPLE - WORLD_FIRST_PLAIN)
                          : world_anybody(world);
    int64_t thread = some_thread(world, kind);
    struct posted_file *file = thread ? upload(world, author, nameless) : NULL;
    if (!file || dice_below(&world->dice, 8) == 0)
        return;
    int64_t seq = world_act(world, author, "forum.post",
                            "\"thread\":%lld,\"text\":\"![x](file:%lld)\",\"files\":[%lld]%s",
                            (long long)thread, (long long)file->file, (long long)file->file,
                            nameless ? ",\"anonymous\":true" : "");
    file->post = seq > 0 ? seq : 0;
    file->thread = thread;
    played->seen.held += seq > 0;
    played->seen.nameless += seq > 0 && nameless;
}

/* By whoever it is: mostly who wrote it, or who may remove it. */
static void touch(struct world *world)
{
    static const char *const acts[] = {"forum.delete", "forum.restore"};
    const struct posted_file *file = any(world);
    unsigned person = dice_below(&world->dice, 2) ? WORLD_HOST : world_anybody(world);
    if (!file || !file->post)
        return;
    switch (dice_below(&world->dice, 4)) {
    case 0:
        world_act(world, file->author, "forum.edit",
                  "\"post\":%lld,\"version\":%lld,\"text\":\"y\",\"files\":[%s]",
                  (long long)file->post, (long long)file->post, "");
        break;
    case 1:
        world_act(world, person, "file.remove", "\"file\":%lld", (long long)file->file);
        break;
    default:
        world_act(world, person, acts[dice_below(&world->dice, 2)], "\"post\":%lld",
                  (long long)file->post);
    }
}

void posted_step(struct world *world)
{
    if (dice_below(&world->dice, 3) == 0)
        touch(world);
    else
        write_one(world, dice_below(&world->dice, 4));
}

void posted_run(struct world *world)
{
    for (unsigned turn = 0; turn < 12; turn++)
        write_one(world, turn % 4);
    for (int turn = 0; turn < 4; turn++)
        touch(world);
}

/* ---- what is looked for ------------------------------------------------------------------------
 */

static bool answer_says(struct world *world, unsigned person, const char *query, const char *text,
                        const char *what)
{
    struct buffer page;
    buffer_init(&page, BOUND_VIEW_BYTES);
    pages_ask(world, person, query, text, &page);
    bool says = page.len > 0 && memmem(page.bytes, page.len, what, strlen(what));
    buffer_done(&page);
    return says;
}

/* Where the post stands by now; 0: they are not told. */
static int64_t place_of(struct world *world, unsigned person, int64_t post)
{
    struct buffer page;
    struct json *json = NULL;
    int64_t thread = 0;
    char text[96];
    buffer_init(&page, BOUND_VIEW_BYTES);
    snprintf(text, sizeof text, "{\"room\":\"course:c1\",\"post\":%lld}", (long long)post);
    pages_ask(world, person, "forum.place", text, &page);
    if (page.len > 0 && json_parse(buffer_slice(&page), &json) == ERR_NONE)
        (void)json_get_int(json, "thread", &thread);
    json_free(&json);
    buffer_done(&page);
    return thread;
}

static bool is_shown(struct world *world, unsigned person, const struct posted_file *file,
                     const char *what)
{
    int64_t thread = place_of(world, person, file->post);
    char text[128];
    if (!thread)
        return false;
    snprintf(text, sizeof text,
             "{\"room\":\"course:c1\",\"thread\":%lld,\"around\":%lld,\"limit\":50}",
             (long long)thread, (long long)file->post);
    return answer_says(world, person, "forum.posts", text, what);
}

/* What it was that they have. */
static enum caught kind_of(struct world *world, const struct posted_file *file)
{
    char what[48];
    snprintf(what, sizeof what, "\"file\":%lld,", (long long)file->file);
    if (!file->post || !is_shown(world, WORLD_HOST, file, what))
        return CAUGHT_GONE;
    if (file->thread == world->firsts.thread)
        return CAUGHT_FIRST;
    for (unsigned i = 0; i < COHORT_THREADS_MAX; i++)
        if (world->cohorts.threads[i].seq == file->thread && world->cohorts.threads[i].cohort)
            return CAUGHT_COHORT;
    return CAUGHT_TOPIC;
}

static void expect_person(struct world *world, unsigned person, const struct posted_file *file,
                          struct posted_seen *seen)
{
    char text[96], what[48];
    snprintf(text, sizeof text, "{\"room\":\"course:c1\",\"file\":%lld}", (long long)file->file);
    snprintf(what, sizeof what, "\"file\":%lld,", (long long)file->file);
    bool given = answer_says(world, person, "file.get", text, file->blob);
    bool shown = file->post && is_shown(world, person, file, what);
    if (given && !shown && person != file->author)
        caught(kind_of(world, file), "%s has file %lld of post %lld, which they are not shown",
               world_people[person], (long long)file->file, (long long)file->post);
    if (shown && !given && !caught_counts())
        fail_msg("%s is shown file %lld, and has it not", world_people[person],
                 (long long)file->file);
    seen->shown += given && shown;
    seen->kept += !given && !shown;
}

static void read_done(void *context, enum err error, struct entry **entries, size_t count)
{
    const struct posted_file *file = context;
    const char *id = world_people[file->author];
    assert_int_equal(error, ERR_NONE);
    for (size_t i = 0; i < count; i++) {
        struct slice by = entries[i]->by, text = entries[i]->text;
        bool named = slice_is(by, id) ||
                     (veil_hides(by) && slice_is((struct slice){by.at + 1, by.len - 1}, id)) ||
                     memmem(text.at, text.len, id, strlen(id));
        if (named)
            caught(CAUGHT_AUTHOR, "the entry of file %lld says that it is of %s",
                   (long long)file->file, id);
    }
}

void posted_expect(struct world *world, struct posted_seen *seen)
{
    for (unsigned i = 0; i < POSTED_MAX; i++) {
        struct posted_file *file = &world->posted.list[i];
        if (!file->file)
            continue;
        expect_person(world, dice_below(&world->dice, PEOPLE), file, seen);
        expect_person(world, WORLD_HOST, file, seen);
        if (!file->nameless)
            continue;
        journal_read_seqs(world->journal, SLICE("course:c1"), &file->file, 1, read_done, file);
        for (int turn = 0; turn < 4; turn++)
            loop_pass(world->loop, 0);
    }
    seen->held += world->posted.seen.held;
    seen->nameless += world->posted.seen.nameless;
}
