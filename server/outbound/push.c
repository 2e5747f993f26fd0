/* SPDX-License-Identifier: Apache-2.0
 * A queue, and lanes: threads with at most one message on each. The first of the queue goes whose
 * time has come, and whose host and person have not their share of the lanes already. */
#include "outbound/push.h"

#include <arpa/inet.h>
#include <curl/curl.h>
#include <netinet/in.h>
#include <stdatomic.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/check.h"
#include "base/mem.h"
#include "base/unused.h"
#include "loop/loop.h"

enum {
    LANES = 8,
    LANES_HOST = 4,
    LANES_PERSON = 1,
    WAITING = 1024,
    WAITING_HOST = 512,
    SERVICES = 32,
    TRIES = 3,
    LOOK_MS = 500,
    OLD_MS = 1000,      /* what has waited longer is made anew before it goes */
    SAID_BYTES = 65536, /* of an answer, which nobody reads */
    HOST_BYTES = 256,
    RETRY_MS_MAX = 600000,
};

struct message {
    struct message *next;
    char *url, *person, *authorization; /* owned, as what follows */
    char host[HOST_BYTES];
    char *body;
    size_t body_len;
    const char *urgency;
    int64_t ttl_s, made_ms, due_ms; /* by the loop's tick */
    unsigned tries;
    bool old; /* it was sent before */
    push_fn *done;
    void *context;
};

struct lane {
    struct push *push;
    struct worker *worker;
    CURL *curl;              /* keeps its connection */
    struct message *message; /* owned; NULL: it is free */
    size_t heard;
    long status, retry_s;
};

struct push {
    struct loop *loop;
    char *services[SERVICES], *ca; /* owned */
    size_t services_count;
    bool inside;
    long timeout_ms;
    int64_t retry_ms;
    atomic_bool stopping;
    struct timer *look;
    struct message *first, **last;
    size_t waiting;
    struct lane lanes[LANES];
};

/* ---- where to ----------------------------------------------------------------------------------
 */

static bool is_service(const struct push *push, const char *host)
{
    for (size_t i = 0; i < push->services_count; i++) {
        const char *service = push->services[i];
        size_t len = strlen(service), host_len = strlen(host);
        if (strcasecmp(service, host) == 0 ||
            (*service == '.' && host_len > len && strcasecmp(host + host_len - len, service) == 0))
            return true;
    }
    return false;
}

/* The host of an address that is good; false when it is none, or names more than a place. */
static bool host_of(const struct push *push, const char *url, char host[HOST_BYTES])
{
    static const CURLUPart others[] = {CURLUPART_USER, CURLUPART_PASSWORD, CURLUPART_FRAGMENT};
    CURLU *parts = curl_url();
    char *text = NULL, *port = NULL;
    bool good =
        curl_url_set(parts, CURLUPART_URL, url, 0) == CURLUE_OK && strncmp(url, "https://", 8) == 0;
    for (size_t i = 0; good && i < sizeof others / sizeof others[0]; i++) {
        good = curl_url_get(parts, others[i], &text, 0) != CURLUE_OK;
        if (!good)
            curl_free(text);
    }
    if (good && !push->inside && curl_url_get(parts, CURLUPART_PORT, &port, 0) == CURLUE_OK) {
        good = strcmp(port, "443") == 0;
        curl_free(port);
    }
    good = good && curl_url_get(parts, CURLUPART_HOST, &text, 0) == CURLUE_OK;
    if (good) {
        good = strlen(text) < HOST_BYTES;
        snprintf(host, HOST_BYTES, "%s", text);
        curl_free(text);
    }
    curl_url_cleanup(parts);
    return good;
}

bool push_admits(const struct push *push, struct slice url)
{
    char text[PUSH_URL_BYTES], host[HOST_BYTES];
    if (url.len == 0 || url.len >= sizeof text)
        return false;
    for (size_t i = 0; i < url.len; i++)
        if (url.at[i] <= ' ' || url.at[i] > '~')
            return false;
    snprintf(text, sizeof text, "%.*s", (int)url.len, url.at);
    return host_of(push, text, host) && is_service(push, host);
}

