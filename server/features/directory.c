/* SPDX-License-Identifier: Apache-2.0
 * The people of the academy. */
#include "features/directory.h"

#include <ctype.h>
#include <inttypes.h>
#include <stdio.h>

#include "base/mem.h"
#include "base/text_fold.h"
#include "base/unused.h"
#include "features/common_author.h"
#include "features/common_get.h"
#include "features/common_mail.h"
#include "features/directory_leaving.h"

enum { COUNTRIES_MAX = 300 };

const char *const directory_languages[] = {"ar", "en", "fr", "es", NULL};
const char *const directory_roles[] = {"member", "manager", "coordinator", "organiser", NULL};

static const unsigned role_bits[] = {ROLE_ACADEMY_MEMBER, ROLE_ACADEMY_MANAGER,
                                     ROLE_ACADEMY_COORDINATOR, ROLE_ACADEMY_ORGANISER};

unsigned directory_role(struct slice name)
{
    int place = common_find_choice(name, directory_roles);
    return place < 0 ? 0 : role_bits[place];
}

void *directory_new(const struct room *room)
{
    struct directory *directory = mem_new(sizeof *directory);
    UNUSED(room);
    directory->by_id = map_new_keyed(BOUND_MEMBERS, MAP_KEY_TEXT, offsetof(struct profile, id));
    directory->countries = map_new(COUNTRIES_MAX);
    directory->closed = map_new(COUNTRIES_MAX);
    directory->mails = map_new(BOUND_MEMBERS);
    directory->wanted = map_new(BOUND_MEMBERS);
    directory->links = map_new(BOUND_MEMBERS);
    directory->all = directory_index_new();
    directory->staff = directory_index_new();
    directory->suspended = directory_index_new();
    directory->leaving = directory_leaving_new();
    return directory;
}

static void wipe(struct profile *person)
{
    common_wipe(&person->name);
    common_wipe(&person->folded);
    common_wipe(&person->mail);
    common_wipe(&person->why);
}

static void person_free(void *value)
{
    struct profile *person = value;
    wipe(person);
    mem_free(person->id);
    mem_free(person->coordinates);
    mem_free(person->words);
    mem_free(person);
}

static void index_free(void *value)
{
    struct directory_index *index = value;
    directory_index_free(&index);
}

void directory_free(void *state)
{
    struct directory *directory = state;
    directory_leaving_free(&directory->leaving);
    directory_index_free(&directory->all);
    directory_index_free(&directory->staff);
    directory_index_free(&directory->suspended);
    map_free(&directory->countries, index_free);
    map_free(&directory->closed, NULL);
    map_free(&directory->mails, NULL);
    map_free(&directory->wanted, NULL);
    map_free(&directory->links, mem_free);
    map_free(&directory->by_id, person_free);
    mem_free(directory);
}

struct profile *directory_find(const struct directory *directory, struct slice id)
{
    return map_find(directory->by_id, id);
}

/* The address as the map has it; "" when there is none. */
static void mail_key(struct slice mail, struct buffer *out)
{
    buffer_init(out, COMMON_MAIL_BYTES + 1);
    if (mail.len > 0)
        common_mail_canonical(mail, out);
}

const struct profile *directory_find_mail(const struct directory *directory, struct slice mail)
{
    struct buffer key;
    mail_key(mail, &key);
    const struct profile *person = key.len ? map_find(directory->mails, buffer_slice(&key)) : NULL;
    buffer_done(&key);
    return person;
}

static void mail_enter(struct directory *directory, struct profile *person)
{
    struct buffer key;
    mail_key(slice_of(person->mail), &key);
    person->same_mail = NULL;
    if (key.len > 0)
        person->same_mail = map_put(directory->mails, buffer_slice(&key), person);
    buffer_done(&key);
}

static void mail_leave(struct directory *directory, struct profile *person)
{
    struct buffer key;
    mail_key(slice_of(person->mail), &key);
    struct profile *first = key.len ? map_find(directory->mails, buffer_slice(&key)) : NULL;
    if (first == person && person->same_mail)
        map_put(directory->mails, buffer_slice(&key), person->same_mail);
    else if (first == person)
        map_take(directory->mails, buffer_slice(&key));
    while (first && first != person && first->same_mail != person)
        first = first->same_mail;
    if (first && first != person)
        first->same_mail = person->same_mail;
    buffer_done(&key);
}

