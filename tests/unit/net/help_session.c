/* SPDX-License-Identifier: Apache-2.0 */
#include "help_session.h"

#include <stdlib.h>
#include <unistd.h>

#include "base/bounds.h"
#include "base/mem.h"
#include "net/expel.h"
#include "net/verbs.h"

static struct client *client_of(struct peer *peer)
{
    return (struct client *)(void *)peer;
}

static size_t peer_send(struct peer *peer, const char *frames, size_t len)
{
    struct client *client = client_of(peer);
    size_t taken = client->takes && client->takes < len ? client->takes : len;
    snprintf(client->sent, sizeof client->sent, "%.*s", (int)taken, frames);
    return taken;
}

static void peer_close(struct peer *peer, unsigned code, const char *reason)
{
    struct client *client = client_of(peer);
    assert_int_equal(client->close_code, 0);
    client->close_code = code;
    client->close_reason = reason;
}

static struct peer_progress peer_progress(const struct peer *peer, uint64_t explained)
{
    return ((const struct client *)(const void *)peer)->progress;
}

static void peer_listen(struct peer *peer, bool listens)
{
    client_of(peer)->deaf = !listens;
}

static const struct peer_ops ops = {
    .send = peer_send, .close = peer_close, .progress = peer_progress, .listen = peer_listen};

/* The one stage of a test: a peer has no other way to it. */
static struct stage *here;

static const char *peer_secret(struct peer *peer)
{
    struct client *client = client_of(peer);
    emulation_join(here->emulation, &client->place, client->session);
    return client->place.secret;
}

static const struct peer_ops stream_ops = {.carrier = CARRIER_HTTP_STREAM,
                                           .send = peer_send,
                                           .close = peer_close,
                                           .progress = peer_progress,
                                           .secret = peer_secret};

static void list_changed(void *context)
{
    const struct stage *stage = context;
    expel_revoked(stage->sessions, stage->revoked);
}

static void list_open(struct stage *stage)
{
    char why[200];
    snprintf(stage->revoked_path, sizeof stage->revoked_path, "/tmp/muster-revoked-XXXXXX");
    close(mkstemp(stage->revoked_path));
    stage->revoked = revoked_file_open(&(struct revoked_file_options){.loop = stage->loop,
                                                                      .path = stage->revoked_path,
                                                                      .changed = list_changed,
                                                                      .context = stage},
                                       why, sizeof why);
    assert_non_null(stage->revoked);
}

void stage_revoke(struct stage *stage, const char *list)
{
    FILE *file = fopen(stage->revoked_path, "w");
    assert_non_null(file);
    assert_true(fputs(list, file) >= 0);
    fclose(file);
}

static int setup(void **state, bool open, bool revoked)
{
    char why[100];
    struct stage *stage = mem_new(sizeof *stage);
    struct token_options tokens = {.keys = {{TOKEN_HS256, {NULL, 0}, TEST_SECRET}},
                                   .life_seconds = STAGE_LIFE_S,
                                   .keys_count = 1};
    fake_hub_clear();
    stage->loop = loop_new_fake((int64_t)STAGE_NOW_S * 1000);
    stage->wheel = wheel_new(stage->loop);
    stage->tokens = token_rules_new(&tokens, why, sizeof why);
    if (revoked)
        list_open(stage);
    stage->media = media_new(SLICE("only-for-tests-0123456789abcdefghijklmnop"), NULL);
    static const struct session_limits limits = {.connections_max = 40,
                                                 .connections_person = BOUND_CONNECTIONS_PERSON};
    struct sessions_options options = {.loop = stage->loop,
                                       .wheel = stage->wheel,
                                       .stats = &stage->stats,
                                       .tokens = stage->tokens,
                                       .revoked = stage->revoked,
                                       .media = stage->media,
                                       .epoch = SLICE("epoch-1"),
                                       .run = verbs_run,
                                       .still_seconds = BOUND_STILL_SECONDS,
                                       .ping_seconds = 20,
                                       .connect_seconds = 10,
                                       .limits = &limits,
                                       .channels_open = open};
    stage->sessions = sessions_new(&options);
    stage->emulation = emulation_new(&(struct emulation_options){.loop = stage->loop,
                                                                 .sessions = stage->sessions,
                                                                 .stats = &stage->stats,
                                                                 .sessions_max = STAGE_CLIENTS});
    here = stage;
    *state = stage;
    return 0;
}

