/* SPDX-License-Identifier: Apache-2.0
 * Under their own name. */
#include "core/veiling.h"

#include "core/scene.h"

enum err veiling_check(const struct veiling *veil, const void *state, const struct entry *entry,
                       const struct scene *scene)
{
    if (veil->named & (unsigned)scene->role)
        return ERR_NOT_AVAILABLE;
    return veil->refuses ? veil->refuses(state, entry, scene) : ERR_NONE;
}
