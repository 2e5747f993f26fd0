/* SPDX-License-Identifier: Apache-2.0
 *
 * The life of a link is one enum: waiting -> dialing -> (asking a sentinel -> dialing ->) greeting
 * -> ready, and from everywhere back to waiting by drop(). A sentinel that fails makes room for the
 * next one at once; when all have been asked there is a pause.
 */
#include "bus/redis_link.h"

#include <errno.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/bounds.h"
#include "base/buffer.h"
#include "base/check.h"
#include "base/hash.h"
#include "base/mem.h"
#include "bus/redis_words.h"
#include "loop/dial.h"

enum link_state { LINK_WAITING, LINK_DIALING, LINK_ASKING, LINK_GREETING, LINK_READY };
/* Reads of a turn; what is left then waits for the next one. */
enum { READS_TURN = 16, RETRY_MS_FIRST = 100, KEPT_BYTES = 65536, ROLE_ROUNDS = 2 };

struct redis_link {
    struct redis_link_options options;
    struct redis_link_owner owner;
    void *context;
    enum link_state state;
    int64_t since_ms;    /* of this state; for LINK_WAITING when it ends */
    struct dial *dial;   /* while dialing */
    int fd;              /* -1: none */
    struct watch *watch; /* of fd */
    struct redis_reader *reader;
    struct buffer out;
    uint64_t asked, answered; /* commands on this connection */
    int64_t answer_ms;        /* since when the oldest of them waits */
    unsigned greetings;       /* answers that are missing before it is ready */
    bool role_hidden;         /* the user may not ask for the role */
    int64_t role_ms;          /* when the role was asked for last */
    unsigned attempts;        /* since it was ready for a while */
    unsigned sentinel, sentinels_tried;
    struct redis_host master; /* as a sentinel named it; name NULL: to be asked for */
};

static void dialed(void *context, int fd, const char *why);
static void socket_ready(void *context);

static int64_t now_ms(const struct redis_link *link)
{
    return *link->options.clock_ms;
}

static void set_state(struct redis_link *link, enum link_state state)
{
    link->state = state;
    link->since_ms = now_ms(link);
}

struct redis_link *redis_link_new(const struct redis_link_options *options,
                                  const struct redis_link_owner *owner, void *context)
{
    struct redis_link *link = mem_new(sizeof *link);
    link->options = *options;
    link->owner = *owner;
    link->context = context;
    link->fd = -1;
    buffer_init(&link->out, BOUND_BUS_OUTPUT_BYTES);
    return link;
}

/* ---- finding and connecting --------------------------------------------------------------------
 */

static void attempt(struct redis_link *link)
{
    const struct redis_place *place = link->options.place;
    const struct redis_host *host = &place->hosts[0];
    struct loop *loop = link->options.loop;
    if (place->master)
        host = link->master.name ? &link->master : &place->hosts[link->sentinel];
    set_state(link, LINK_DIALING);
    link->dial = host->port > 0 ? dial_new(loop, host->name, host->port, dialed, link)
                                : dial_new_local(loop, host->name, dialed, link);
}

static void master_forget(struct redis_link *link)
{
    mem_free(link->master.name);
    link->master = (struct redis_host){0};
}

static void disconnect(struct redis_link *link)
{
    dial_close(&link->dial);
    watch_close(&link->watch);
    if (link->fd >= 0)
        close(link->fd);
    link->fd = -1;
    redis_reader_free(&link->reader);
    buffer_done(&link->out);
    link->asked = link->answered = 0;
}

/* Full jitter: any time up to a ceiling that doubles. All who lose a server at once come back
 * spread. */
static int64_t pause_ms(struct redis_link *link)
{
    int64_t ceiling = link->options.retry_ms_max;
    uint32_t chance;
    if (link->attempts < 16 && (RETRY_MS_FIRST << link->attempts) < ceiling)
        ceiling = RETRY_MS_FIRST << link->attempts;
    link->attempts++;
    hash_random(&chance, sizeof chance);
    return (int64_t)(chance % (uint64_t)(ceiling + 1));
}

static void drop(struct redis_link *link, const char *why)
{
    const struct redis_place *place = link->options.place;
    bool was_sentinel = place->master && !link->master.name;
    /* One that is accepted and thrown out again and again is not a new beginning. */
    if (link->state == LINK_READY && now_ms(link) - link->since_ms > link->options.retry_ms_max)
        link->attempts = 0;
    if (was_sentinel)
        link->sentinel = (link->sentinel + 1) % place->hosts_count;
    bool another = was_sentinel && ++link->sentinels_tried < place->hosts_count;
    if (!another)
        link->sentinels_tried = 0;
    master_forget(link);
    disconnect(link);
    set_state(link, LINK_WAITING);
    if (!another)
        link->since_ms += pause_ms(link);
    link->owner.lost(link->context, why);
}

