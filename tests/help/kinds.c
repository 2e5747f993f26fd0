/* SPDX-License-Identifier: Apache-2.0
 * One catalogue for all, and small ones. */
#include "help/kinds.h"

#include "base/check.h"
#include "base/mem.h"
#include "core/erasure.h"
#include "features/features.h"

/* Only the tests' one thread asks. */
const struct kinds *help_kinds(void)
{
    static struct kinds *kinds;
    char why[256] = "";
    if (!kinds)
        kinds = kinds_new(kinds_all, why, sizeof why);
    check(kinds != NULL);
    return kinds;
}

struct help_alone *help_alone_new(const char *room, const struct feature *const *features)
{
    char why[256] = "";
    struct help_alone *alone = mem_new(sizeof *alone);
    alone->kind = *kinds_of(help_kinds(), slice_of(room));
    size_t count = 0;
    while (features[count]) {
        alone->features[count] = features[count];
        check(++count < sizeof alone->features / sizeof *alone->features - 1);
    }
    alone->features[count] = &erasure_feature;
    alone->kind.features = alone->features;
    alone->table[0] = &alone->kind;
    alone->kinds = kinds_new(alone->table, why, sizeof why);
    check(alone->kinds != NULL);
    return alone;
}

void help_alone_free(struct help_alone **alone)
{
    kinds_free(&(*alone)->kinds);
    mem_free(*alone);
    *alone = NULL;
}
