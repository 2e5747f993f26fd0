/* SPDX-License-Identifier: Apache-2.0
 * One look at a connection, for one person or for all. */
#include "net/expel.h"

#include "fanout/subscriber.h"
#include "hub/hub.h"
#include "net/revoked_file.h"

static void revoked_look(void *context, struct session *session)
{
    const struct revoked_file *revoked = context;
    struct slice id = session_subscriber(session)->actor.id;
    if (revoked_file_holds(revoked, id, session_mark(session)))
        session_end(session, ENDING_REVOKED);
}

void expel_revoked(const struct sessions *sessions, const struct revoked_file *revoked)
{
    sessions_each(sessions, revoked_look, (void *)(uintptr_t)revoked);
}

static enum ending ending_of(enum err error)
{
    return error == ERR_SUSPENDED ? ENDING_SUSPENDED : ENDING_NOT_MEMBER;
}

static void gate_look(void *context, struct session *session)
{
    const struct hub *hub = session_options(session)->hub;
    const struct actor *actor = &session_subscriber(session)->actor;
    struct slice login = session_login(session);
    (void)context;
    if (actor->anonymous)
        return;
    enum err error = gate_allows(hub, actor->id);
    if (error)
        session_end(session, ending_of(error));
    else if (login.len > 0 && gate_ended(hub, login))
        session_end(session, ENDING_SIGNED_OUT);
}

static void gate_moved(void *context, const struct moved *moved)
{
    const struct sessions *sessions = context;
    for (size_t i = 0; !moved->all && i < moved->count; i++)
        sessions_each_of(sessions, moved->people[i], gate_look, NULL);
    if (moved->all)
        sessions_each(sessions, gate_look, NULL);
}

void expel_start(struct sessions *sessions, struct hub *hub)
{
    gate_listen(hub, gate_moved, sessions);
}

void expel_stop(struct hub *hub)
{
    gate_listen(hub, NULL, NULL);
}

bool expel_lets_in(struct session *session, const struct token_claims *claims, enum err *error)
{
    const struct hub *hub = session_options(session)->hub;
    if (claims->ends_ms && gate_ended(hub, slice_of(claims->jti))) {
        session_end(session, ENDING_SIGNED_OUT);
        return false;
    }
    *error = gate_ask(hub, slice_of(claims->id), NULL);
    if (!*error || *error == ERR_JOURNAL_AWAY)
        return !*error;
    session_end(session, ending_of(*error));
    *error = ERR_NONE;
    return false;
}
