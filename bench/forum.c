/* SPDX-License-Identifier: Apache-2.0
 *
 * What the forum of a large course holds in memory, what folding it costs, how large the list of
 * its threads is, and how long a moderator's merge of two threads of 150 posts takes: entries are
 * parsed and applied as when the course wakes, and nothing else happens in the process.
 *
 *     forum [THREADS [POSTS]]    (5,000 and 50,000, of 200 people)
 */
#include "core/room.h"
#include "core/room_view.h"
#include "features/features.h"

#include <inttypes.h>
#include <malloc.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { THREADS = 5000, POSTS = 50000, PEOPLE = 200, DATA_BYTES = 512, LONG = 150 };

static struct room *room;
static int64_t seq;

static double cpu_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

/* The next entry, of that person; 0: of the server. Its seq. */
static int64_t entry(int64_t by, const char *type, const char *format, ...)
{
    char data[DATA_BYTES], op[40], id[32] = "system", name[48] = "";
    va_list values;
    va_start(values, format);
    int len = vsnprintf(data, sizeof data, format, values);
    va_end(values);
    snprintf(op, sizeof op, "op%" PRId64, ++seq);
    if (by) {
        snprintf(id, sizeof id, "member%" PRId64, by);
        snprintf(name, sizeof name, "Participant %" PRId64, by);
    }
    struct entry *made = entry_new(&(struct entry){.seq = seq,
                                                   .at_ms = INT64_C(1700000000000) + seq * 1000,
                                                   .room = SLICE("course:c1"),
                                                   .type = slice_of(type),
                                                   .by = slice_of(id),
                                                   .name = slice_of(name),
                                                   .op = slice_of(op),
                                                   .text = {data, (size_t)len}});
    enum err error = made ? room_apply(room, made) : ERR_BAD_REQUEST;
    entry_unref(&made);
    if (error) {
        fprintf(stderr, "%s: refused with %d: %s\n", type, (int)error, data);
        exit(1);
    }
    return seq;
}

static void open_course(void)
{
    entry(0, "stage.create", "{\"title\":{\"en\":\"Large\"}}");
    entry(0, "member.set", "{\"whom\":\"member1\",\"role\":\"host\"}");
    for (int64_t person = 2; person <= PEOPLE; person++)
        entry(0, "member.set", "{\"whom\":\"member%" PRId64 "\",\"role\":\"participant\"}", person);
}

/* The host opens what no share of one person holds. */
static int64_t thread(int64_t number)
{
    return entry(1, "forum.thread",
                 "{\"title\":\"What stands on label %" PRId64 "?\",\"text\":\"Who knows?\"}",
                 number);
}

static void post(int64_t number, int64_t thread)
{
    entry(1 + number % PEOPLE, "forum.post",
          "{\"thread\":%" PRId64 ",\"text\":\"The number, the hour and who sealed it.\"}", thread);
}

static void fill(int64_t threads, int64_t posts)
{
    int64_t *opened = calloc((size_t)threads, sizeof *opened);
    if (!opened)
        exit(1);
    for (int64_t i = 0; i < threads; i++)
        opened[i] = thread(i);
    for (int64_t i = threads; i < posts; i++)
        post(i, opened[i % threads]);
    free(opened);
}

static void view(void)
{
    struct buffer out;
    buffer_init(&out, BOUND_VIEW_BYTES);
    double start = cpu_ms();
    room_view(room, &(struct viewer){.rings = RINGS_INSIDE}, NULL, &out);
    printf("the course's view: %zu bytes, in %.1f ms\n", out.len, cpu_ms() - start);
    buffer_done(&out);
}

static void merge(void)
{
    int64_t into = thread(0), from = thread(1);
    for (int64_t i = 1; i < LONG; i++) {
        post(i, into);
        post(i, from);
    }
    double start = cpu_ms();
    entry(1, "forum.merge", "{\"thread\":%" PRId64 ",\"into\":%" PRId64 "}", from, into);
    printf("two threads of %d become one in %.2f ms\n", LONG, cpu_ms() - start);
}

int main(int argc, char **argv)
{
    int64_t threads = argc > 1 ? strtoll(argv[1], NULL, 10) : THREADS - 2;
    int64_t posts = argc > 2 ? strtoll(argv[2], NULL, 10) : POSTS;
    char why[256];
    struct kinds *kinds = kinds_new(kinds_all, why, sizeof why);
    room = kinds ? room_new(SLICE("course:c1"), kinds) : NULL;
    if (!room)
        return 1;
    open_course();
    size_t before = mallinfo2().uordblks;
    double start = cpu_ms();
    fill(threads, posts);
    double took = cpu_ms() - start;
    double bytes = (double)(mallinfo2().uordblks - before);
    printf("%" PRId64 " threads, %" PRId64 " posts: %.1f MiB, %.0f bytes a post; folded in %.0f ms "
           "of CPU, %.1f us each\n",
           threads, posts, bytes / (1 << 20), bytes / (double)posts, took,
           took * 1e3 / (double)posts);
    view();
    merge();
    room_free(&room);
    kinds_free(&kinds);
    return 0;
}
