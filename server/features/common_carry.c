/* SPDX-License-Identifier: Apache-2.0
 * One effect a thing. */
#include "features/common_carry.h"

#include <inttypes.h>
#include <stdio.h>

#include "base/bounds.h"
#include "features/common_about.h"
#include "features/common_get.h"
#include "features/common_read.h"

enum { PARTS_MOST = 15 };
_Static_assert((int)CARRY_PART <= (int)BOUND_EFFECTS, "one entry causes as much");

enum err common_carry_read(const struct json *data, struct writer *out)
{
    enum err error = common_read_room(data, "to", out);
    if (!error)
        error = common_read_optional_int(data, "part", 0, PARTS_MOST, out);
    if (!error)
        error = common_read_optional_int(data, "start", 1, INT64_MAX, out);
    return error ? error : common_read_zone(data, out);
}

bool common_carry_takes(const struct entry *entry, int64_t place)
{
    return place / CARRY_PART == common_get_int(entry->data, "part");
}

struct carry {
    const struct common_carriage *carriage;
    struct emitter *emitter;
    struct slice to;
};

static void carry_one(void *context, int64_t seq, const void *thing)
{
    const struct carry *carry = context;
    struct buffer text;
    struct writer out;
    char name[32];
    buffer_init(&text, BOUND_ENTRY_BYTES);
    writer_init(&out, &text);
    writer_object(&out, NULL);
    bool goes = carry->carriage->write(thing, &out);
    writer_end(&out);
    snprintf(name, sizeof name, "%s %" PRId64, carry->carriage->word, seq);
    if (goes && !text.full)
        effect_emit(carry->emitter, &(struct effect){.name = name,
                                                     .room = carry->to,
                                                     .type = carry->carriage->type,
                                                     .text = buffer_slice(&text)});
    buffer_done(&text);
}

void common_carry(const struct common_carriage *carriage, const struct common_order *order,
                  const struct map *things, const struct entry *entry, struct emitter *emitter)
{
    struct carry carry = {carriage, emitter, common_get_text(entry->data, "to")};
    common_order_each(order, things, carry_one, &carry);
}
