/* SPDX-License-Identifier: Apache-2.0
 * Texts one behind the other. */
#include "net/identity.h"

#include "base/mem.h"

struct identity *identity_new(const struct token_claims *claims)
{
    struct slice id = slice_of(claims->id), name = slice_of(claims->name);
    struct slice login = claims->ends_ms ? slice_of(claims->jti) : SLICE("");
    struct slice linked = slice_of(claims->linked);
    struct identity *identity =
        mem_new(sizeof *identity + id.len + name.len + login.len + linked.len);
    identity->mark = claims->mark;
    identity->id_bytes = (unsigned char)id.len;
    identity->name_bytes = (uint16_t)name.len;
    identity->login_bytes = (unsigned char)login.len;
    identity->linked_bytes = (unsigned char)linked.len;
    memcpy(identity->texts, id.at, id.len);
    memcpy(identity->texts + id.len, name.at, name.len);
    memcpy(identity->texts + id.len + name.len, login.at, login.len);
    memcpy(identity->texts + id.len + name.len + login.len, linked.at, linked.len);
    return identity;
}

struct slice identity_id(const struct identity *identity)
{
    return (struct slice){identity->texts, identity->id_bytes};
}

struct slice identity_name(const struct identity *identity)
{
    return (struct slice){identity->texts + identity->id_bytes, identity->name_bytes};
}

struct slice identity_login(const struct identity *identity)
{
    return (struct slice){identity->texts + identity->id_bytes + identity->name_bytes,
                          identity->login_bytes};
}

struct slice identity_linked(const struct identity *identity)
{
    struct slice login = identity_login(identity);
    return (struct slice){login.at + login.len, identity->linked_bytes};
}
