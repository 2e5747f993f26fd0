/* SPDX-License-Identifier: Apache-2.0
 * The table of kinds, read once. */
#include "core/kinds.h"

#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"

struct methods {
    struct method *list; /* owned; in the order of their places */
    size_t count;
    size_t *table;                /* owned; by the hash of a name: 1 + a place in the list, or 0 */
    size_t table_last;            /* index; all bits set */
    uint16_t *deciders[DECIDERS]; /* owned, in one piece that the first begins */
    struct hearer *hearers;       /* owned; those of all methods, each list ending with NULL */
};

struct kinds {
    const struct kind *const *table;
    size_t count;
    struct methods *methods; /* owned; one for each kind of the table */
};

static size_t count_methods(const struct kind *kind)
{
    size_t count = 0;
    for (size_t i = 0; kind->features[i]; i++)
        count += kind->features[i]->rows_count + kind->features[i]->queries_count;
    return count;
}

/* Names are ours: nobody can choose some that fall together, and every entry asks for its own many
 * times. FNV-1a, over the length and the last bytes, which tell them apart. */
static size_t hash(struct slice name)
{
    enum { BYTES = 6 };
    uint32_t hash = 2166136261U ^ (uint32_t)name.len;
    size_t at = name.len > BYTES ? name.len - BYTES : 0;
    for (; at < name.len; at++)
        hash = (hash ^ (unsigned char)name.at[at]) * 16777619U;
    return hash ^ hash >> 16;
}

/* Where the name stands in the table, or would. */
static size_t *find(const struct methods *methods, struct slice name)
{
    size_t at = hash(name) & methods->table_last;
    while (methods->table[at] && !method_is(&methods->list[methods->table[at] - 1], name))
        at = (at + 1) & methods->table_last;
    return &methods->table[at];
}

/* False when there is one of that name. */
static bool add(struct methods *methods, const struct method *method)
{
    size_t *at = find(methods, slice_of(method->name));
    if (*at)
        return false;
    methods->list[methods->count] = *method;
    methods->list[methods->count].place = methods->count;
    methods->list[methods->count].name_bytes = strlen(method->name);
    *at = ++methods->count;
    return true;
}

static void make_room(struct methods *methods, size_t count)
{
    size_t places = 8;
    while (places < 2 * count)
        places *= 2;
    methods->list = mem_new((count + 1) * sizeof *methods->list);
    methods->table = mem_new(places * sizeof *methods->table);
    methods->table_last = places - 1;
}

/* The features of the kind that follow rows of that name, to `out`; how many. */
static size_t find_hearers(const struct kind *kind, const char *name, struct hearer *out)
{
    size_t count = 0;
    for (size_t i = 0; kind->features[i]; i++)
        for (size_t k = 0; k < kind->features[i]->hears.count; k++)
            if (strcmp(kind->features[i]->hears.list[k].type, name) == 0)
                out[count++] =
                    (struct hearer){kind->features[i], i, &kind->features[i]->hears.list[k]};
    return count;
}

static size_t count_hearings(const struct kind *kind)
{
    size_t count = 0;
    for (size_t i = 0; kind->features[i]; i++)
        count += kind->features[i]->hears.count;
    return count;
}

/* Which features follow which rows: whoever applies or tells an entry asks at each feature. */
static void list_hearers(const struct kind *kind, struct methods *methods)
{
    struct hearer *next =
        mem_new((count_hearings(kind) + methods->count + 1) * sizeof *methods->hearers);
    methods->hearers = next;
    for (size_t i = 0; i < methods->count; i++) {
        size_t count = find_hearers(kind, methods->list[i].name, next);
        methods->list[i].hearers = count > 0 ? next : NULL;
        next += count > 0 ? count + 1 : 0;
    }
}

static bool decides(const struct feature *feature, enum decider what)
{
    switch (what) {
    case DECIDES_ROLE:
        return feature->role;
    case DECIDES_RINGS:
        return feature->rings;
    case DECIDES_COHORT:
        return feature->cohort;
    case DECIDES_ADDRESSES:
        return feature->readdress;
    case DECIDES_PHASE:
        return feature->phase;
    case DECIDES_EXISTS:
        return feature->exists;
    case DECIDES_LOCKS:
        return feature->locks;
    case DECIDES_VEILS:
        return feature->veils_staff;
    case DECIDES_DUE:
        return feature->due;
    case DECIDES_BALLOTS:
        return feature->ballots;
    case DECIDES_PRESENT:
        return feature->is_present;
    case DECIDES_WAITING:
        return feature->is_waiting;
    case DECIDES_NODES:
        return feature->nodes_each;
    case DECIDERS:
        break;
    }
    return false;
}

static void list_deciders(const struct kind *kind, struct methods *methods)
{
    size_t features = 0;
    while (kind->features[features])
        features++;
    uint16_t *next = mem_new(DECIDERS * (features + 1) * sizeof *next);
    for (enum decider what = 0; what < DECIDERS; what++) {
        methods->deciders[what] = next;
        for (size_t i = 0; i < features; i++)
            if (decides(kind->features[i], what))
                *next++ = (uint16_t)i;
        *next++ = NO_FEATURE;
    }
}

