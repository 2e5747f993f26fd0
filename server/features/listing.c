/* SPDX-License-Identifier: Apache-2.0
 * The rooms of the academy. */
#include "features/listing.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/hash.h"
#include "base/mem.h"
#include "base/text_fold.h"
#include "base/unused.h"
#include "core/gates.h"
#include "features/common_about.h"
#include "features/common_author.h"
#include "features/common_get.h"
#include "features/directory.h"
#include "features/dropped.h"

const char *const listing_templates[] = {"webinar", "spoc", "workspace", "course", "library", NULL};
const char *const listing_tos[] = {"invited", "academy", "some", NULL};
const char *const listing_phases[] = {"ahead", "live", "ended", NULL};

void *catalogue_new(const struct room *room)
{
    struct catalogue *catalogue = mem_new(sizeof *catalogue);
    UNUSED(room);
    catalogue->rooms = map_new(BOUND_ROOMS);
    catalogue->codes = map_new(BOUND_ROOMS);
    return catalogue;
}

void listing_link_done(struct listing_link *link)
{
    mem_free(link->key);
    mem_free(link->domain);
}

static void listing_free(void *value)
{
    struct listing *listing = value;
    char *const owned[] = {listing->of,        listing->hosts,     listing->by,   listing->series,
                           listing->stream,    listing->countries, listing->asks, listing->zone,
                           listing->languages, listing->moved.by};
    for (size_t i = 0; i < sizeof owned / sizeof owned[0]; i++)
        mem_free(owned[i]);
    common_wipe(&listing->title);
    common_wipe(&listing->folded);
    registration_done(&listing->registration);
    common_wipe(&listing->summary);
    for (size_t i = 0; i < listing->links_count; i++)
        listing_link_done(&listing->links[i]);
    mem_free(listing->links);
    map_free(&listing->guests, mem_free);
    map_free(&listing->members, mem_free);
    map_free(&listing->stays, mem_free);
    mem_free(listing->held.units);
    mem_free(listing->words);
    mem_free(listing);
}

void catalogue_take(struct catalogue *catalogue, struct listing *listing)
{
    struct map_at at = {0};
    while (map_next(catalogue->rooms, &at)) {
        struct listing *other = at.value;
        if (other->course == listing)
            other->course = NULL;
    }
    catalogue_set_code(catalogue, listing, (struct slice){NULL, 0});
    map_take(catalogue->rooms, slice_of(listing->of));
    listing_free(listing);
}

void catalogue_free(void *state)
{
    struct catalogue *catalogue = state;
    mem_free(catalogue->hosts_before);
    map_free(&catalogue->codes, NULL);
    map_free(&catalogue->rooms, listing_free);
    map_free(&catalogue->drops, dropped_free);
    mem_free(catalogue);
}

struct listing *catalogue_find(const struct catalogue *catalogue, struct slice of)
{
    return map_find(catalogue->rooms, of);
}

struct listing *catalogue_find_code(const struct catalogue *catalogue, struct slice code)
{
    char upper[CODE_BYTES] = "";
    if (code.len != CODE_BYTES - 1)
        return NULL;
    for (size_t i = 0; i < code.len; i++)
        upper[i] = (char)toupper((unsigned char)code.at[i]);
    return map_find(catalogue->codes, slice_of(upper));
}

static void set_title(struct listing *listing, const struct json *title)
{
    struct buffer text, folded;
    common_wipe(&listing->title);
    common_wipe(&listing->folded);
    buffer_init(&text, BOUND_ENTRY_BYTES);
    buffer_init(&folded, 4 * BOUND_ENTRY_BYTES);
    json_print(title, &text);
    for (const struct json *at = json_first(title); at; at = json_next(at)) {
        struct slice words = {NULL, 0};
        buffer_add_byte(&folded, ' ');
        if (json_as_text(at, &words))
            (void)text_fold(words, &folded);
    }
    listing->title = mem_text(buffer_slice(&text));
    listing->folded = mem_text(folded.len ? buffer_slice(&folded) : SLICE(""));
    buffer_done(&text);
    buffer_done(&folded);
}

static void set_copy(char **to, const struct json *data, const char *key)
{
    mem_free(*to);
    *to = common_has(data, key) ? common_copy_json(data, key) : NULL;
}