int stage_setup(void **state)
{
    return setup(state, false, false);
}

int stage_setup_revoked(void **state)
{
    return setup(state, false, true);
}

int stage_setup_open(void **state)
{
    return setup(state, true, false);
}

int stage_teardown(void **state)
{
    struct stage *stage = *state;
    for (size_t i = 0; i < stage->clients_count; i++)
        client_gone(&stage->clients[i]);
    assert_int_equal(stage->stats.connections, 0);
    emulation_free(&stage->emulation);
    sessions_free(&stage->sessions);
    revoked_file_close(&stage->revoked);
    if (*stage->revoked_path)
        unlink(stage->revoked_path);
    token_rules_free(&stage->tokens);
    media_free(&stage->media);
    wheel_free(&stage->wheel);
    loop_free(&stage->loop);
    fake_hub_clear();
    mem_free(stage);
    return 0;
}

static struct client *client_new(struct stage *stage, const struct peer_ops *peer)
{
    assert_true(stage->clients_count < STAGE_CLIENTS);
    struct client *client = &stage->clients[stage->clients_count++];
    client->peer.ops = peer;
    client->session = session_open(stage->sessions, &client->peer);
    return client;
}

struct client *stage_client(struct stage *stage)
{
    return client_new(stage, &ops);
}

const char *stage_token(const char *id, int64_t seconds)
{
    return stage_token_named(id, seconds, NULL);
}

const char *stage_token_named(const char *id, int64_t seconds, const char *jti)
{
    static char text[1000];
    struct buffer token;
    struct token_order order = {.alg = TOKEN_HS256,
                                .key = TEST_SECRET,
                                .id = slice_of(id),
                                .name = SLICE("Member"),
                                .jti = slice_of(jti),
                                .iat_s = jti ? STAGE_NOW_S : 0,
                                .exp_s = STAGE_NOW_S + seconds};
    buffer_init(&token, sizeof text - 1);
    assert_int_equal(token_make(&order, &token), ERR_NONE);
    snprintf(text, sizeof text, "%.*s", (int)token.len, token.bytes);
    buffer_done(&token);
    return text;
}

struct client *stage_person(struct stage *stage, const char *id)
{
    char text[1100];
    struct client *client = stage_client(stage);
    snprintf(text, sizeof text, "{\"id\":1,\"connect\":{\"token\":\"%s\"}}", stage_token(id, 3600));
    client_say(client, text);
    fake_hub_pushed_clear();
    return client;
}

struct client *stage_stream(struct stage *stage, const char *id, const char *class)
{
    char text[1200];
    struct client *client = client_new(stage, &stream_ops);
    snprintf(text, sizeof text,
             "{\"id\":1,\"connect\":{\"token\":\"%s\",\"flag\":1,\"data\":{\"class\":\"%s\"}}}",
             stage_token(id, 3600), class);
    client_say(client, text);
    return client;
}

void client_say(struct client *client, const char *text)
{
    struct assembly_part part = {.bytes = slice_of(text), .final = true};
    session_receive(client->session, &part, false);
}

void client_gone(struct client *client)
{
    if (client->place.session)
        emulation_leave(here->emulation, &client->place);
    session_close(&client->session);
}

void assert_pushed(const char *expected)
{
    char text[8192];
    snprintf(text, sizeof text, "%s%s", expected, *expected ? "\n" : "");
    assert_string_equal(fake_hub_pushed(), text);
    fake_hub_pushed_clear();
}
