/* SPDX-License-Identifier: Apache-2.0
 * One entry for each, under way at most once. What the academy does not take of the token (an
 * address, a country) is left out. */
#include "net/newcomers.h"

#include "base/bounds.h"
#include "base/buffer.h"
#include "base/hash.h"
#include "base/json.h"
#include "base/map.h"
#include "base/mem.h"
#include "base/writer.h"
#include "hub/gate.h"
#include "hub/hub.h"
#include "outbound/mail.h"

enum { UNDER_WAY_MAX = 256, DATA_BYTES = BOUND_COMMAND_BYTES, OP_BYTES = 23 };

struct newcomers {
    struct hub *hub;
    struct map *under_way; /* owned: id -> struct newcomer */
    bool full;             /* the last that was asked for found no place */
    bool freed;
};

struct newcomer {
    struct newcomers *newcomers;
    struct token_claims claims;
    bool bare; /* without what the academy did not take */
};

struct newcomers *newcomers_new(struct hub *hub)
{
    struct newcomers *newcomers = mem_new(sizeof *newcomers);
    newcomers->hub = hub;
    newcomers->under_way = map_new(UNDER_WAY_MAX);
    return newcomers;
}

static void free_if_done(struct newcomers *newcomers)
{
    if (!newcomers->freed || map_count(newcomers->under_way) > 0)
        return;
    map_free(&newcomers->under_way, NULL);
    mem_free(newcomers);
}

void newcomers_free(struct newcomers **newcomers)
{
    struct newcomers *old = *newcomers;
    *newcomers = NULL;
    if (!old)
        return;
    old->freed = true;
    free_if_done(old);
}

static void write_person(const struct newcomer *newcomer, struct buffer *out)
{
    char op[OP_BYTES];
    struct writer writer;
    const struct token_claims *claims = &newcomer->claims;
    bool joins = claims->newcomer == TOKEN_NEWCOMER_JOINS;
    hash_random_id(op);
    writer_init(&writer, out);
    writer_object(&writer, NULL);
    writer_text(&writer, "room", SLICE("academy:main"));
    writer_text(&writer, "op", slice_of(op));
    writer_text(&writer, joins ? "person" : "identity", slice_of(claims->id));
    writer_text(&writer, "name", slice_of(*claims->name ? claims->name : claims->id));
    if (!newcomer->bare && mail_address_good(slice_of(claims->mail)))
        writer_text(&writer, "mail", slice_of(claims->mail));
    if (!newcomer->bare && *claims->country)
        writer_text(&writer, "country", slice_of(claims->country));
    writer_end(&writer);
}

static void answered(void *context, const struct hub_answer *answer);

static void tell(struct newcomer *newcomer)
{
    static const struct actor system = {.id = {"system", 6}};
    bool joins = newcomer->claims.newcomer == TOKEN_NEWCOMER_JOINS;
    struct buffer text;
    struct json *data = NULL;
    buffer_init(&text, DATA_BYTES);
    write_person(newcomer, &text);
    (void)json_parse(buffer_slice(&text), &data);
    hub_command(newcomer->newcomers->hub, &system,
                joins ? SLICE("person.add") : SLICE("access.request"), data, answered, newcomer);
    json_free(&data);
    buffer_done(&text);
}

static bool is_of_the_data(enum err error)
{
    return error == ERR_BAD_REQUEST || error == ERR_COUNTRY_UNKNOWN || error == ERR_TEXT_INVALID ||
           error == ERR_TEXT_TOO_LONG;
}

/* That somebody is known by now is as good. */
static void answered(void *context, const struct hub_answer *answer)
{
    struct newcomer *newcomer = context;
    struct newcomers *newcomers = newcomer->newcomers;
    if (is_of_the_data(answer->error) && !newcomer->bare && !newcomers->freed) {
        newcomer->bare = true;
        tell(newcomer);
        return;
    }
    newcomers->full = answer->error == ERR_QUEUE_FULL || answer->error == ERR_LIMIT_EXCEEDED;
    map_take(newcomers->under_way, slice_of(newcomer->claims.id));
    mem_free(newcomer);
    free_if_done(newcomers);
}

static enum err ask(struct newcomers *newcomers, const struct token_claims *claims)
{
    if (map_find(newcomers->under_way, slice_of(claims->id)))
        return ERR_PERSON_NEW;
    if (map_full(newcomers->under_way))
        return ERR_QUEUE_FULL;
    struct newcomer *newcomer = mem_new(sizeof *newcomer);
    *newcomer = (struct newcomer){.newcomers = newcomers, .claims = *claims};
    map_put(newcomers->under_way, slice_of(newcomer->claims.id), newcomer);
    tell(newcomer);
    return newcomers->full ? ERR_QUEUE_FULL : ERR_PERSON_NEW;
}

enum err newcomers_ask(struct newcomers *newcomers, const struct token_claims *claims)
{
    if (!newcomers || claims->newcomer == TOKEN_NEWCOMER_NONE)
        return ERR_NOT_MEMBER;
    enum gate_request request = gate_request(newcomers->hub, slice_of(claims->id));
    if (claims->newcomer == TOKEN_NEWCOMER_JOINS || request == GATE_REQUEST_NONE)
        return ask(newcomers, claims);
    return request == GATE_REQUEST_WAITS ? ERR_ACCESS_ASKED : ERR_NOT_MEMBER;
}