void push_origin(struct slice url, struct buffer *out)
{
    size_t at = 8; /* behind https:// */
    while (at < url.len && !strchr("/?#", url.at[at]))
        at++;
    buffer_add(out, (struct slice){url.at, at < url.len ? at : url.len});
}

struct inner {
    uint32_t first;
    unsigned bits;
};

/* RFC 6890: networks of one's own, this host, link-local, shared, benchmarks, multicast, … */
static bool v4_is_inner(uint32_t address)
{
    static const struct inner inner[] = {
        {0x00000000, 8},  {0x0a000000, 8},  {0x64400000, 10}, {0x7f000000, 8},  {0xa9fe0000, 16},
        {0xac100000, 12}, {0xc0000000, 24}, {0xc0a80000, 16}, {0xc6120000, 15}, {0xe0000000, 3},
    };
    for (size_t i = 0; i < sizeof inner / sizeof inner[0]; i++)
        if ((address ^ inner[i].first) >> (32 - inner[i].bits) == 0)
            return true;
    return false;
}

/* Only what is global unicast is outside, and not what hides an address of IPv4 (6to4, Teredo). */
static bool v6_is_inner(const unsigned char *bytes)
{
    static const unsigned char mapped[12] = {[10] = 0xff, [11] = 0xff};
    if (memcmp(bytes, mapped, sizeof mapped) == 0)
        return v4_is_inner((uint32_t)bytes[12] << 24 | (uint32_t)bytes[13] << 16 |
                           (uint32_t)bytes[14] << 8 | bytes[15]);
    bool teredo = bytes[0] == 0x20 && bytes[1] == 1 && bytes[2] == 0 && bytes[3] == 0;
    bool six_to_four = bytes[0] == 0x20 && bytes[1] == 2;
    return bytes[0] >> 5 != 1 || teredo || six_to_four;
}

static bool is_inner(const struct sockaddr *address)
{
    if (address->sa_family == AF_INET)
        return v4_is_inner(ntohl(((const struct sockaddr_in *)address)->sin_addr.s_addr));
    return address->sa_family != AF_INET6 ||
           v6_is_inner(((const struct sockaddr_in6 *)address)->sin6_addr.s6_addr);
}

/* ---- on a thread -------------------------------------------------------------------------------
 */

/* The address is looked at where it is used: a name may say another one each time. */
static curl_socket_t open_socket(void *context, curlsocktype purpose, struct curl_sockaddr *address)
{
    const struct lane *lane = context;
    UNUSED(purpose);
    if (!lane->push->inside && is_inner(&address->addr))
        return CURL_SOCKET_BAD;
    return socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

static size_t hear(char *bytes, size_t size, size_t count, void *context)
{
    struct lane *lane = context;
    UNUSED(bytes);
    lane->heard += size * count;
    return lane->heard > SAID_BYTES ? 0 : size * count;
}

static int progress(void *context, curl_off_t down, curl_off_t down_now, curl_off_t up,
                    curl_off_t up_now)
{
    const struct lane *lane = context;
    UNUSED(down);
    UNUSED(down_now);
    UNUSED(up);
    UNUSED(up_now);
    return atomic_load(&lane->push->stopping);
}

static void set_always(struct lane *lane)
{
    CURL *curl = lane->curl;
    curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "https");
    curl_easy_setopt(curl, CURLOPT_PROXY, "");
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L);
    curl_easy_setopt(curl, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
    curl_easy_setopt(curl, CURLOPT_QUICK_EXIT, 1L); /* a look-up of a name ends by itself */
    curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, lane->push->timeout_ms);
    curl_easy_setopt(curl, CURLOPT_OPENSOCKETFUNCTION, open_socket);
    curl_easy_setopt(curl, CURLOPT_OPENSOCKETDATA, lane);
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, hear);
    curl_easy_setopt(curl, CURLOPT_WRITEDATA, lane);
    curl_easy_setopt(curl, CURLOPT_NOPROGRESS, 0L);
    curl_easy_setopt(curl, CURLOPT_XFERINFOFUNCTION, progress);
    curl_easy_setopt(curl, CURLOPT_XFERINFODATA, lane);
    if (*lane->push->ca)
        curl_easy_setopt(curl, CURLOPT_CAINFO, lane->push->ca);
}

