/* SPDX-License-Identifier: Apache-2.0
 * One message at a time, from slices. */
#include "net/assembly.h"

void assembly_init(struct assembly *assembly, size_t bytes_max)
{
    *assembly = (struct assembly){0};
    buffer_init(&assembly->message, bytes_max);
}

void assembly_done(struct assembly *assembly)
{
    buffer_done(&assembly->message);
}

void assembly_clear(struct assembly *assembly)
{
    buffer_done(&assembly->message);
    assembly->fragments = 0;
}

static bool too_large(const struct assembly *assembly, const struct assembly_part *part)
{
    size_t room = assembly->message.max - assembly->message.len;
    return part->bytes.len > room || part->left > room - part->bytes.len;
}

enum assembly_state assembly_add(struct assembly *assembly, const struct assembly_part *part,
                                 struct slice *message)
{
    if (!assembly->inside && ++assembly->fragments > ASSEMBLY_FRAGMENTS)
        return ASSEMBLY_TOO_MANY;
    if (too_large(assembly, part))
        return ASSEMBLY_TOO_LARGE;
    assembly->inside = part->left > 0;
    bool whole = part->final && !assembly->inside;
    if (whole && assembly->message.len == 0) {
        *message = part->bytes;
        return ASSEMBLY_WHOLE;
    }
    buffer_add(&assembly->message, part->bytes);
    if (!whole)
        return ASSEMBLY_MORE;
    *message = buffer_slice(&assembly->message);
    return ASSEMBLY_WHOLE;
}
