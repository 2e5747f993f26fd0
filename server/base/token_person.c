/* SPDX-License-Identifier: Apache-2.0
 * A subject that cannot be an id as it stands becomes one of its hash. */
#include "base/token_person.h"

#include "base/base64url.h"
#include "base/buffer.h"
#include "base/hash.h"
#include "base/text.h"

enum {
    MAPPED_BYTES = 16,   /* of a SHA-256: as hard to meet again as a session's secret to guess */
    MAPPED_CHARS = 22,   /* of them in base64url */
    HASH_KEY_BYTES = 64, /* that hash_mac takes */
};

static bool is_mapped(struct slice id)
{
    return slice_starts(id, SLICE(TOKEN_MAPPED)) &&
           id.len == sizeof TOKEN_MAPPED - 1 + MAPPED_CHARS;
}

/* Ids that only the server gives. */
static bool is_reserved(struct slice id)
{
    return is_mapped(id) || slice_starts(id, SLICE(TOKEN_ANONYMOUS));
}

static void map_person(const struct hash *hash, char id[BOUND_ID_BYTES + 1])
{
    struct buffer text;
    buffer_init(&text, BOUND_ID_BYTES);
    buffer_add(&text, SLICE(TOKEN_MAPPED));
    base64url_write((struct slice){(const char *)hash->bytes, MAPPED_BYTES}, &text);
    memcpy(id, text.bytes, text.len);
    id[text.len] = '\0';
    buffer_done(&text);
}

bool token_person(struct slice sub, char id[BOUND_ID_BYTES + 1])
{
    if (sub.len == 0 || slice_is(sub, "system"))
        return false;
    if (text_is_id(sub) && !is_reserved(sub)) {
        memcpy(id, sub.at, sub.len);
        id[sub.len] = '\0';
        return true;
    }
    struct hash hash = hash_of(&sub, 1);
    map_person(&hash, id);
    return true;
}

void token_person_print(struct slice id, char print[BOUND_ID_BYTES + 1])
{
    if (is_mapped(id)) {
        memcpy(print, id.at, id.len);
        print[id.len] = '\0';
        return;
    }
    struct hash hash = hash_of(&id, 1);
    map_person(&hash, print);
}

bool token_person_of(struct slice issuer, struct slice sub, char id[BOUND_ID_BYTES + 1])
{
    if (sub.len == 0)
        return false;
    struct hash key;
    if (issuer.len > HASH_KEY_BYTES) { /* as HMAC does with a key of more than a block */
        key = hash_of(&issuer, 1);
        issuer = (struct slice){(const char *)key.bytes, sizeof key.bytes};
    }
    struct hash hash = hash_mac(issuer, &sub, 1);
    map_person(&hash, id);
    return true;
}
