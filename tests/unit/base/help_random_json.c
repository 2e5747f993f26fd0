/* SPDX-License-Identifier: Apache-2.0 */
#include "help_random_json.h"

static void random_scalar(uint64_t *seed, struct buffer *out)
{
    static const char *const scalars[] = {
        "0",    "-1",       "9007199254740992",
        "1.5",  "true",     "false",
        "\"\"", "\"text\"", "\"\\\"\\n\\u0001\xc3\xa9\xf0\x9f\x98\x80\""};
    buffer_add(out, slice_of(scalars[random_below(seed, sizeof scalars / sizeof *scalars)]));
}

void random_json_object(uint64_t *seed, unsigned depth, bool nulls, struct buffer *out)
{
    /* Mostly small; now and then wide enough for the indexes of merge and compare. */
    unsigned keys = random_below(seed, 20) == 0 ? 60 : 5;
    char comma = '{';
    for (unsigned key = 0; key < keys; key++) {
        if (random_below(seed, 2))
            continue;
        buffer_addf(out, "%c\"k%u\":", comma, key * 7 % keys);
        comma = ',';
        if (nulls && random_below(seed, 4) == 0)
            buffer_add(out, SLICE("null"));
        else
            random_json(seed, depth - 1, nulls, out);
    }
    buffer_add(out, comma == ',' ? SLICE("}") : SLICE("{}"));
}

static void random_array(uint64_t *seed, unsigned depth, bool nulls, struct buffer *out)
{
    unsigned count = random_below(seed, 4);
    buffer_add_byte(out, '[');
    for (unsigned i = 0; i < count; i++) {
        if (i > 0)
            buffer_add_byte(out, ',');
        random_json(seed, depth - 1, nulls, out);
    }
    buffer_add_byte(out, ']');
}

void random_json(uint64_t *seed, unsigned depth, bool nulls, struct buffer *out)
{
    unsigned kind = depth > 0 ? random_below(seed, 5) : 4;
    if (kind < 3)
        random_json_object(seed, depth, nulls, out);
    else if (kind == 3)
        random_array(seed, depth, nulls, out);
    else
        random_scalar(seed, out);
}
