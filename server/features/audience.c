/* SPDX-License-Identifier: Apache-2.0
 * Roles are rings; countries are too many for that. */
#include "features/audience.h"

#include "base/bounds.h"
#include "base/mem.h"
#include "core/scene.h"
#include "features/academy_rings.h"
#include "features/common_get.h"
#include "features/country.h"
#include "features/directory.h"
#include "features/listing_who.h"

static enum err roles_read(const struct json *who, struct writer *out)
{
    const struct json *list = json_get(who, "roles");
    struct slice word;
    if (json_count(list) == 0)
        return common_has(who, "roles") && !json_is_array(list) ? ERR_BAD_REQUEST : ERR_NONE;
    writer_array(out, "roles");
    for (const struct json *at = json_first(list); at; at = json_next(at)) {
        if (!json_as_text(at, &word) || !directory_role(word))
            return ERR_BAD_REQUEST;
        writer_text(out, NULL, word);
    }
    writer_end(out);
    return ERR_NONE;
}

enum err audience_read(const struct json *data, struct writer *out)
{
    const struct json *who = json_get(data, "who");
    enum err error = ERR_NONE;
    if (!common_has(data, "who"))
        return ERR_NONE;
    if (!json_is_object(who) || json_count(json_get(who, "roles")) > 4)
        return ERR_BAD_REQUEST;
    writer_object(out, "who");
    if (json_count(json_get(who, "countries")) > 0)
        error = country_read_optional_list(who, "countries", BOUND_ROOM_COUNTRIES, out);
    if (!error)
        error = roles_read(who, out);
    writer_end(out);
    return error;
}

void audience_init(struct audience *audience, const struct json *data)
{
    const struct json *who = json_get(data, "who"), *roles = json_get(who, "roles");
    struct slice word = {NULL, 0};
    *audience = (struct audience){.countries = common_copy_json(who, "countries")};
    for (const struct json *at = json_first(roles); at; at = json_next(at))
        if (json_as_text(at, &word))
            audience->roles |= directory_role(word);
}

void audience_done(struct audience *audience)
{
    mem_free(audience->countries);
    *audience = (struct audience){0};
}

bool audience_has(const struct audience *audience, const struct gate_person *person)
{
    if (!person->active || (audience->roles && !(audience->roles & person->roles)))
        return false;
    return !audience->countries || listing_has(audience->countries, slice_of(person->country));
}

struct rings audience_rings(const struct audience *audience)
{
    static const struct {
        enum role role;
        enum ring ring;
    } rings[] = {{ROLE_ACADEMY_MANAGER, (enum ring)RING_MANAGERS},
                 {ROLE_ACADEMY_COORDINATOR, (enum ring)RING_COORDINATORS}};
    struct rings stamp = RINGS_ORGANISERS;
    if (audience->countries)
        return stamp;
    if (!audience->roles || audience->roles & ROLE_ACADEMY_MEMBER)
        return RINGS_INSIDE;
    for (size_t i = 0; i < sizeof rings / sizeof rings[0]; i++)
        if (audience->roles & rings[i].role)
            stamp.staff |= RING(rings[i].ring);
    return stamp;
}

void audience_write(const struct audience *audience, struct writer *out)
{
    if (!audience->countries && !audience->roles)
        return;
    writer_object(out, "who");
    if (audience->countries)
        writer_raw(out, "countries", slice_of(audience->countries));
    if (audience->roles) {
        writer_array(out, "roles");
        for (size_t i = 0; directory_roles[i]; i++)
            if (audience->roles & directory_role(slice_of(directory_roles[i])))
                writer_text(out, NULL, slice_of(directory_roles[i]));
        writer_end(out);
    }
    writer_end(out);
}
