/* SPDX-License-Identifier: Apache-2.0
 * By the print of what a token means (token_person_print), so that links are found alike while the
 * id is known, and once it was erased with its person. The subject that it is of is kept for those
 * who read the history. */
#include "features/people_link.h"

#include "base/mem.h"
#include "base/token_person.h"
#include "base/unused.h"
#include "core/effect.h"
#include "core/gates.h"
#include "features/common_get.h"
#include "features/common_read.h"
#include "features/directory_read.h"

struct link {
    struct profile *person;
    char identity[BOUND_ID_BYTES + 1]; /* what the token means; "": gone with its person */
};

static struct link *find(const struct directory *directory, struct slice identity)
{
    char print[BOUND_ID_BYTES + 1];
    if (map_count(directory->links) == 0)
        return NULL;
    token_person_print(identity, print);
    return map_find(directory->links, slice_of(print));
}

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

void people_link_keep(const void *state, const struct entry *entry, struct writer *out)
{
    char print[BOUND_ID_BYTES + 1];
    UNUSED(state);
    token_person_print(identity_of(entry), print);
    writer_text(out, "identity", slice_of(print));
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
    if (directory_find(directory, identity) || find(directory, identity))
        return ERR_ALREADY_EXISTS;
    bool full = person->links == BOUND_PERSON_LINKS || map_full(directory->links);
    return full ? ERR_LIMIT_EXCEEDED : ERR_NONE;
}

void people_link_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    const struct directory *directory = state;
    struct profile *person = person_of(state, entry);
    struct link *link = mem_new(sizeof *link);
    char print[BOUND_ID_BYTES + 1];
    UNUSED(scene);
    link->person = person;
    memcpy(link->identity, identity_of(entry).at, identity_of(entry).len);
    token_person_print(identity_of(entry), print);
    map_put(directory->links, slice_of(print), link);
    person->links++;
    directory_add_words(person, entry->seq);
}

/* A request that waits for whoever was linked is over. */
void people_link_effects(const void *state, const struct entry *entry, const struct scene *scene,
                         struct emitter *emitter)
{
    int64_t request = gates_asked(scene->room, identity_of(entry));
    struct buffer text;
    struct writer writer;
    UNUSED(state);
    if (!request)
        return;
    buffer_init(&text, BOUND_ENTRY_BYTES);
    writer_init(&writer, &text);
    writer_object(&writer, NULL);
    writer_int(&writer, "request", request);
    writer_end(&writer);
    effect_emit(emitter, &(struct effect){.name = "request",
                                          .room = room_name(scene->room),
                                          .type = "access.link",
                                          .text = buffer_slice(&text)});
    buffer_done(&text);
}

/* Of somebody erased nothing is said again that was erased: it goes by the print alone. */
enum err people_unlink_check(const void *state, const struct entry *entry,
                             const struct scene *scene)
{
    const struct directory *directory = state;
    const struct profile *person = person_of(state, entry);
    const struct link *link = find(directory, identity_of(entry));
    char print[BOUND_ID_BYTES + 1];
    UNUSED(scene);
    if (!person || !link || link->person != person)
        return ERR_NOT_FOUND;
    token_person_print(identity_of(entry), print);
    bool says = common_has(entry->data, "subject") || !slice_is(identity_of(entry), print);
    return person->state == PROFILE_ERASED && says ? ERR_BAD_REQUEST : ERR_NONE;
}

void people_unlink_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    const struct directory *directory = state;
    struct profile *person = person_of(state, entry);
    char print[BOUND_ID_BYTES + 1];
    UNUSED(scene);
    token_person_print(identity_of(entry), print);
    mem_free(map_take(directory->links, slice_of(print)));
    person->links--;
    directory_add_words(person, entry->seq);
}

struct slice people_linked(const void *state, struct slice identity)
{
    const struct link *link = find(state, identity);
    return slice_of(link ? link->person->id : NULL);
}

/* The next that means them; NULL: none does. */
static struct link *next(const struct directory *directory, const struct profile *person,
                         struct map_at *at)
{
    while (map_next(directory->links, at)) {
        struct link *link = at->value;
        if (link->person == person)
            return link;
    }
    return NULL;
}

void people_link_end(const struct directory *directory, const struct profile *person)
{
    struct map_at at = {0};
    struct link *link = person->links > 0 ? next(directory, person, &at) : NULL;
    for (; link; link = next(directory, person, &at))
        explicit_bzero(link->identity, sizeof link->identity);
}

void people_link_write(const struct directory *directory, const struct profile *person,
                       struct writer *out)
{
    struct map_at at = {0};
    const struct link *link;
    if (person->links == 0)
        return;
    writer_array(out, "links");
    while ((link = next(directory, person, &at)))
        writer_text(out, NULL, *link->identity ? slice_of(link->identity) : at.key);
    writer_end(out);
}
