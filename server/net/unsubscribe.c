/* SPDX-License-Identifier: Apache-2.0
 * The id in base64url, a dot, and what proves it. */
#include "net/unsubscribe.h"

#include "base/base64url.h"
#include "base/bounds.h"
#include "base/hash.h"
#include "net/login_keys.h"

enum { PROOF_BYTES = 23 /* hash_id */ };

static bool proof_of(const struct api_site *site, struct slice person, char proof[PROOF_BYTES])
{
    struct hash key;
    if (!site->keys || !login_keys_derive(site->keys, "unsubscribe", &key))
        return false;
    struct hash mac =
        hash_mac((struct slice){(const char *)key.bytes, sizeof key.bytes}, &person, 1);
    hash_id(&mac, proof);
    explicit_bzero(&key, sizeof key);
    return true;
}

bool unsubscribe_word(const struct api_site *site, struct slice person, struct buffer *out)
{
    char proof[PROOF_BYTES];
    if (!proof_of(site, person, proof))
        return false;
    base64url_write(person, out);
    buffer_addf(out, ".%s", proof);
    return true;
}

bool unsubscribe_whose(const struct api_site *site, struct slice word, struct buffer *out)
{
    char proof[PROOF_BYTES];
    const char *dot = word.len ? memchr(word.at, '.', word.len) : NULL;
    if (!dot || word.len > UNSUBSCRIBE_WORD_BYTES ||
        !base64url_read((struct slice){word.at, (size_t)(dot - word.at)}, out) ||
        !proof_of(site, buffer_slice(out), proof))
        return false;
    struct slice said = {dot + 1, (size_t)(word.at + word.len - dot - 1)};
    return hash_same(said, slice_of(proof));
}