void redis_link_fail(struct redis_link *link, const char *why)
{
    if (link->state != LINK_WAITING)
        drop(link, why);
}

/* ---- commands ----------------------------------------------------------------------------------
 */

static bool add(struct redis_link *link, const struct slice *words, unsigned count)
{
    enum { WORD_OVERHEAD = 24 };
    struct buffer *out = &link->out;
    size_t bytes = WORD_OVERHEAD;
    for (unsigned i = 0; i < count; i++)
        bytes += words[i].len + WORD_OVERHEAD;
    if (bytes > out->max - out->len)
        return false;
    buffer_addf(out, "*%u\r\n", count);
    for (unsigned i = 0; i < count; i++) {
        buffer_addf(out, "$%zu\r\n", words[i].len);
        buffer_add(out, words[i]);
        buffer_add(out, SLICE("\r\n"));
    }
    if (link->asked == link->answered)
        link->answer_ms = now_ms(link);
    link->asked++;
    return true;
}

bool redis_link_add(struct redis_link *link, const struct slice *words, unsigned count)
{
    return link->state == LINK_READY && add(link, words, count);
}

static void role_ask(struct redis_link *link)
{
    static const struct slice role[] = {{"ROLE", 4}};
    link->role_ms = now_ms(link);
    add(link, role, 1);
}

static void greet(struct redis_link *link)
{
    const struct redis_place *place = link->options.place;
    set_state(link, LINK_GREETING);
    link->greetings = 1;
    link->role_hidden = false;
    if (place->password) {
        struct slice words[] = {SLICE("AUTH"), slice_of(place->user), slice_of(place->password)};
        if (!place->user)
            words[1] = words[2];
        add(link, words, place->user ? 3 : 2);
        link->greetings++;
    }
    role_ask(link);
}

static void sentinel_ask(struct redis_link *link)
{
    const struct slice words[] = {SLICE("SENTINEL"), SLICE("get-master-addr-by-name"),
                                  slice_of(link->options.place->master)};
    set_state(link, LINK_ASKING);
    add(link, words, 3);
}

static void dialed(void *context, int fd, const char *why)
{
    struct redis_link *link = context;
    dial_close(&link->dial);
    if (fd < 0) {
        drop(link, why);
        return;
    }
    link->fd = fd;
    link->watch = loop_watch(link->options.loop, fd, socket_ready, link);
    watch_first(link->watch, true);
    link->reader = redis_reader_new();
    if (link->options.place->master && !link->master.name)
        sentinel_ask(link);
    else
        greet(link);
    redis_link_flush(link);
}

/* ---- answers -----------------------------------------------------------------------------------
 */

/* Returns why the link cannot go on, or NULL. */
static const char *sentinel_answer(struct redis_link *link, const struct redis_reply *reply)
{
    if (reply->self.kind == REPLY_ERROR)
        return "the sentinel refuses to say where the master is";
    if (reply->self.kind != REPLY_ARRAY)
        return "the sentinel knows no master of this name";
    if (reply->count != 2 ||
        !redis_host_read(&link->master, reply->items[0].text, reply->items[1].text))
        return "the sentinel's answer is not understood";
    link->sentinels_tried = 0;
    disconnect(link);
    attempt(link);
    return NULL;
}

static const char *role_answer(struct redis_link *link, const struct redis_reply *reply)
{
    /* A user who may publish and subscribe is enough: then a replica is not recognised. */
    if (reply->self.kind == REPLY_ERROR && slice_starts(reply->self.text, SLICE("NOPERM"))) {
        link->role_hidden = true;
        return NULL;
    }
    if (reply->self.kind == REPLY_ERROR)
        return redis_words_why(reply->self.text);
    if (reply->self.kind != REPLY_ARRAY || !reply->items[0].text.at)
        return "its answers are not understood";
    return slice_is(reply->items[0].text, "master") ? NULL : redis_words_why(SLICE("READONLY"));
}

static const char *greeting_answer(struct redis_link *link, const struct redis_reply *reply)
{
    bool is_auth = link->greetings > 1;
    const char *why = NULL;
    if (!is_auth)
        why = role_answer(link, reply);
    else if (reply->self.kind == REPLY_ERROR && !slice_starts(reply->self.text, SLICE("LOADING")))
        why = redis_words_why(SLICE("WRONGPASS"));
    else if (reply->self.kind == REPLY_ERROR)
        why = redis_words_why(reply->self.text);
    if (why || --link->greetings > 0)
        return why;
    set_state(link, LINK_READY);
    link->owner.ready(link->context);
    return NULL;
}

static const char *answer(struct redis_link *link, const struct redis_reply *reply)
{
    if (link->options.answers || link->state != LINK_READY) {
        if (link->answered == link->asked)
            return "it answers what was not asked";
        link->answered++;
        link->answer_ms = now_ms(link);
    }
    if (link->state == LINK_ASKING)
        return sentinel_answer(link, reply);
    if (link->state == LINK_GREETING)
        return greeting_answer(link, reply);
    if (reply->self.kind == REPLY_ERROR)
        return redis_words_why(reply->self.text);
    if (link->options.answers && reply->self.kind == REPLY_ARRAY)
        return role_answer(link, reply);
    return link->owner.reply(link->context, reply);
}

