/* SPDX-License-Identifier: Apache-2.0
 * By the rings in which somebody stands. */
#include "features/document_may.h"

#include "core/room.h"
#include "features/common_cohorts.h"
#include "features/document_state.h"

static bool moderates(uint64_t cohorts, const struct scene *scene)
{
    return (unsigned)scene->role & (ROLE_ORGANISERS | ROLE_SYSTEM) ||
           (cohorts && common_cohorts_moderates(cohorts, room_rings(scene->room, scene->person)));
}

bool document_may(const struct document *document, const struct scene *scene)
{
    bool inside = (unsigned)scene->role & ROLE_ALL;
    return moderates(document->cohorts, scene) ||
           (inside && common_author_is(&document->thing.author, scene->person));
}
