/* SPDX-License-Identifier: Apache-2.0
 * Over directory_leaving: what the server says, and what organisers see. */
#include "features/people_leaving.h"

#include "base/unused.h"
#include "features/academy_rings.h"
#include "features/common_read.h"
#include "features/directory_leaving.h"
#include "features/directory_read.h"

void people_leaving_write(const struct directory *directory, const struct viewer *viewer,
                          bool patch, struct writer *out)
{
    if (rings_meet(viewer->rings, RINGS_ORGANISERS))
        directory_leaving_write(directory->leaving, patch, out);
}

void people_erasing_patch(const void *state, const struct entry *entry, const struct viewer *viewer,
                          struct writer *out)
{
    UNUSED(entry);
    people_leaving_write(state, viewer, true, out);
}

enum err people_erasing_read(const struct json *data, struct writer *out)
{
    enum err error = directory_read_person(data, out);
    if (!error)
        error = common_read_int(data, "turn", 1, INT64_MAX, out);
    if (!error)
        error = common_read_int(data, "done", 0, INT64_MAX, out);
    if (!error)
        error = common_read_int(data, "rooms", 0, INT64_MAX, out);
    return error ? error : common_read_id(data, "who", out);
}

enum err people_erasing_check(const void *state, const struct entry *entry,
                              const struct scene *scene)
{
    const struct directory *directory = state;
    UNUSED(scene);
    return directory_leaving_is_next(directory->leaving, entry) ? ERR_NONE : ERR_NOT_FOUND;
}

void people_erasing_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    const struct directory *directory = state;
    UNUSED(scene);
    directory_leaving_turn(directory->leaving, entry);
}

enum err people_erased_read(const struct json *data, struct writer *out)
{
    enum err error = directory_read_person(data, out);
    return error ? error : common_read_int(data, "rooms", 0, INT64_MAX, out);
}

enum err people_erased_check(const void *state, const struct entry *entry,
                             const struct scene *scene)
{
    const struct directory *directory = state;
    UNUSED(scene);
    return directory_leaving_has(directory->leaving, entry) ? ERR_NONE : ERR_NOT_FOUND;
}

void people_erased_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    const struct directory *directory = state;
    UNUSED(scene);
    directory_leaving_end(directory->leaving, entry);
}