/* False when this connection is at its end. */
static bool take(struct redis_link *link, struct slice bytes)
{
    struct redis_reader *reader = link->reader;
    enum reader_state state;
    struct redis_reply reply;
    redis_reader_feed(reader, bytes);
    while ((state = redis_reader_next(reader, &reply)) == READER_REPLY) {
        const char *why = answer(link, &reply);
        if (why)
            drop(link, why);
        if (why || link->state == LINK_DIALING)
            return false;
    }
    if (state == READER_BROKEN)
        drop(link, "what it says is not understood, or too long");
    return state == READER_MORE;
}

static void receive(struct redis_link *link)
{
    char bytes[READER_FEED_BYTES];
    for (int i = 0; i < READS_TURN; i++) {
        ssize_t got = read(link->fd, bytes, sizeof bytes);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0 && (errno == EAGAIN || errno == EWOULDBLOCK))
            return;
        if (got <= 0) {
            drop(link, got == 0 ? "it has closed the connection" : "the connection broke");
            return;
        }
        if (!take(link, (struct slice){bytes, (size_t)got}) || (size_t)got < sizeof bytes)
            return;
    }
}

static void socket_ready(void *context)
{
    struct redis_link *link = context;
    bool waited = link->out.len > 0;
    redis_link_flush(link);
    if (link->fd < 0)
        return;
    /* A failed socket is not watched any more unless one asks again. */
    watch_for(link->watch, true, link->out.len > 0);
    if (waited && link->out.len == 0 && link->state == LINK_READY)
        link->owner.drained(link->context);
    if (link->fd >= 0)
        receive(link);
}

/* ---- writing -----------------------------------------------------------------------------------
 */

void redis_link_flush(struct redis_link *link)
{
    while (link->fd >= 0 && link->out.len > 0) {
        ssize_t sent = send(link->fd, link->out.bytes, link->out.len, MSG_NOSIGNAL);
        if (sent < 0 && errno == EINTR)
            continue;
        if (sent < 0 && errno != EAGAIN && errno != EWOULDBLOCK) {
            drop(link, "the connection broke");
            return;
        }
        if (sent < 0)
            break;
        buffer_drop(&link->out, (size_t)sent);
    }
    if (link->fd < 0)
        return;
    watch_for(link->watch, true, link->out.len > 0);
    if (link->out.len == 0 && link->out.room > KEPT_BYTES)
        buffer_done(&link->out);
}

/* ---- time --------------------------------------------------------------------------------------
 */

static void ready_tick(struct redis_link *link)
{
    const struct redis_link_options *options = &link->options;
    if (!options->answers)
        return;
    if (link->asked > link->answered && now_ms(link) - link->answer_ms > options->reply_ms)
        drop(link, "it has stopped answering");
    else if (!link->role_hidden && now_ms(link) - link->role_ms > ROLE_ROUNDS * options->reply_ms) {
        role_ask(link);
        redis_link_flush(link);
    }
}

void redis_link_tick(struct redis_link *link)
{
    int64_t passed_ms = now_ms(link) - link->since_ms;
    switch (link->state) {
    case LINK_WAITING:
        if (passed_ms >= 0)
            attempt(link);
        break;
    case LINK_DIALING:
    case LINK_ASKING:
    case LINK_GREETING:
        if (passed_ms > link->options.connect_ms)
            drop(link, "it does not answer in time");
        break;
    case LINK_READY:
        ready_tick(link);
        break;
    }
}

bool redis_link_is_ready(const struct redis_link *link)
{
    return link->state == LINK_READY;
}

size_t redis_link_waiting(const struct redis_link *link)
{
    return link->out.len;
}

uint64_t redis_link_unanswered(const struct redis_link *link)
{
    return link->options.answers ? link->asked - link->answered : 0;
}

/* A connection closed over unread bytes is reset, and the reset may overtake what was written. */
static void part(int fd)
{
    char bytes[READER_FEED_BYTES];
    shutdown(fd, SHUT_WR);
    for (int i = 0; i < READS_TURN; i++)
        if (recv(fd, bytes, sizeof bytes, MSG_DONTWAIT) <= 0)
            break;
}

void redis_link_close(struct redis_link **link)
{
    struct redis_link *old = *link;
    *link = NULL;
    if (!old)
        return;
    if (old->fd >= 0 && old->out.len > 0)
        (void)!send(old->fd, old->out.bytes, old->out.len, MSG_NOSIGNAL | MSG_DONTWAIT);
    if (old->fd >= 0)
        part(old->fd);
    disconnect(old);
    master_forget(old);
    mem_free(old);
}