/* Who organises must be able to open a country again. */
bool directory_active(const struct directory *directory, const struct profile *person)
{
    bool closed = person->country[0] && map_find(directory->closed, slice_of(person->country));
    return person->state == PROFILE_ACTIVE && (!closed || person->roles & ROLE_ACADEMY_ORGANISER);
}

unsigned directory_roles_of(const struct directory *directory, const struct profile *person)
{
    bool active = person && directory_active(directory, person);
    return active ? ROLE_ACADEMY_MEMBER | person->roles : 0;
}

bool profile_coordinates(const struct profile *person, struct slice country)
{
    if (!(person->roles & ROLE_ACADEMY_COORDINATOR) || !person->coordinates)
        return false;
    for (size_t i = 0; person->coordinates[i][0]; i++)
        if (slice_is(country, person->coordinates[i]))
            return true;
    return false;
}

struct slice directory_added_id(const struct entry *entry, char made[DIRECTORY_ID_BYTES])
{
    struct slice given = common_get_text(entry->data, "person");
    if (given.at)
        return given;
    snprintf(made, DIRECTORY_ID_BYTES, "m%" PRId64, entry->seq);
    return slice_of(made);
}

bool directory_is_made_id(struct slice id)
{
    size_t digits = 1;
    while (digits < id.len && isdigit((unsigned char)id.at[digits]))
        digits++;
    return id.len > 1 && id.at[0] == 'm' && digits == id.len;
}

/* The indexes in which somebody stands, as they are now. */
static size_t indexes_of(struct directory *directory, const struct profile *person,
                         struct directory_index *out[4])
{
    size_t count = 0;
    if (person->state == PROFILE_ERASED)
        return 0;
    out[count++] = directory->all;
    if (person->roles)
        out[count++] = directory->staff;
    if (person->state == PROFILE_SUSPENDED)
        out[count++] = directory->suspended;
    if (!person->country[0])
        return count;
    out[count] = map_find(directory->countries, slice_of(person->country));
    if (!out[count]) {
        out[count] = directory_index_new();
        map_put(directory->countries, slice_of(person->country), out[count]);
    }
    return count + 1;
}

/* Takes them out of all indexes, so that they may change; and puts them back. */
static void leave(struct directory *directory, struct profile *person)
{
    mail_leave(directory, person);
    struct directory_index *indexes[4];
    for (size_t i = indexes_of(directory, person, indexes); i-- > 0;)
        directory_index_take(indexes[i], person);
    bool organises = person->roles & ROLE_ACADEMY_ORGANISER && person->state == PROFILE_ACTIVE;
    directory->organisers -= organises;
}

static void enter(struct directory *directory, struct profile *person)
{
    mail_enter(directory, person);
    struct directory_index *indexes[4];
    for (size_t i = indexes_of(directory, person, indexes); i-- > 0;)
        directory_index_add(indexes[i], person);
    bool organises = person->roles & ROLE_ACADEMY_ORGANISER && person->state == PROFILE_ACTIVE;
    directory->organisers += organises;
}

/* Names that fold into more than they can are found by their beginning. */
static char *fold(const char *name)
{
    struct buffer folded;
    buffer_init(&folded, PROFILE_FOLDED_BYTES);
    (void)text_fold(slice_of(name), &folded);
    char *text = mem_text(folded.len > 0 ? buffer_slice(&folded) : SLICE(""));
    buffer_done(&folded);
    return text;
}

static void set_name(struct profile *person, struct slice name, int64_t seq)
{
    common_wipe(&person->name);
    common_wipe(&person->folded);
    person->name = mem_text(name);
    person->folded = fold(person->name);
    person->named_seq = seq;
}

static void set_languages(struct profile *person, const struct json *list)
{
    size_t count = 0;
    struct slice word = {NULL, 0};
    memset(person->languages, 0, sizeof person->languages);
    for (const struct json *at = json_first(list); at; at = json_next(at))
        if (json_as_text(at, &word) && count < BOUND_PERSON_LANGUAGES)
            person->languages[count++] = (char)(common_find_choice(word, directory_languages) + 1);
}

static void set_roles(struct profile *person, const struct json *list)
{
    struct slice word = {NULL, 0};
    person->roles = 0;
    for (const struct json *at = json_first(list); at; at = json_next(at)) {
        if (json_as_text(at, &word))
            person->roles |= directory_role(word) & ~(unsigned)ROLE_ACADEMY_MEMBER;
    }
}

