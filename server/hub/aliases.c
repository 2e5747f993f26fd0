/* SPDX-License-Identifier: Apache-2.0
 * A map for each scope that was asked about lately. */
#include "hub/aliases.h"

#include <stdio.h>

#include "base/bounds.h"
#include "base/mem.h"

enum { SCOPES_MAX = 8 };

struct alias_scope {
    char scope[VEIL_SCOPE_BYTES];
    struct map *people; /* owned; pseudonym -> id, owned; NULL: not in use */
};

struct aliases {
    const struct room *room;    /* borrowed; NULL: nothing was asked yet */
    struct alias_scope *scopes; /* owned; SCOPES_MAX; NULL: the same */
    unsigned next;              /* the one whose turn it is to go */
};

struct aliases *aliases_new(void)
{
    return mem_new(sizeof(struct aliases));
}

void aliases_clear(struct aliases *aliases)
{
    for (unsigned i = 0; aliases->scopes && i < SCOPES_MAX; i++)
        map_free(&aliases->scopes[i].people, mem_free);
    mem_free(aliases->scopes);
    aliases->scopes = NULL;
    aliases->room = NULL;
}

void aliases_free(struct aliases **aliases)
{
    aliases_clear(*aliases);
    mem_free(*aliases);
    *aliases = NULL;
}

static void scope_add(const struct aliases *aliases, struct alias_scope *scope, struct slice person)
{
    struct veil_name name;
    if (map_full(scope->people) || !room_veil(aliases->room, slice_of(scope->scope), person, &name))
        return;
    mem_free(map_put(scope->people, slice_of(name.text), mem_text(person)));
}

void aliases_add(struct aliases *aliases, struct slice person)
{
    for (unsigned i = 0; aliases->scopes && i < SCOPES_MAX; i++)
        if (aliases->scopes[i].people)
            scope_add(aliases, &aliases->scopes[i], person);
}

static struct alias_scope *scope_make(struct aliases *aliases, struct slice name,
                                      const struct map *people)
{
    struct alias_scope *scope = &aliases->scopes[aliases->next++ % SCOPES_MAX];
    struct map_at at = {0};
    map_free(&scope->people, mem_free);
    scope->people = map_new(BOUND_MEMBERS);
    snprintf(scope->scope, sizeof scope->scope, "%.*s", (int)name.len, name.at);
    while (map_next(people, &at))
        scope_add(aliases, scope, at.key);
    return scope;
}

struct slice aliases_find(struct aliases *aliases, const struct room *room, struct slice scope,
                          struct slice pseudonym, const struct map *people)
{
    struct alias_scope *found = NULL;
    struct veil_name name;
    if (!room_veil(room, scope, pseudonym, &name))
        return (struct slice){NULL, 0}; /* the key is not known yet */
    aliases->room = room;
    if (!aliases->scopes)
        aliases->scopes = mem_new(SCOPES_MAX * sizeof *aliases->scopes);
    for (unsigned i = 0; i < SCOPES_MAX && !found; i++)
        if (aliases->scopes[i].people && slice_is(scope, aliases->scopes[i].scope))
            found = &aliases->scopes[i];
    if (!found)
        found = scope_make(aliases, scope, people);
    return slice_of(map_find(found->people, pseudonym));
}
