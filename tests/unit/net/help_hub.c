/* SPDX-License-Identifier: Apache-2.0 */
#include "base/json.h"
#include "help_net.h"

#include "fanout/flush.h"
#include "hub/finding.h"
#include "hub/gate.h"
#include "hub/strays.h"

static struct asked asked;
static struct buffer pushed = {.max = 1 << 20};

struct asked *fake_hub(void)
{
    return &asked;
}

void fake_hub_pushed_clear(void)
{
    buffer_done(&pushed);
}

void fake_hub_clear(void)
{
    memset(&asked, 0, sizeof asked);
    fake_hub_pushed_clear();
}

const char *fake_hub_pushed(void)
{
    buffer_add_byte(&pushed, '\0');
    pushed.len--;
    return pushed.bytes;
}

static void note(const char *verb, const struct actor *actor, struct slice name,
                 const struct json *data)
{
    struct buffer words;
    buffer_init(&words, sizeof asked.words - 1);
    buffer_add(&words, name);
    if (data) {
        buffer_add_byte(&words, ' ');
        json_print(data, &words);
    }
    snprintf(asked.verb, sizeof asked.verb, "%s", verb);
    snprintf(asked.words, sizeof asked.words, "%.*s", (int)words.len, words.bytes);
    snprintf(asked.person, sizeof asked.person, "%.*s", (int)actor->id.len, actor->id.at);
    asked.count++;
    buffer_done(&words);
}

static void wait_for(hub_answer_fn *done, void *context)
{
    asked.done = done;
    asked.context = context;
}

void hub_command(struct hub *hub, const struct actor *actor, struct slice method,
                 const struct json *data, hub_answer_fn *done, void *context)
{
    (void)hub;
    note("command", actor, method, data);
    wait_for(done, context);
}

void hub_find(struct hub *hub, const struct actor *actor, const struct hub_find *what,
              hub_answer_fn *done, void *context)
{
    (void)hub;
    note("find", actor, what->words, NULL);
    wait_for(done, context);
}

bool hub_knows(const struct hub *hub, struct slice method)
{
    (void)hub;
    return !slice_is(method, "") && !slice_is(method, "none");
}

bool hub_veils(const struct hub *hub, struct slice method)
{
    (void)hub;
    return slice_is(method, "veiled");
}

enum err gate_ask(const struct hub *hub, struct slice person, struct gate_person *out)
{
    (void)hub;
    if (out)
        *out = (struct gate_person){.mail = slice_of(asked.mail ? asked.mail : ""),
                                    .locale = slice_of(asked.locale ? asked.locale : "")};
    return slice_is(person, "suspended") ? ERR_SUSPENDED : ERR_NONE;
}

enum err gate_allows(const struct hub *hub, struct slice person)
{
    return gate_ask(hub, person, NULL);
}

bool gate_ended(const struct hub *hub, struct slice login)
{
    (void)hub, (void)login;
    return false;
}

struct slice gate_mail(const struct hub *hub, struct slice address)
{
    (void)hub, (void)address;
    return (struct slice){NULL, 0};
}

struct slice gate_linked(const struct hub *hub, struct slice identity)
{
    (void)hub;
    return slice_is(identity, "linked") ? SLICE("known") : (struct slice){NULL, 0};
}

void gate_waits(const struct hub *hub, gate_waits_fn *fn, void *context)
{
    (void)hub;
    (void)fn;
    (void)context;
}

void gate_sessions(const struct hub *hub, const int64_t span_ms[2], gate_session_fn *fn,
                   void *context)
{
}

void gate_registered(const struct hub *hub, struct slice room, gate_room_fn *fn, void *context)
{
}

void gate_lapses(const struct hub *hub, int64_t now_ms, lapse_fn *fn, void *context)
{
    (void)hub, (void)now_ms;
    if (asked.lapse)
        fn(context, asked.lapse);
}

void gate_decided(const struct hub *hub, decided_fn *fn, void *context)
{
    (void)hub, (void)fn, (void)context;
}

enum gate_request gate_request(const struct hub *hub, struct slice id)
{
    (void)hub;
    (void)id;
    return GATE_REQUEST_NONE;
}

void gate_coordinators(const struct hub *hub, struct slice country, gate_each_fn *each,
                       void *context)
{
}

bool gate_wants(const struct hub *hub, int64_t after, struct gate_want *out)
{
    (void)hub, (void)after, (void)out;
    return false;
}

void gate_site(const struct hub *hub, struct gate_site *out)
{
    (void)hub;
    *out = (struct gate_site){0};
}

bool gate_guarded(const struct hub *hub)
{
    (void)hub;
    return false;
}

void gate_listen(struct hub *hub, gate_moved_fn *moved, void *context)
{
    (void)hub, (void)moved, (void)context;
}

bool hub_reads(const struct hub *hub, struct slice room, struct slice method)
{
    (void)hub, (void)room;
    return slice_is(method, "presence.roster");
}

void hub_signal(struct hub *hub, const struct actor *actor, struct slice method,
                const struct json *data)
{
    (void)hub;
    note("signal", actor, method, data);
}

