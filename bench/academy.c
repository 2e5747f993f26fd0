/* SPDX-License-Identifier: Apache-2.0
 *
 * What the academy's room of N people (17,000) holds in memory, and what folding it costs: their
 * entries are parsed and applied as when it wakes, and nothing else happens in the process.
 *
 *     academy [N]
 */
#include "core/room.h"
#include "features/features.h"

#include <inttypes.h>
#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { PEOPLE = 17000, DATA_BYTES = 300 };

static const char *const countries[] = {"TN", "FR", "KE", "ES", "MA", "SN", "IN", "MX",
                                        "EG", "CM", "GB", "AR", "JO", "CA", "AU", "PE"};
enum { COUNTRIES = sizeof countries / sizeof countries[0] };

static double cpu_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

/* As the demo's: a name of two words, a country, a language, an address. */
static bool add(struct room *room, int64_t seq)
{
    char data[DATA_BYTES], op[40];
    int len = snprintf(data, sizeof data,
                       "{\"person\":\"p%" PRId64 "\",\"name\":\"Participant %" PRId64 "\","
                       "\"country\":\"%s\",\"languages\":[\"ar\"],"
                       "\"mail\":\"participant%" PRId64 "@police.example\"}",
                       seq, seq, countries[seq % COUNTRIES], seq);
    snprintf(op, sizeof op, "demo.person.%" PRId64, seq);
    struct entry *entry = entry_new(&(struct entry){.seq = seq,
                                                    .at_ms = INT64_C(1700000000000) + seq,
                                                    .room = SLICE("academy:main"),
                                                    .type = SLICE("person.add"),
                                                    .by = ENTRY_SYSTEM,
                                                    .name = SLICE(""),
                                                    .op = slice_of(op),
                                                    .text = {data, (size_t)len}});
    bool added = entry && room_apply(room, entry) == ERR_NONE;
    entry_unref(&entry);
    return added;
}

int main(int argc, char **argv)
{
    int64_t people = argc > 1 ? strtoll(argv[1], NULL, 10) : PEOPLE;
    char why[256];
    struct kinds *kinds = kinds_new(kinds_all, why, sizeof why);
    struct room *room = kinds ? room_new(SLICE("academy:main"), kinds) : NULL;
    if (!room)
        return 1;
    size_t before = mallinfo2().uordblks;
    double start = cpu_ms();
    for (int64_t seq = 1; seq <= people; seq++)
        if (!add(room, seq))
            return 1;
    double took = cpu_ms() - start;
    double bytes = (double)(mallinfo2().uordblks - before);
    printf("%" PRId64
           " people: %.1f MiB, %.0f bytes each; folded in %.0f ms of CPU, %.1f us each\n",
           people, bytes / (1 << 20), bytes / (double)people, took, took * 1e3 / (double)people);
    room_free(&room);
    kinds_free(&kinds);
    return 0;
}
