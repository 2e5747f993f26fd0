/* SPDX-License-Identifier: Apache-2.0
 * server/features/directory_index.c, and how fast and large an academy of 17,000 people is */
#include "core/room_query.h"
#include "features/directory_index.h"

#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "help_room.h"

enum { SOME = 3000, ALL = 17000 };

static void names_make(struct profile *people, char (*texts)[2][40], int count)
{
    static const char *const words[] = {"host",  "helper", "post",  "pa",
                                        "chair", "de la",  "north", "ó"};
    srandom(7);
    for (int i = 0; i < count; i++) {
        snprintf(texts[i][0], sizeof texts[i][0], "%s %s-%s %d", words[random() % 8],
                 words[random() % 8], words[random() % 8], (int)(random() % 50));
        snprintf(texts[i][1], sizeof texts[i][1], "p%d", i);
        people[i].folded = texts[i][0];
        people[i].id = texts[i][1];
    }
}

static int naive(const struct profile *people, const bool *there, const char *prefix)
{
    int found = 0;
    for (int i = 0; i < SOME; i++) {
        const char *at = people[i].folded;
        while (at && strncmp(at, prefix, strlen(prefix)) != 0)
            at = strpbrk(at, " -") ? strpbrk(at, " -") + 1 : NULL;
        found += there[i] && at;
    }
    return found;
}

/* By pages of seven, so that every page begins behind somebody. */
static int walked(const struct directory_index *index, const char *prefix)
{
    struct directory_walk walk;
    const struct profile *last = NULL, *one;
    int found = 0;
    do {
        directory_walk_start(&walk, index, slice_of(prefix), last);
        int page = 0;
        while (page < 7 && (one = directory_walk_next(&walk))) {
            last = one;
            page++;
            found++;
        }
    } while (one);
    return found;
}

static void every_word_finds_everybody_once(void **state)
{
    static struct profile people[SOME];
    static char texts[SOME][2][40];
    static bool there[SOME];
    static const char *const prefixes[] = {"",   "h",          "p", "host", "de la",
                                           "la", "north post", "1", "x"};
    struct directory_index *index = directory_index_new();
    names_make(people, texts, SOME);
    for (int step = 0; step < 6 * SOME; step++) {
        int i = (int)(random() % SOME);
        if (there[i])
            directory_index_take(index, &people[i]);
        else
            directory_index_add(index, &people[i]);
        there[i] = !there[i];
        if (step % 1500 != 0)
            continue;
        for (size_t p = 0; p < sizeof prefixes / sizeof prefixes[0]; p++)
            assert_int_equal(walked(index, prefixes[p]), naive(people, there, prefixes[p]));
    }
    for (int i = 0; i < SOME; i++)
        if (there[i])
            directory_index_take(index, &people[i]);
    assert_int_equal(directory_index_count(index), 0);
    assert_int_equal(walked(index, ""), 0);
    directory_index_free(&index);
}

static double now_ms(void)
{
    struct timespec time;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return (double)time.tv_sec * 1e3 + (double)time.tv_nsec / 1e6;
}

static struct entry *person_entry(int i)
{
    static const char *const given[] = {"Helper", "North", "Président",
                                        "Chair",  "مشارك", "Co-Host"};
    static const char *const countries[] = {"FR", "TN", "KE", "BR", "JP"};
    char data[300];
    int len = snprintf(data, sizeof data,
                       "{\"person\":\"u%d\",\"name\":\"%s Participant %d\",\"country\":\"%s\","
                       "\"languages\":[\"fr\",\"en\"],\"mail\":\"participant.%d@police.example\"}",
                       i, given[i % 6], i, countries[i % 5], i);
    return entry_new(&(struct entry){.seq = i,
                                     .at_ms = HELP_START_MS,
                                     .room = SLICE("academy:main"),
                                     .type = SLICE("person.add"),
                                     .by = ENTRY_SYSTEM,
                                     .op = SLICE("op"),
                                     .text = {data, (size_t)len}});
}

static double ask_ms(const struct room *room, const char *data)
{
    enum { TIMES = 50 };
    struct json *json = NULL;
    struct buffer out;
    assert_int_equal(json_parse(slice_of(data), &json), ERR_NONE);
    const struct room_question question = {
        .name = SLICE("person.list"), .person = ENTRY_SYSTEM, .data = json};
    double start_ms = now_ms();
    for (int i = 0; i < TIMES; i++) {
        buffer_init(&out, BOUND_VIEW_BYTES);
        assert_int_equal(room_query(room, &question, NULL, &out), ERR_NONE);
        buffer_done(&out);
    }
    json_free(&json);
    return (now_ms() - start_ms) / TIMES;
}

/* Sanitizers take their own time and memory: there only that it works is looked at. */
static bool measures(void)
{
#if defined(__SANITIZE_ADDRESS__)
    return false;
#else
    return true;
#endif
}

static void an_academy_of_17000_wakes_within_a_second_in_16_megabytes(void **state)
{
    struct room *room = room_new(SLICE("academy:main"), help_kinds());
    size_t before = mallinfo2().uordblks;
    double start_ms = now_ms();
    for (int i = 1; i <= ALL; i++) {
        struct entry *entry = person_entry(i);
        assert_int_equal(room_apply(room, entry), ERR_NONE);
        entry_unref(&entry);
    }
    double fold_ms = now_ms() - start_ms;
    double megabytes = (double)(mallinfo2().uordblks - before) / 1e6;
    double prefix_ms = ask_ms(room, "{\"prefix\":\"participant 12\",\"limit\":100}");
    double country_ms = ask_ms(room, "{\"country\":\"TN\",\"prefix\":\"north\",\"limit\":100}");
    double mail_ms = ask_ms(room, "{\"mail\":\"participant16000@police.example\"}");
    printf("folded in %.0f ms, %.1f MB; a page %.2f ms, of a country %.2f ms, by mail %.2f ms\n",
           fold_ms, megabytes, prefix_ms, country_ms, mail_ms);
    if (measures()) {
        assert_true(fold_ms < 1000);
        assert_true(megabytes < 16);
        assert_true(prefix_ms < 1 && country_ms < 1 && mail_ms < 1);
    }
    room_free(&room);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_word_finds_everybody_once),
        cmocka_unit_test(an_academy_of_17000_wakes_within_a_second_in_16_megabytes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