/* The name of a method that cannot be, or NULL. */
static const char *read_kind(const struct kind *kind, struct methods *methods)
{
    make_room(methods, count_methods(kind));
    list_deciders(kind, methods);
    for (size_t i = 0; kind->features[i]; i++) {
        const struct feature *feature = kind->features[i];
        for (size_t k = 0; k < feature->rows_count; k++) {
            const struct row *row = &feature->rows[k];
            if (!row->keep.members ||
                !add(methods, &(struct method){.name = row->name, .feature = i, .row = row}))
                return row->name;
        }
        for (size_t k = 0; k < feature->queries_count; k++) {
            const struct query *query = &feature->queries[k];
            if (!add(methods, &(struct method){.name = query->name, .feature = i, .query = query}))
                return query->name;
        }
    }
    list_hearers(kind, methods);
    return NULL;
}

/* Whether the kind has words to erase and no row that says when they are: core/erasure.h. */
static bool lacks_erasure(const struct methods *methods)
{
    bool erases = false;
    for (size_t i = 0; i < methods->count; i++)
        erases = erases || (methods->list[i].row && methods->list[i].row->erases);
    return erases && !methods_find(methods, SLICE("room.erase"));
}

static const struct kind *find_kind(const struct kinds *kinds, struct slice name)
{
    for (size_t i = 0; i < kinds->count; i++)
        if (slice_is(name, kinds->table[i]->name))
            return kinds->table[i];
    return NULL;
}

/* Reads the next kind of the table. False, and why, when it cannot be. */
static bool read_next(struct kinds *kinds, char *why, size_t why_bytes)
{
    const struct kind *kind = kinds->table[kinds->count];
    bool known = find_kind(kinds, slice_of(kind->name));
    struct methods *methods = &kinds->methods[kinds->count++];
    const char *wrong = read_kind(kind, methods);
    if (known)
        snprintf(why, why_bytes, "two kinds of room are named %s", kind->name);
    else if (wrong)
        snprintf(why, why_bytes,
                 "%s of %s rooms stands there twice, or does not say what erasing leaves", wrong,
                 kind->name);
    else if (lacks_erasure(methods))
        snprintf(why, why_bytes, "%s rooms withdraw words and lack room.erase", kind->name);
    else
        return true;
    return false;
}

struct kinds *kinds_new(const struct kind *const *table, char *why, size_t why_bytes)
{
    struct kinds *kinds = mem_new(sizeof *kinds);
    size_t count = 0;
    while (table[count])
        count++;
    *kinds =
        (struct kinds){.table = table, .methods = mem_new((count + 1) * sizeof(struct methods))};
    while (kinds && kinds->count < count)
        if (!read_next(kinds, why, why_bytes))
            kinds_free(&kinds);
    return kinds;
}

void kinds_free(struct kinds **kinds)
{
    for (size_t i = 0; *kinds && i < (*kinds)->count; i++) {
        mem_free((*kinds)->methods[i].table);
        mem_free((*kinds)->methods[i].list);
        mem_free((*kinds)->methods[i].deciders[0]);
        mem_free((*kinds)->methods[i].hearers);
    }
    if (*kinds)
        mem_free((*kinds)->methods);
    mem_free(*kinds);
    *kinds = NULL;
}

/* Plain channels are named as their clients like, but for what would break a line. */
static bool names_plain(struct slice name)
{
    for (size_t i = 0; i < name.len; i++)
        if ((unsigned char)name.at[i] < 0x20 || name.at[i] == 0x7f)
            return false;
    return name.len > 0 && name.len <= ROOM_NAME_BYTES && text_is_utf8(name);
}

static const struct kind *plain_kind(const struct kinds *kinds)
{
    for (size_t i = 0; i < kinds->count; i++)
        if (kinds->table[i]->plain)
            return kinds->table[i];
    return NULL;
}

const struct kind *kinds_of(const struct kinds *kinds, struct slice room)
{
    struct slice word = entry_room_kind(room);
    const struct kind *kind = word.at ? find_kind(kinds, word) : plain_kind(kinds);
    if (!kind)
        return NULL;
    bool named = kind->plain ? names_plain(room) : text_is_id(entry_room_id(room));
    return named ? kind : NULL;
}

bool kinds_know(const struct kinds *kinds, struct slice method)
{
    for (size_t i = 0; i < kinds->count; i++)
        if (methods_find(&kinds->methods[i], method))
            return true;
    return false;
}

bool kinds_veil(const struct kinds *kinds, struct slice method)
{
    for (size_t i = 0; i < kinds->count; i++) {
        const struct method *found = methods_find(&kinds->methods[i], method);
        if (found && found->row && found->row->veil.scope)
            return true;
    }
    return false;
}

const struct methods *kinds_methods(const struct kinds *kinds, const struct kind *kind)
{
    size_t i = 0;
    while (kinds->table[i] != kind)
        i++;
    return &kinds->methods[i];
}

const struct method *methods_find(const struct methods *methods, struct slice name)
{
    size_t place = *find(methods, name);
    return place ? &methods->list[place - 1] : NULL;
}

size_t methods_count(const struct methods *methods)
{
    return methods->count;
}

const struct method *methods_at(const struct methods *methods, size_t place)
{
    return &methods->list[place];
}

const uint16_t *methods_deciders(const struct methods *methods, enum decider what)
{
    return methods->deciders[what];
}
