/* SPDX-License-Identifier: Apache-2.0
 * 16 random bytes, the end in seconds (8 bytes, big-endian), and 16 bytes of the HMAC-SHA-256 of
 * both and of the use. */
#include "net/challenge.h"

enum { RANDOM = 16, END = 8, MAC = 16, SIGNED = RANDOM + END };

_Static_assert((int)CHALLENGE_BYTES == (int)SIGNED + (int)MAC, "its parts are the whole");

static struct hash mac_of(const struct hash *key, struct slice use, const unsigned char *bytes)
{
    const struct slice parts[] = {{(const char *)bytes, SIGNED}, use};
    return hash_mac((struct slice){(const char *)key->bytes, HASH_BYTES}, parts, 2);
}

void challenge_make(const struct hash *key, struct slice use, int64_t now_ms,
                    unsigned char challenge[CHALLENGE_BYTES])
{
    uint64_t end_s = (uint64_t)(now_ms / 1000) + CHALLENGE_SECONDS;
    hash_random(challenge, RANDOM);
    for (int i = 0; i < END; i++)
        challenge[RANDOM + i] = (unsigned char)(end_s >> (8 * (END - 1 - i)));
    struct hash mac = mac_of(key, use, challenge);
    memcpy(challenge + SIGNED, mac.bytes, MAC);
}

bool challenge_fits(const struct hash *key, struct slice use, int64_t now_ms,
                    struct slice challenge, int64_t *ends_ms)
{
    const unsigned char *bytes = (const unsigned char *)challenge.at;
    int64_t end_s = 0;
    if (challenge.len != CHALLENGE_BYTES)
        return false;
    struct hash mac = mac_of(key, use, bytes);
    if (!hash_same((struct slice){(const char *)mac.bytes, MAC},
                   (struct slice){challenge.at + SIGNED, MAC}))
        return false;
    for (int i = 0; i < END; i++)
        end_s = end_s << 8 | bytes[RANDOM + i];
    *ends_ms = end_s * 1000;
    return *ends_ms > now_ms;
}