static struct curl_slist *headers_of(const struct message *message)
{
    char line[PUSH_WORD_BYTES + 64];
    struct curl_slist *list = NULL;
    snprintf(line, sizeof line, "Authorization: %s", message->authorization);
    list = curl_slist_append(list, line);
    snprintf(line, sizeof line, "TTL: %lld", (long long)message->ttl_s);
    list = curl_slist_append(list, line);
    snprintf(line, sizeof line, "Urgency: %s", message->urgency);
    list = curl_slist_append(list, line);
    list = curl_slist_append(list, "Content-Encoding: aes128gcm");
    list = curl_slist_append(list, "Content-Type: application/octet-stream");
    list = curl_slist_append(list, "Expect:");
    check(list); /* else out of memory */
    return list;
}

static void work(void *context)
{
    struct lane *lane = context;
    const struct message *message = lane->message;
    struct curl_slist *headers = headers_of(message);
    curl_off_t retry_s = 0;
    if (!lane->curl) {
        lane->curl = curl_easy_init();
        check(lane->curl); /* else out of memory */
        set_always(lane);
    }
    lane->heard = 0;
    curl_easy_setopt(lane->curl, CURLOPT_URL, message->url);
    curl_easy_setopt(lane->curl, CURLOPT_HTTPHEADER, headers);
    curl_easy_setopt(lane->curl, CURLOPT_POST, 1L);
    curl_easy_setopt(lane->curl, CURLOPT_POSTFIELDS, message->body);
    curl_easy_setopt(lane->curl, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)message->body_len);
    lane->status = 0;
    if (curl_easy_perform(lane->curl) == CURLE_OK)
        curl_easy_getinfo(lane->curl, CURLINFO_RESPONSE_CODE, &lane->status);
    curl_easy_getinfo(lane->curl, CURLINFO_RETRY_AFTER, &retry_s);
    lane->retry_s = (long)retry_s;
    curl_slist_free_all(headers);
}

/* ---- in the loop -------------------------------------------------------------------------------
 */

static void message_end(struct message *message, long status, bool old)
{
    message->done(message->context,
                  &(struct push_report){.status = status, .old = old, .tries = message->tries});
    mem_free(message->url);
    mem_free(message->person);
    mem_free(message->authorization);
    mem_free(message->body);
    mem_free(message);
}

static void queue_add(struct push *push, struct message *message)
{
    message->next = NULL;
    *push->last = message;
    push->last = &message->next;
    push->waiting++;
}

/* Before all others. */
static void queue_put(struct push *push, struct message *message)
{
    message->next = push->first;
    if (!push->first)
        push->last = &message->next;
    push->first = message;
    push->waiting++;
}

static void queue_take(struct push *push, struct message **at)
{
    struct message *message = *at;
    *at = message->next;
    if (push->last == &message->next)
        push->last = at;
    push->waiting--;
}

static bool may_go(const struct push *push, const struct message *message)
{
    size_t host = 0, person = 0;
    for (size_t i = 0; i < LANES; i++) {
        const struct message *other = push->lanes[i].message;
        host += other && strcmp(other->host, message->host) == 0;
        person += other && strcmp(other->person, message->person) == 0;
    }
    return message->due_ms <= loop_tick_ms(push->loop) && host < LANES_HOST &&
           person < LANES_PERSON;
}

static void give_back(struct push *push);

static bool is_old(const struct push *push, const struct message *message)
{
    return message->old || loop_tick_ms(push->loop) - message->made_ms > OLD_MS;
}

static void next(struct push *push);

/* A service that hangs, or says that it is too much, is left alone with all that waits for it. */
static void hold(struct push *push, const struct message *failed, int64_t wait_ms)
{
    int64_t due_ms = loop_tick_ms(push->loop) + wait_ms;
    for (struct message *at = push->first; at; at = at->next)
        if (strcmp(at->host, failed->host) == 0 && at->due_ms < due_ms)
            at->due_ms = due_ms;
}

