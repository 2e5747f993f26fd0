/* SPDX-License-Identifier: Apache-2.0
 * See dropped.h. */
#include "features/dropped.h"

#include "base/mem.h"

void dropped_free(void *dropped)
{
    struct dropped *old = dropped;
    map_free(&old->guests, mem_free);
    mem_free(old->words);
    mem_free(old);
}
