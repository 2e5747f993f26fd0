/* SPDX-License-Identifier: Apache-2.0
 *
 * From one instance to another a message is "emulate ", the secret, a newline, and the client's
 * bytes as they came. Who writes to the bus without being an instance gains what any client has: a
 * secret it does not know is nobody's, and what it says is held to the same rules.
 */
#include "net/emulation.h"

#include "base/bounds.h"
#include "base/check.h"
#include "base/hash.h"
#include "base/json.h"
#include "base/map.h"
#include "base/mem.h"
#include "base/text.h"
#include "net/session.h"

enum { SECRET_CHARS = EMULATION_SECRET_BYTES - 1 };

static const struct slice word = {"emulate ", 8};

struct emulation {
    struct emulation_options options;
    struct map *places; /* secret -> place */
    struct orders orders;
};

static void told(void *context, struct slice message)
{
    emulation_told(context, message);
}

static uint32_t last_id(void *context)
{
    return session_last_id(context);
}

static void run(void *context, struct slice message)
{
    struct assembly_part whole = {.bytes = message, .final = true};
    session_receive(context, &whole, false);
}

struct emulation *emulation_new(const struct emulation_options *options)
{
    struct emulation *emulation = mem_new(sizeof *emulation);
    emulation->options = *options;
    emulation->places = map_new(options->sessions_max);
    emulation->orders = (struct orders){.loop = options->loop, .last_id = last_id, .run = run};
    hub_on_told(options->hub, told, emulation);
    return emulation;
}

void emulation_free(struct emulation **emulation)
{
    struct emulation *old = *emulation;
    *emulation = NULL;
    if (!old)
        return;
    check(map_count(old->places) == 0);
    hub_on_told(old->options.hub, NULL, NULL);
    map_free(&old->places, NULL);
    mem_free(old);
}

static struct slice secret_of(const struct emulated *place)
{
    return (struct slice){place->secret, SECRET_CHARS};
}

void emulation_join(struct emulation *emulation, struct emulated *place, struct session *session)
{
    check(!place->session && !map_full(emulation->places));
    hash_random_id(place->secret);
    place->session = session;
    order_init(&place->order, &emulation->orders, session);
    check(!map_put(emulation->places, secret_of(place), place));
}

void emulation_leave(struct emulation *emulation, struct emulated *place)
{
    if (!place->session)
        return;
    check(map_take(emulation->places, secret_of(place)) == place);
    place->session = NULL;
    order_done(&place->order);
}

/* The lookup goes through the map's keyed hash: how long it takes tells nothing of a secret. */
static bool hand_over(struct emulation *emulation, struct slice secret, struct slice message)
{
    struct emulated *place = map_find(emulation->places, secret);
    if (!place)
        return false;
    emulation->options.stats->emulated++;
    order_take(&place->order, message);
    return true;
}

static bool pass_on(struct emulation *emulation, struct slice node, struct slice secret,
                    struct slice message)
{
    struct buffer told_bytes;
    buffer_init(&told_bytes, BOUND_BUS_MESSAGE_BYTES);
    buffer_add(&told_bytes, word);
    buffer_add(&told_bytes, secret);
    buffer_add_byte(&told_bytes, '\n');
    buffer_add(&told_bytes, message);
    bool left = !told_bytes.full && secret.len == SECRET_CHARS && text_is_id(node) &&
                hub_tell(emulation->options.hub, node, buffer_slice(&told_bytes));
    buffer_done(&told_bytes);
    return left;
}

static bool is_here(const struct emulation *emulation, struct slice node)
{
    return slice_equal(node, sessions_node(emulation->options.sessions));
}

enum err emulation_answer(struct emulation *emulation, struct slice body)
{
    struct json *json;
    struct slice node, session, data;
    if (json_parse_envelope(body, &json) != ERR_NONE)
        return ERR_BAD_REQUEST;
    bool understood = json_get_text(json, "node", &node) &&
                      json_get_text(json, "session", &session) &&
                      json_get_text(json, "data", &data);
    bool done = understood && (is_here(emulation, node) ? hand_over(emulation, session, data)
                                                        : pass_on(emulation, node, session, data));
    json_free(&json);
    return !understood ? ERR_BAD_REQUEST : done ? ERR_NONE : ERR_NOT_FOUND;
}

void emulation_told(struct emulation *emulation, struct slice message)
{
    size_t head = word.len + SECRET_CHARS + 1;
    if (message.len < head || message.len - head > BOUND_COMMAND_BYTES ||
        !slice_starts(message, word) || message.at[head - 1] != '\n')
        return;
    (void)hand_over(emulation, (struct slice){message.at + word.len, SECRET_CHARS},
                    (struct slice){message.at + head, message.len - head});
}