void hub_publish(struct hub *hub, const struct actor *actor, struct slice channel,
                 const struct json *data, hub_answer_fn *done, void *context)
{
    (void)hub;
    note("publish", actor, channel, data);
    wait_for(done, context);
}

void hub_subscribe(struct hub *hub, struct subscriber *subscriber,
                   const struct hub_subscribe *request, hub_subscribed_fn *done, void *context)
{
    (void)hub;
    note("subscribe", &subscriber->actor, request->channel, NULL);
    snprintf(asked.words + strlen(asked.words), 100, " %d %lld %.*s%s", request->recover,
             (long long)request->offset, (int)request->epoch.len, request->epoch.at,
             request->whole ? " whole" : "");
    subscriber->followers_count++; /* as the hub does, from the moment it is asked */
    asked.subscriber = subscriber;
    asked.subscribed = done;
    asked.context = context;
}

void hub_unsubscribe(struct hub *hub, struct subscriber *subscriber, struct slice channel)
{
    (void)hub, (void)subscriber, (void)channel;
    asked.unsubscribes++;
}

void hub_history(struct hub *hub, const struct actor *actor, const struct hub_history *request,
                 hub_answer_fn *done, void *context)
{
    (void)hub;
    note("history", actor, request->channel, NULL);
    snprintf(asked.words + strlen(asked.words), 100, " %lld %lld %d", (long long)request->limit,
             (long long)request->since, request->reverse);
    wait_for(done, context);
}

void hub_presence_stats(struct hub *hub, const struct actor *actor, struct slice channel,
                        hub_answer_fn *done, void *context)
{
    (void)hub;
    note("presence_stats", actor, channel, NULL);
    wait_for(done, context);
}

void hub_presence(struct hub *hub, const struct actor *actor, struct slice channel,
                  hub_answer_fn *done, void *context)
{
    (void)hub;
    note("presence", actor, channel, NULL);
    wait_for(done, context);
}

const struct kinds *hub_kinds(const struct hub *hub)
{
    return NULL;
}

struct journal *hub_journal(const struct hub *hub)
{
    (void)hub;
    return NULL;
}

struct slice hub_node(const struct hub *hub)
{
    (void)hub;
    return asked.node ? slice_of(asked.node) : SLICE("");
}

bool hub_tell(struct hub *hub, struct slice node, struct slice message)
{
    (void)hub;
    snprintf(asked.told_node, sizeof asked.told_node, "%.*s", (int)node.len, node.at);
    snprintf(asked.told, sizeof asked.told, "%.*s", (int)message.len, message.at);
    return !asked.deaf;
}

void hub_on_told(struct hub *hub, hub_told_fn *told, void *context)
{
    (void)hub;
    asked.on_told = told;
    asked.on_told_context = context;
}

void hub_on_work(struct hub *hub, hub_work_fn *work, void *context)
{
    (void)hub;
    (void)work;
    (void)context;
}

struct broken_stats hub_broken(const struct hub *hub)
{
    return (struct broken_stats){0};
}

struct caused_stats hub_caused(const struct hub *hub)
{
    (void)hub;
    return (struct caused_stats){0};
}

struct hub_stats hub_stats(const struct hub *hub)
{
    (void)hub;
    return (struct hub_stats){.rooms = 3, .bus.hearing = true};
}

const struct veil *hub_veil(const struct hub *hub)
{
    static const struct veil veil = {.known = true, .key = {1, 2, 3}};
    (void)hub;
    return &veil;
}

/* Of the floor below only the people are real. */
struct fanout *hub_fanout(const struct hub *hub)
{
    static struct fanout fanout;
    if (!fanout.people)
        fanout.people = people_new(1000);
    return &fanout;
}

void stray_decide(struct hub *hub, const struct stray *stray, stray_fn *done, void *context)
{
    (void)hub;
    (void)stray;
    done(context, STRAY_UNKNOWN);
}

void subscriber_init(struct subscriber *subscriber, struct fanout *fanout,
                     const struct subscriber_ops *ops, const struct actor *actor)
{
    memset(subscriber, 0, sizeof *subscriber);
    subscriber->fanout = fanout;
    subscriber->ops = ops;
    subscriber->actor = *actor;
}

void subscriber_done(struct subscriber *subscriber)
{
    subscriber->state = SUBSCRIBER_CLOSING;
}

void subscriber_push(struct subscriber *subscriber, struct slice payload)
{
    if (subscriber->state == SUBSCRIBER_CLOSING)
        return;
    buffer_add(&pushed, payload);
    buffer_add_byte(&pushed, '\n');
}

bool subscriber_is_among_few(const struct subscriber *subscriber)
{
    (void)subscriber;
    return false;
}

void flush_ready(struct subscriber *subscriber)
{
    (void)subscriber;
    asked.ready++;
}

void subscriber_block(struct subscriber *subscriber)
{
    asked.blocked++;
}

void subscriber_close(struct subscriber *subscriber, unsigned code, const char *reason)
{
    if (subscriber->state == SUBSCRIBER_CLOSING)
        return;
    subscriber->state = SUBSCRIBER_CLOSING;
    subscriber->ops->close(subscriber, code, reason);
}
