/* SPDX-License-Identifier: Apache-2.0
 * Erased -> turns taken -> erased everywhere. */
#include "features/directory_leaving.h"

#include "base/map.h"
#include "base/mem.h"
#include "core/entry.h"
#include "features/common_get.h"

struct leaver {
    const struct profile *person; /* borrowed */
    int64_t seq;                  /* of their person.erase */
    int64_t erased_ms, at_ms;     /* of that, and of the last turn */
    int64_t turn;                 /* the last; 0: nobody has begun */
    int64_t done, rooms;          /* of those that were found */
};

struct directory_leaving {
    struct map *people; /* id -> struct leaver, owned; the first erased first */
};

struct directory_leaving *directory_leaving_new(void)
{
    struct directory_leaving *leaving = mem_new(sizeof *leaving);
    leaving->people = map_new(BOUND_MEMBERS);
    return leaving;
}

void directory_leaving_free(struct directory_leaving **leaving)
{
    map_free(&(*leaving)->people, mem_free);
    mem_free(*leaving);
    *leaving = NULL;
}

void directory_leaving_add(struct directory_leaving *leaving, const struct entry *entry,
                           const struct profile *person)
{
    struct leaver *leaver = mem_new(sizeof *leaver);
    *leaver = (struct leaver){
        .person = person, .seq = entry->seq, .erased_ms = entry->at_ms, .at_ms = entry->at_ms};
    map_put(leaving->people, slice_of(person->id), leaver);
}

static struct leaver *first_of(const struct directory_leaving *leaving)
{
    struct map_at at = {0};
    return map_next(leaving->people, &at) ? at.value : NULL;
}

bool directory_leaves(const struct directory_leaving *leaving, struct gate_leaving *out)
{
    const struct leaver *leaver = first_of(leaving);
    if (!leaver)
        return false;
    *out = (struct gate_leaving){.person = slice_of(leaver->person->id),
                                 .seq = leaver->seq,
                                 .turn = leaver->turn,
                                 .erased_ms = leaver->erased_ms,
                                 .turn_ms = leaver->at_ms,
                                 .words = leaver->person->words,
                                 .words_count = leaver->person->words_count};
    return true;
}

void directory_leaving_write(const struct directory_leaving *leaving, bool patch,
                             struct writer *out)
{
    const struct leaver *leaver = first_of(leaving);
    if (!leaver && patch)
        writer_null(out, "erasing");
    if (!leaver)
        return;
    writer_object(out, "erasing");
    writer_int(out, "people", (int64_t)map_count(leaving->people));
    writer_text(out, "person", slice_of(leaver->person->id));
    writer_int(out, "done", leaver->done);
    writer_int(out, "rooms", leaver->rooms);
    writer_end(out);
}

void directory_leaving_write_person(const struct directory_leaving *leaving, struct slice person,
                                    struct writer *out)
{
    const struct leaver *leaver = map_find(leaving->people, person);
    if (!leaver)
        return;
    writer_object(out, "erasing");
    writer_int(out, "done", leaver->done);
    writer_int(out, "rooms", leaver->rooms);
    writer_end(out);
}

static struct leaver *leaver_of(const struct directory_leaving *leaving, const struct entry *entry)
{
    return map_find(leaving->people, common_get_text(entry->data, "person"));
}

bool directory_leaving_is_next(const struct directory_leaving *leaving, const struct entry *entry)
{
    const struct leaver *leaver = leaver_of(leaving, entry);
    return leaver && leaver->turn + 1 == common_get_int(entry->data, "turn");
}

void directory_leaving_turn(struct directory_leaving *leaving, const struct entry *entry)
{
    struct leaver *leaver = leaver_of(leaving, entry);
    leaver->turn++;
    leaver->at_ms = entry->at_ms;
    leaver->done = common_get_int(entry->data, "done");
    leaver->rooms = common_get_int(entry->data, "rooms");
}

bool directory_leaving_has(const struct directory_leaving *leaving, const struct entry *entry)
{
    return leaver_of(leaving, entry);
}

void directory_leaving_end(struct directory_leaving *leaving, const struct entry *entry)
{
    mem_free(map_take(leaving->people, common_get_text(entry->data, "person")));
}