/* "" is none; what is not named stays. */
static void set_text(char **to, const struct json *data, const char *key)
{
    struct slice text = common_get_text(data, key);
    if (!common_has(data, key))
        return;
    mem_free(*to);
    *to = text.len > 0 ? mem_text(text) : NULL;
}

/* [] is none. */
static void set_list(char **to, const struct json *data, const char *key)
{
    mem_free(*to);
    *to = json_count(json_get(data, key)) > 0 ? common_copy_json(data, key) : NULL;
}

static void set_summary(struct listing *listing, const struct json *data)
{
    common_wipe(&listing->summary);
    if (json_count(json_get(data, "summary")) > 0)
        listing->summary = common_copy_json(data, "summary");
}

static unsigned roles_of(const struct json *list)
{
    unsigned roles = 0;
    struct slice word = {NULL, 0};
    for (const struct json *at = json_first(list); at; at = json_next(at))
        if (json_as_text(at, &word))
            roles |= directory_role(word);
    return roles;
}

static void set_who(struct listing *listing, const struct json *who)
{
    listing->to = (enum listing_to)common_get_choice(who, "to", listing_tos);
    set_copy(&listing->countries, who, "countries");
    listing->roles = roles_of(json_get(who, "roles"));
}

void listing_move(struct listing *listing, const struct entry *entry)
{
    mem_free(listing->moved.by);
    listing->moved.by = mem_text(entry->by);
    listing->moved.seq = entry->seq;
    listing->moved.at_ms = entry->at_ms;
}

void listing_touch(struct listing *listing, const struct entry *entry)
{
    listing->changes += listing->revision > 0;
    listing->revision = entry->seq;
    listing->changed_ms = entry->at_ms;
}

void listing_change(struct listing *listing, const struct entry *entry)
{
    const struct json *data = entry->data;
    listing_touch(listing, entry);
    listing->words = mem_resize(listing->words, listing->words_count * sizeof *listing->words,
                                (listing->words_count + 1) * sizeof *listing->words);
    listing->words[listing->words_count++] = entry->seq;
    if (common_has(data, "title"))
        set_title(listing, json_get(data, "title"));
    if (common_has(data, "summary"))
        set_summary(listing, data);
    if (common_has(data, "who"))
        set_who(listing, json_get(data, "who"));
    if (common_has(data, "hosts"))
        set_copy(&listing->hosts, data, "hosts");
    if (common_has(data, "stream"))
        set_copy(&listing->stream, data, "stream");
    if (common_has(data, "start")) {
        int64_t before_ms = listing->start_ms;
        listing->start_ms = common_get_int(data, "start");
        if (before_ms && before_ms != listing->start_ms)
            listing_move(listing, entry);
    }
    if (common_has(data, "minutes"))
        listing->minutes = common_get_int(data, "minutes");
    if (common_has(data, "opens"))
        listing->opens = common_get_bool(data, "opens");
    registration_change(&listing->registration, data);
    set_text(&listing->asks, data, "asks");
    listing->asked = listing->asked || listing->asks;
    set_text(&listing->series, data, "series");
    set_text(&listing->zone, data, "zone");
    if (common_has(data, "languages"))
        set_list(&listing->languages, data, "languages");
}

void listing_content(const struct entry *entry, char content[23])
{
    struct slice kept = common_get_text(entry->data, "content");
    if (entry->erased && kept.len == 22) {
        memcpy(content, kept.at, kept.len);
        content[22] = 0;
        return;
    }
    struct hash hash = hash_of(&entry->text, 1);
    hash_id(&hash, content);
}

static struct listing *add(struct catalogue *catalogue, const struct entry *entry, struct slice of)
{
    struct listing *listing = mem_new(sizeof *listing);
    listing->seq = entry->seq;
    listing->of = mem_text(of);
    listing->by = mem_text(entry->by);
    listing->since_ms = entry->at_ms;
    listing_content(entry, listing->content);
    map_put(catalogue->rooms, of, listing);
    return listing;
}

/* Who makes a room and names no host is its host, but for the server. */
static char *own_host(const struct entry *entry)
{
    char list[BOUND_ID_BYTES + 8];
    if (slice_equal(entry->by, ENTRY_SYSTEM))
        return mem_text(SLICE("[]"));
    snprintf(list, sizeof list, "[\"%.*s\"]", (int)entry->by.len, entry->by.at);
    return mem_text(slice_of(list));
}