static void worked(void *context)
{
    struct lane *lane = context;
    struct push *push = lane->push;
    struct message *message = lane->message;
    bool later = lane->status == 0 || lane->status == 429 || lane->status >= 500;
    int64_t wait_ms = lane->retry_s * INT64_C(1000);
    lane->message = NULL;
    if (wait_ms < push->retry_ms)
        wait_ms = push->retry_ms;
    if (wait_ms > RETRY_MS_MAX)
        wait_ms = RETRY_MS_MAX;
    if (later)
        hold(push, message, wait_ms);
    if (later && ++message->tries < TRIES && !atomic_load(&push->stopping)) {
        message->due_ms = loop_tick_ms(push->loop) + wait_ms;
        message->old = true;
        queue_add(push, message);
    } else {
        message_end(message, lane->status, false);
    }
    give_back(push);
    next(push);
}

static void next(struct push *push)
{
    struct message **at = &push->first;
    for (size_t i = 0; i < LANES && !atomic_load(&push->stopping); i++) {
        struct lane *lane = &push->lanes[i];
        if (lane->message)
            continue;
        while (*at && (!may_go(push, *at) || is_old(push, *at)))
            at = &(*at)->next;
        if (!*at)
            return;
        lane->message = *at;
        queue_take(push, at);
        worker_post(lane->worker, work, worked, lane);
    }
}

/* Those whose time has come, and that say what may be true no more: as many as there are lanes for
 * them, so that each goes as soon as it is made anew. */
static void give_back(struct push *push)
{
    struct message **at = &push->first;
    size_t room = 0;
    for (size_t i = 0; i < LANES; i++)
        room += !push->lanes[i].message;
    while (*at && room > 0 && !atomic_load(&push->stopping)) {
        struct message *message = *at;
        if (!is_old(push, message) || !may_go(push, message)) {
            at = &message->next;
            continue;
        }
        queue_take(push, at);
        message_end(message, 0, true);
        room--;
    }
}

static void look(void *context)
{
    give_back(context);
    next(context);
}

bool push_send(struct push *push, const struct push_message *order, push_fn *done, void *context)
{
    struct message *message = mem_new(sizeof *message);
    size_t host = 0;
    message->url = mem_text(order->url);
    check(host_of(push, message->url, message->host));
    for (const struct message *at = push->first; at; at = at->next)
        host += strcmp(at->host, message->host) == 0;
    if (push->waiting >= WAITING || host >= WAITING_HOST || atomic_load(&push->stopping)) {
        mem_free(message->url);
        mem_free(message);
        return false;
    }
    message->person = mem_text(order->person);
    message->authorization = mem_text(order->authorization);
    message->body = mem_new(order->body.len);
    memcpy(message->body, order->body.at, order->body.len);
    message->body_len = order->body.len;
    message->urgency = order->urgency;
    message->ttl_s = order->ttl_s;
    message->tries = order->tries;
    message->made_ms = loop_tick_ms(push->loop);
    message->done = done;
    message->context = context;
    if (order->again)
        queue_put(push, message);
    else
        queue_add(push, message);
    next(push);
    return true;
}

struct push *push_new(const struct push_options *options)
{
    struct push *push = mem_new(sizeof *push);
    curl_global_init(CURL_GLOBAL_DEFAULT);
    push->loop = options->loop;
    for (size_t i = 0; i < SERVICES && options->services && options->services[i]; i++)
        push->services[push->services_count++] = mem_text(slice_of(options->services[i]));
    push->ca = mem_text(slice_of(options->ca ? options->ca : ""));
    push->inside = options->inside;
    push->timeout_ms = (long)options->timeout_ms;
    push->retry_ms = options->retry_ms;
    push->last = &push->first;
    push->look = loop_every(options->loop, LOOK_MS, look, push);
    for (size_t i = 0; i < LANES; i++) {
        push->lanes[i].push = push;
        push->lanes[i].worker = worker_new(options->loop, "push");
    }
    return push;
}

void push_free(struct push **push)
{
    struct push *old = *push;
    *push = NULL;
    if (!old)
        return;
    atomic_store(&old->stopping, true);
    timer_close(&old->look);
    for (size_t i = 0; i < LANES; i++) {
        worker_close(&old->lanes[i].worker);
        curl_easy_cleanup(old->lanes[i].curl);
    }
    while (old->first) {
        struct message *message = old->first;
        queue_take(old, &old->first);
        message_end(message, 0, false);
    }
    for (size_t i = 0; i < old->services_count; i++)
        mem_free(old->services[i]);
    mem_free(old->ca);
    mem_free(old);
}
