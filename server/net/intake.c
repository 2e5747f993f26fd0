/* SPDX-License-Identifier: Apache-2.0
 * One message at a time, from slices. */
#include "net/intake.h"

void intake_init(struct intake *intake, size_t bytes_max)
{
    *intake = (struct intake){0};
    buffer_init(&intake->message, bytes_max);
}

void intake_done(struct intake *intake)
{
    buffer_done(&intake->message);
}

void intake_clear(struct intake *intake)
{
    buffer_done(&intake->message);
    intake->fragments = 0;
}

static bool too_large(const struct intake *intake, const struct intake_part *part)
{
    size_t room = intake->message.max - intake->message.len;
    return part->bytes.len > room || part->left > room - part->bytes.len;
}

enum intake_state intake_add(struct intake *intake, const struct intake_part *part,
                             struct slice *message)
{
    if (!intake->inside && ++intake->fragments > INTAKE_FRAGMENTS)
        return INTAKE_TOO_MANY;
    if (too_large(intake, part))
        return INTAKE_TOO_LARGE;
    intake->inside = part->left > 0;
    bool whole = part->final && !intake->inside;
    if (whole && intake->message.len == 0) {
        *message = part->bytes;
        return INTAKE_WHOLE;
    }
    buffer_add(&intake->message, part->bytes);
    if (!whole)
        return INTAKE_MORE;
    *message = buffer_slice(&intake->message);
    return INTAKE_WHOLE;
}