struct listing *catalogue_add(struct catalogue *catalogue, const struct entry *entry,
                              struct slice of)
{
    struct listing *listing = add(catalogue, entry, of);
    listing->template =
        (enum listing_template)common_get_choice(entry->data, "template", listing_templates);
    set_title(listing, json_get(entry->data, "title"));
    listing->late = common_about_late(entry->data);
    listing_change(listing, entry);
    if (!listing->hosts)
        listing->hosts = own_host(entry);
    return listing;
}

struct listing *catalogue_copy(struct catalogue *catalogue, const struct entry *entry,
                               struct slice of, const struct listing *from)
{
    struct listing *listing = add(catalogue, entry, of);
    listing->template = from->template;
    listing->title = mem_text(slice_of(from->title));
    listing->folded = mem_text(slice_of(from->folded));
    listing->hosts = mem_text(slice_of(from->hosts));
    registration_copy(&listing->registration, &from->registration);
    listing->asks = from->asks ? mem_text(slice_of(from->asks)) : NULL;
    listing->asked = from->asks;
    listing->summary = from->summary ? mem_text(slice_of(from->summary)) : NULL;
    listing->series = from->series ? mem_text(slice_of(from->series)) : NULL;
    listing->zone = from->zone ? mem_text(slice_of(from->zone)) : NULL;
    listing->languages = from->languages ? mem_text(slice_of(from->languages)) : NULL;
    listing->stream = from->stream ? mem_text(slice_of(from->stream)) : NULL;
    listing->countries = from->countries ? mem_text(slice_of(from->countries)) : NULL;
    listing->course = from->course;
    listing->to = from->to;
    listing->roles = from->roles;
    listing->minutes = from->minutes;
    listing->opens = from->opens;
    listing->late = from->late;
    listing_change(listing, entry);
    return listing;
}

void catalogue_set_code(struct catalogue *catalogue, struct listing *listing, struct slice code)
{
    if (listing->code[0])
        map_take(catalogue->codes, slice_of(listing->code));
    memset(listing->code, 0, sizeof listing->code);
    if (code.len != CODE_BYTES - 1)
        return;
    memcpy(listing->code, code.at, code.len);
    map_put(catalogue->codes, code, listing);
}

/* ---- the window --------------------------------------------------------------------------------
 */

static bool is_shown(const struct listing *listing)
{
    return listing->template == TEMPLATE_WEBINAR && listing->to == TO_ACADEMY &&
           !listing->archived && listing->phase != LISTED_ENDED;
}

/* Live ones first, then by their start. */
static bool is_before(const struct listing *a, const struct listing *b)
{
    if (a->phase != b->phase)
        return a->phase == LISTED_LIVE;
    return a->start_ms != b->start_ms ? a->start_ms < b->start_ms : a->seq < b->seq;
}

void catalogue_look(struct catalogue *catalogue, const struct listing *about)
{
    struct map_at at = {0};
    catalogue->about = about;
    memcpy(catalogue->before, catalogue->window, sizeof catalogue->before);
    catalogue->before_count = catalogue->window_count;
    catalogue->window_count = 0;
    while (map_next(catalogue->rooms, &at)) {
        const struct listing *listing = at.value;
        if (!is_shown(listing))
            continue;
        size_t place = catalogue->window_count;
        while (place > 0 && is_before(listing, catalogue->window[place - 1]))
            place--;
        if (place == BOUND_ROOMS_WINDOW)
            continue;
        if (catalogue->window_count < BOUND_ROOMS_WINDOW)
            catalogue->window_count++;
        memmove(&catalogue->window[place + 1], &catalogue->window[place],
                (catalogue->window_count - place - 1) * sizeof catalogue->window[0]);
        catalogue->window[place] = listing;
    }
}

bool catalogue_forget(void *state, int64_t seq)
{
    struct catalogue *catalogue = state;
    struct map_at at = {0};
    while (map_next(catalogue->rooms, &at)) {
        struct listing *listing = at.value;
        if (listing->seq != seq)
            continue;
        common_wipe(&listing->title);
        common_wipe(&listing->folded);
        common_wipe(&listing->summary);
        listing->title = mem_text(SLICE("{}"));
        listing->folded = mem_text(SLICE(""));
        return is_shown(listing);
    }
    return false;
}
