/* SPDX-License-Identifier: Apache-2.0
 * Ways in. */
#include "features/catalogue_join.h"

#include "base/unused.h"
#include "core/gates.h"
#include "features/common_get.h"
#include "features/common_mail.h"
#include "features/listing.h"

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

/* Whether the address of who comes is of the link's domain. It is asked when the command comes, and
 * not again in its turn: addresses are erased one day, a replay must decide the same, and nothing
 * of an address may stay in the journal for that. */
static bool domain_fits(const struct listing_link *link, const struct entry *entry,
                        const struct gate_person *person)
{
    bool arrives = entry->seq == 0;
    return !link->domain || !arrives || common_mail_of(person->mail, slice_of(link->domain));
}

static bool link_is_good(const struct listing_link *link, const struct entry *entry,
                         const struct scene *scene)
{
    struct gate_person person;
    (void)gates_person(scene->room, entry->by, &person);
    return link && (!link->uses_max || link->uses < link->uses_max) &&
           (!link->until_ms || entry->at_ms < link->until_ms) &&
           (!link->country[0] || strcmp(person.country, link->country) == 0) &&
           domain_fits(link, entry, &person);
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
    struct slice code = common_get_text(entry->data, "code");
    if (!listing || listing->archived)
        return ERR_INVITATION_INVALID;
    bool coded = code.at && catalogue_find_code(state, code) == listing;
    bool linked =
        link_is_good(listing_link(listing, common_get_text(entry->data, "key")), entry, scene);
    bool may = coded || linked || listing_guest(listing, entry->by) ||
               listing_edits(listing, scene) || listing_admits(listing, scene);
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