static void set_coordinates(struct profile *person, const struct json *list)
{
    size_t count = json_count(list);
    struct slice code = {NULL, 0};
    mem_free(person->coordinates);
    person->coordinates = NULL;
    if (count == 0)
        return;
    person->coordinates = mem_new((count + 1) * sizeof *person->coordinates);
    char(*to)[COUNTRY_BYTES] = person->coordinates;
    for (const struct json *at = json_first(list); at; at = json_next(at))
        if (json_as_text(at, &code) && code.len == 2)
            memcpy(*to++, code.at, 2);
}

void directory_add_words(struct profile *person, int64_t seq)
{
    if (person->words_count > 0 && person->words[person->words_count - 1] == seq)
        return;
    person->words = mem_resize(person->words, person->words_count * sizeof *person->words,
                               (person->words_count + 1) * sizeof *person->words);
    person->words[person->words_count++] = seq;
}

/* The words of an entry that was erased are not there; that they were is what counts. */
static void read_entry(struct profile *person, const struct entry *entry)
{
    const struct json *data = entry->data;
    struct slice mail = common_get_text(data, "mail"), country = common_get_text(data, "country");
    if (common_has(data, "name"))
        set_name(person, common_get_text(data, "name"), entry->seq);
    if (mail.at) {
        common_wipe(&person->mail);
        person->mail = mail.len > 0 ? mem_text(mail) : NULL;
        person->mailed_seq = entry->seq;
    }
    if (country.len == 2)
        memcpy(person->country, country.at, 2);
    if (json_get(data, "languages"))
        set_languages(person, json_get(data, "languages"));
    if (json_get(data, "roles"))
        set_roles(person, json_get(data, "roles"));
    if (json_get(data, "coordinates"))
        set_coordinates(person, json_get(data, "coordinates"));
    if (common_has(data, "picture"))
        person->picture = common_get_int(data, "picture");
    directory_add_words(person, entry->seq);
}

struct profile *directory_add(struct directory *directory, const struct entry *entry,
                              struct slice id)
{
    struct profile *person = mem_new(sizeof *person);
    person->id = mem_text(id);
    person->added_seq = entry->seq;
    person->added_ms = person->since_ms = entry->at_ms;
    set_name(person, SLICE(""), entry->seq);
    read_entry(person, entry);
    map_put(directory->by_id, id, person);
    enter(directory, person);
    return person;
}

void directory_change(struct directory *directory, const struct entry *entry,
                      struct profile *person)
{
    leave(directory, person);
    read_entry(person, entry);
    enter(directory, person);
}

void directory_set_state(struct directory *directory, const struct entry *entry,
                         struct profile *person, enum profile_state state)
{
    struct slice why = common_get_text(entry->data, "why");
    leave(directory, person);
    person->state = state;
    person->since_ms = entry->at_ms;
    common_wipe(&person->why);
    if (state == PROFILE_ERASED) {
        wipe(person);
        person->name = mem_text(SLICE(""));
        person->folded = mem_text(SLICE(""));
        person->picture = 0;
    } else if (why.at) {
        person->why = mem_text(why);
        person->why_seq = entry->seq;
    }
    directory_add_words(person, entry->seq);
    if (state != PROFILE_ACTIVE)
        directory_want_no_more(directory, person);
    enter(directory, person);
}

void directory_want(struct directory *directory, struct profile *person, int64_t seq)
{
    directory_want_no_more(directory, person);
    person->want_seq = seq;
    map_put(directory->wanted, slice_of(person->id), person);
}

void directory_want_no_more(struct directory *directory, struct profile *person)
{
    map_take(directory->wanted, slice_of(person->id));
    person->want_seq = 0;
}

/* True when they see it themselves. */
static bool forget(struct directory *directory, struct profile *person, int64_t seq)
{
    bool named = person->named_seq == seq && person->name[0];
    if (person->named_seq != seq && person->mailed_seq != seq && person->why_seq != seq)
        return false;
    leave(directory, person);
    if (person->mailed_seq == seq)
        common_wipe(&person->mail);
    if (person->why_seq == seq)
        common_wipe(&person->why);
    if (named)
        set_name(person, SLICE(""), seq);
    enter(directory, person);
    return named;
}

bool directory_forget(void *state, int64_t seq)
{
    struct directory *directory = state;
    struct map_at at = {0};
    bool shows = false;
    while (map_next(directory->by_id, &at))
        shows = forget(directory, at.value, seq) || shows;
    return shows;
}
