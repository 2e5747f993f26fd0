/* SPDX-License-Identifier: Apache-2.0
 *
 * A credential whose end comes near, as the fold of the academy's room knows it (struct gate): it
 * is to be told ninety and thirty days before. Texts are borrowed from the fold.
 */
#ifndef MUSTER_CORE_LAPSE_H
#define MUSTER_CORE_LAPSE_H

#include <stdint.h>

#include "base/slice.h"

struct lapse {
    int64_t seq;
    struct slice person, kind;
    struct slice title; /* JSON by language; absent: it has none */
    int64_t until_ms;
    int64_t due_ms; /* when it was to be told last */
};
typedef void lapse_fn(void *context, const struct lapse *lapse);

#endif
