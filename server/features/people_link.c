/* SPDX-License-Identifier: Apache-2.0
 * By what a token means, an id. The subject that it is of is kept for those who read the history.
 */
#include "features/people_link.h"

#include "base/token_person.h"
#include "base/unused.h"
#include "features/common_get.h"
#include "features/common_read.h"
#include "features/directory_read.h"

/* What a token of that subject means; written back, it must be what was said. */
static enum err read_subject(const struct json *data, struct writer *out)
{
    struct slice subject, issuer = {NULL, 0}, said = common_get_text(data, "identity");
    char id[BOUND_ID_BYTES + 1] = "";
    if (!json_get_text(data, "subject", &subject))
        return ERR_BAD_REQUEST;
    bool of = json_get_text(data, "issuer", &issuer) && issuer.len > 0;
    bool good = of ? token_person_of(issuer, subject, id) : token_person(subject, id);
    if (!good || (said.at && !slice_is(said, id)))
        return ERR_BAD_REQUEST;
    writer_text(out, "identity", slice_of(id));
    enum err error = common_read_optional_text(data, "issuer", BOUND_ISSUER_CHARS, out);
    return error ? error : common_read_text(data, "subject", BOUND_ISSUER_CHARS, out);
}

enum err people_link_read(const struct json *data, struct writer *out)
{
    enum err error = directory_read_person(data, out);
    if (error)
        return error;
    bool named = common_has(data, "subject") || common_has(data, "issuer");
    return named ? read_subject(data, out) : common_read_id(data, "identity", out);
}

static struct slice identity_of(const struct entry *entry)
{
    return common_get_text(entry->data, "identity");
}

static struct profile *person_of(const void *state, const struct entry *entry)
{
    return directory_find(state, common_get_text(entry->data, "person"));
}

/* An id that is made of a seq may become somebody's. */
enum err people_link_check(const void *state, const struct entry *entry, const struct scene *scene)
{
    const struct directory *directory = state;
    const struct profile *person = person_of(state, entry);
    struct slice identity = identity_of(entry);
    UNUSED(scene);
    if (directory_is_made_id(identity) || slice_equal(identity, ENTRY_SYSTEM))
        return ERR_BAD_REQUEST;
    if (!person || person->state == PROFILE_ERASED)
        return ERR_NOT_FOUND;
    if (directory_find(directory, identity) || map_find(directory->links, identity))
        return ERR_ALREADY_EXISTS;
    bool full = person->links == BOUND_PERSON_LINKS || map_full(directory->links);
    return full ? ERR_LIMIT_EXCEEDED : ERR_NONE;
}

void people_link_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    const struct directory *directory = state;
    struct profile *person = person_of(state, entry);
    UNUSED(scene);
    map_put(directory->links, identity_of(entry), person);
    person->links++;
    directory_add_words(person, entry->seq);
}

enum err people_unlink_check(const void *state, const struct entry *entry,
                             const struct scene *scene)
{
    const struct directory *directory = state;
    const struct profile *person = person_of(state, entry);
    UNUSED(scene);
    bool theirs = person && map_find(directory->links, identity_of(entry)) == person;
    return theirs ? ERR_NONE : ERR_NOT_FOUND;
}

void people_unlink_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    const struct directory *directory = state;
    struct profile *person = person_of(state, entry);
    UNUSED(scene);
    map_take(directory->links, identity_of(entry));
    person->links--;
    directory_add_words(person, entry->seq);
}

struct slice people_linked(const void *state, struct slice identity)
{
    const struct directory *directory = state;
    const struct profile *person = map_find(directory->links, identity);
    return slice_of(person ? person->id : NULL);
}

/* The next that means them; false: none does. */
static bool next(const struct directory *directory, const struct profile *person, struct map_at *at)
{
    while (map_next(directory->links, at))
        if (at->value == person)
            return true;
    return false;
}

void people_link_end(struct directory *directory, struct profile *person)
{
    for (; person->links > 0; person->links--) {
        struct map_at at = {0};
        if (next(directory, person, &at))
            map_take(directory->links, at.key);
    }
}

void people_link_write(const struct directory *directory, const struct profile *person,
                       struct writer *out)
{
    struct map_at at = {0};
    if (person->links == 0)
        return;
    writer_array(out, "links");
    while (next(directory, person, &at))
        writer_text(out, NULL, at.key);
    writer_end(out);
}
