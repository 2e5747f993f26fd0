/* SPDX-License-Identifier: Apache-2.0
 * One look at a connection, for one person or for all. */
#include "net/expel.h"

#include "base/mem.h"
#include "base/unused.h"
#include "fanout/subscriber.h"
#include "hub/hub.h"
#include "net/linked.h"
#include "net/newcomers.h"
#include "net/person_connections.h"
#include "net/revoked_file.h"

struct expel {
    const struct sessions *sessions;
    struct hub *hub;
};

static void revoked_look(void *context, struct session *session)
{
    const struct revoked_file *revoked = context;
    struct slice id = session_subscriber(session)->actor.id;
    const struct identity *who = session_who(session);
    if (linked_revoked(revoked, identity_linked(who), id, &who->mark))
        session_end(session, ENDING_REVOKED);
}

void expel_revoked(const struct sessions *sessions, const struct revoked_file *revoked)
{
    sessions_each(sessions, revoked_look, (void *)(uintptr_t)revoked);
}

static enum ending ending_of(enum err error)
{
    if (error == ERR_ACCESS_ASKED)
        return ENDING_ACCESS_ASKED;
    return error == ERR_SUSPENDED ? ENDING_SUSPENDED : ENDING_NOT_MEMBER;
}

static void gate_look(void *context, struct session *session)
{
    const struct hub *hub = session_options(session)->hub;
    const struct actor *actor = &session_subscriber(session)->actor;
    struct slice login = identity_login(session_who(session));
    UNUSED(context);
    if (actor->anonymous)
        return;
    enum err error = gate_allows(hub, actor->id);
    if (error)
        session_end(session, ending_of(error));
    else if (!linked_holds(hub, identity_linked(session_who(session)), actor->id))
        session_end(session, ENDING_TOKEN);
    else if (login.len > 0 && gate_ended(hub, login))
        session_end(session, ENDING_SIGNED_OUT);
}

static void gate_look_person(struct hub *hub, struct slice id)
{
    struct people *people = hub_fanout(hub)->people;
    struct person *person = people_find(people, id);
    struct person_connection *at = person ? person->newest : NULL, *older;
    for (; at; at = older) {
        older = at->older; /* whoever ends leaves the list */
        gate_look(NULL, session_of_person(at));
    }
}

static void gate_moved(void *context, const struct moved *moved)
{
    const struct expel *expel = context;
    for (size_t i = 0; !moved->all && i < moved->count; i++)
        gate_look_person(expel->hub, moved->people[i]);
    if (moved->all)
        sessions_each(expel->sessions, gate_look, NULL);
}

struct expel *expel_new(const struct sessions *sessions, struct hub *hub)
{
    struct expel *expel = mem_new(sizeof *expel);
    *expel = (struct expel){sessions, hub};
    gate_listen(hub, gate_moved, expel);
    return expel;
}

void expel_free(struct expel **expel)
{
    if (!*expel)
        return;
    gate_listen((*expel)->hub, NULL, NULL);
    mem_free(*expel);
    *expel = NULL;
}

bool expel_lets_in(struct session *session, const struct token_claims *claims, enum err *error)
{
    const struct hub *hub = session_options(session)->hub;
    if (claims->ends_ms && gate_ended(hub, slice_of(claims->jti))) {
        session_end(session, ENDING_SIGNED_OUT);
        return false;
    }
    *error = gate_ask(hub, slice_of(claims->id), NULL);
    if (*error == ERR_NOT_MEMBER)
        *error = newcomers_ask(session_options(session)->newcomers, claims);
    if (!*error || error_temporary(*error))
        return !*error;
    session_end(session, ending_of(*error));
    *error = ERR_NONE;
    return false;
}
