/* SPDX-License-Identifier: Apache-2.0
 * HMAC-SHA-256 over a word for what it is, then each part behind its length: no two lists of parts
 * have the same bytes. */
#include "core/veil.h"

#include <stdio.h>

#include "base/check.h"
#include "base/hash.h"
#include "base/text.h"

enum { PARTS_MAX = 4, LENGTH_BYTES = 4 };

static struct veil_name name_of(const struct veil *veil, const char *what, char first,
                                const struct slice *parts, unsigned parts_count)
{
    struct slice all[2 * PARTS_MAX + 1] = {slice_of(what)};
    char lengths[PARTS_MAX][LENGTH_BYTES];
    struct veil_name name = {{0}};
    check(veil->known && parts_count <= PARTS_MAX);
    for (unsigned i = 0; i < parts_count; i++) {
        for (unsigned k = 0; k < LENGTH_BYTES; k++)
            lengths[i][k] = (char)(parts[i].len >> 8 * (LENGTH_BYTES - 1 - k) & 255);
        all[2 * i + 1] = (struct slice){lengths[i], LENGTH_BYTES};
        all[2 * i + 2] = parts[i];
    }
    struct hash mac =
        hash_mac((struct slice){(const char *)veil->key, VEIL_KEY_BYTES}, all, 2 * parts_count + 1);
    name.text[0] = first;
    hash_id(&mac, name.text + 1);
    return name;
}

/* `*` is in no id (text_is_id). */
struct veil_name veil_person(const struct veil *veil, struct slice room, struct slice scope,
                             struct slice person)
{
    const struct slice parts[] = {room, scope, person};
    return name_of(veil, "muster veil 1 person\n", '*', parts, 3);
}

struct veil_name veil_op(const struct veil *veil, struct slice room, struct slice scope,
                         struct slice person, struct slice op)
{
    const struct slice parts[] = {room, scope, person, op};
    return name_of(veil, "muster veil 1 op\n", 'v', parts, 4);
}

bool veil_hides(struct slice by)
{
    return by.len > 0 && by.at[0] == '*';
}

bool veil_is_mask(struct slice text)
{
    return text.len == VEIL_MASK_CHARS && text_is_id(text);
}

struct slice veil_file_scope(struct slice mask, char out[VEIL_SCOPE_BYTES])
{
    snprintf(out, VEIL_SCOPE_BYTES, "file:%.*s", (int)mask.len, mask.at);
    return slice_of(out);
}
