/* SPDX-License-Identifier: Apache-2.0
 * Ways in. */
#include "features/catalogue_join.h"

#include "base/unused.h"
#include "core/gates.h"
#include "features/common_get.h"
#include "features/common_mail.h"
#include "features/listing_who.h"

static struct listing *listing_of(const void *state, const struct entry *entry)
{
    return catalogue_find(state, common_get_text(entry->data, "of"));
}

/* Of the name, else of the code. */
static struct listing *joined_of(const void *state, const struct entry *entry)
{
    struct listing *listing = listing_of(state, entry);
    return listing ? listing : catalogue_find_code(state, common_get_text(entry->data, "code"));
}

/* Somebody at the door. The address of who comes is held against the link's domain when the command
 * comes, and not again in its turn: addresses are erased one day, a replay must decide the same,
 * and nothing of an address may stay in the journal for that. */
struct comer {
    struct slice person;
    int64_t at_ms;
    bool in_turn;
};

static bool link_is_good(const struct listing_link *link, const struct comer *comer,
                         const struct room *academy)
{
    struct gate_person person;
    (void)gates_person(academy, comer->person, &person);
    return link && (!link->uses_max || link->uses < link->uses_max) &&
           (!link->until_ms || comer->at_ms < link->until_ms) &&
           (!link->country[0] || strcmp(person.country, link->country) == 0) &&
           (!link->domain || comer->in_turn || common_mail_of(person.mail, slice_of(link->domain)));
}

/* Whether the data names the room's code, or the key of a link that leads there. */
static bool is_brought(const struct catalogue *catalogue, struct listing *listing,
                       const struct json *data, const struct comer *comer,
                       const struct room *academy)
{
    struct slice code = common_get_text(data, "code"), key = common_get_text(data, "key");
    return (code.at && catalogue_find_code(catalogue, code) == listing) ||
           (key.at && link_is_good(listing_link(listing, key), comer, academy));
}

bool catalogue_brings(const struct catalogue *catalogue, struct listing *listing,
                      const struct json *data, const struct scene *scene)
{
    const struct comer comer = {scene->person, room_at_ms(scene->room), false};
    return !listing->archived && is_brought(catalogue, listing, data, &comer, scene->room);
}

/* Whether somebody has to register before they come in. */
static bool waits_for_answers(const struct listing *listing, const struct entry *entry,
                              const struct scene *scene)
{
    return slice_is(entry->type, "room.join") && listing->registration.asks &&
           !listing_edits(listing, scene) && !registration_find(&listing->registration, entry->by);
}

/* By a link, by the code, by an invitation, or because it is for people like them. Which of these
 * is wrong, or whether there is such a room at all, is not told. */
enum err catalogue_join_check(const void *state, const struct entry *entry,
                              const struct scene *scene)
{
    struct listing *listing = joined_of(state, entry);
    const struct comer comer = {entry->by, entry->at_ms, entry->seq != 0};
    if (!listing || listing->archived)
        return ERR_INVITATION_INVALID;
    bool may = is_brought(state, listing, entry->data, &comer, scene->room) ||
               listing_guest(listing, entry->by) || listing_edits(listing, scene) ||
               listing_admits(listing, scene);
    if (!may)
        return ERR_INVITATION_INVALID;
    return waits_for_answers(listing, entry, scene) ? ERR_REGISTRATION_ASKED : ERR_NONE;
}

void catalogue_join_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    struct listing *listing = joined_of(state, entry);
    struct listing_link *link = listing_link(listing, common_get_text(entry->data, "key"));
    struct listing_guest *guest = listing_guest(listing, entry->by);
    bool listed = listing_edits(listing, scene) || listing_admits(listing, scene);
    if (link && !guest && !listed)
        link->uses++;
    /* Who comes by a link or the code sees the room from then on. */
    if (!guest && !listed)
        listing_invite(listing, entry->by, ROLE_PARTICIPANT);
    guest = listing_guest(listing, entry->by);
    if (guest)
        guest->answer = ANSWER_YES;
}

enum err catalogue_register_check(const void *state, const struct entry *entry,
                                  const struct scene *scene)
{
    enum err error = catalogue_join_check(state, entry, scene);
    return error ? error : registration_check(&joined_of(state, entry)->registration, entry);
}

void catalogue_register_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    struct listing *listing = joined_of(state, entry);
    catalogue_join_apply(state, entry, scene);
    ((struct catalogue *)state)->answers_gone = registration_add(&listing->registration, entry);
}

enum err catalogue_unregister_check(const void *state, const struct entry *entry,
                                    const struct scene *scene)
{
    const struct listing *listing = listing_of(state, entry);
    UNUSED(scene);
    bool there = listing && registration_find(&listing->registration, entry->by);
    return there ? ERR_NONE : ERR_NOT_FOUND;
}

void catalogue_unregister_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    struct listing *listing = listing_of(state, entry);
    struct listing_guest *guest = listing_guest(listing, entry->by);
    UNUSED(scene);
    ((struct catalogue *)state)->answers_gone =
        registration_take(&listing->registration, entry->by);
    if (guest)
        guest->answer = ANSWER_NO;
}

/* Answers that nobody stands for any more. */
void catalogue_answers_erases(const void *state, const struct entry *entry,
                              struct withdrawal *withdrawal)
{
    int64_t gone = ((const struct catalogue *)state)->answers_gone;
    UNUSED(entry);
    if (gone)
        withdraw(withdrawal, gone);
}

enum err catalogue_take_check(const void *state, const struct entry *entry,
                              const struct scene *scene)
{
    const struct listing *listing = listing_of(state, entry);
    size_t count = 0;
    if (!listing)
        return ERR_NOT_FOUND;
    if (listing_has_host(listing, scene->room))
        return ERR_ROOM_HAS_HOST;
    if (!listing_fits_host(listing, scene->room, entry->by))
        return ERR_PERMISSION_DENIED;
    const char *at = listing->hosts;
    for (struct slice host; listing_next(&at, &host);)
        count++;
    return count == BOUND_ROOM_HOSTS ? ERR_LIMIT_EXCEEDED : ERR_NONE;
}

void catalogue_take_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    UNUSED(scene);
    listing_add_host(listing_of(state, entry), entry->by);
}
