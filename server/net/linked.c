/* SPDX-License-Identifier: Apache-2.0
 * One look into the fold of the academy for each token. */
#include "net/linked.h"

#include <stdio.h>

#include "hub/gate.h"
#include "net/revoked_file.h"

void linked_resolve(const struct hub *hub, struct token_claims *claims)
{
    struct slice person = gate_linked(hub, slice_of(claims->id));
    struct gate_person known = {0};
    if (!person.at)
        return;
    memcpy(claims->linked, claims->id, sizeof claims->linked);
    snprintf(claims->id, sizeof claims->id, "%.*s", (int)person.len, person.at);
    claims->newcomer = TOKEN_NEWCOMER_NONE;
    if (gate_ask(hub, person, &known) == ERR_NONE && known.name.len > 0)
        snprintf(claims->name, sizeof claims->name, "%.*s", (int)known.name.len, known.name.at);
}

bool linked_holds(const struct hub *hub, struct slice linked, struct slice person)
{
    return linked.len == 0 || slice_equal(gate_linked(hub, linked), person);
}

bool linked_revoked(const struct revoked_file *revoked, struct slice linked, struct slice person,
                    const struct token_mark *mark)
{
    return revoked_file_holds(revoked, person, mark) ||
           (linked.len > 0 && revoked_file_holds(revoked, linked, mark));
}
