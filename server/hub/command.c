/* SPDX-License-Identifier: Apache-2.0
 * The way of a command:
 *   hub_command -> room awake -> check -> append_entry, or gather_add -> answered
 * Refused at arrival, it is looked for in the journal first: a repeated op gets its first answer.
 * Those of gathered rows are known by the fold.
 */
#include "hub/command.h"

#include "base/bounds.h"
#include "base/mem.h"
#include "base/text.h"
#include "base/unused.h"
#include "core/arrival.h"
#include "core/room_ballots.h"
#include "core/room_query.h"
#include "hub/among.h"
#include "hub/append.h"
#include "hub/ballots.h"
#include "hub/elsewhere.h"
#include "hub/found.h"
#include "hub/gate.h"
#include "hub/gather.h"
#include "hub/published.h"
#include "hub/recall.h"
#include "hub/refusal.h"
#include "hub/signals.h"
#include "hub/steps.h"

enum { READS_MAX = 8, VEILED_RETRY_MS = 250 /* an append, mostly */ };

struct command {
    struct hub *hub;
    struct live *live;           /* in use; NULL when there is no such room */
    const struct method *method; /* of the room's kind; NULL when there is no such one */
    struct entry *entry;         /* NULL for a query */
    struct entry *appended;      /* the same, or veiled, or sealed; made when it is checked */
    char *query, *person;        /* owned; of a query */
    struct refused *named;       /* owned; a query, or a command without an entry, for its line */
    struct live *own;            /* in use; the asker's own room that a query needs; NULL: none */
    struct json *data;           /* owned; of a query */
    struct person *payer;        /* held: who pays for what it asks; NULL: nobody */
    int64_t paid_ms;             /* what they paid for it; rooms that were woken are not of it */
    bool unpaid;                 /* and still has to */
    bool caught_up;              /* the room, with the journal, before it is refused */
    bool gate_caught_up;         /* the academy likewise */
    bool veils;                  /* counted in the payer's budget, as a row that veils */
    bool elsewhere_known;        /* other rooms have that of which it speaks */
    enum err error;
    unsigned reads;   /* of a query: how often it was read for it */
    int64_t seq;      /* of a first answer that is known */
    int64_t retry_ms; /* as in hub_answer */
    hub_answer_fn *done;
    void *context;
};

static void command_check(struct live *known, enum err error, void *context);
static bool asks_elsewhere(struct command *command);

static void command_free(struct command *command)
{
    entry_unref(&command->entry);
    entry_unref(&command->appended);
    json_free(&command->data);
    mem_free(command->query);
    refusal_forget(&command->named);
    mem_free(command->person);
    if (command->veils)
        budget_veil_end(&command->payer->budget);
    people_release(command->hub->fanout->people, &command->payer);
    if (command->live)
        live_unuse(command->live);
    if (command->own)
        live_unuse(command->own);
    mem_free(command);
}

static void command_answer(struct command *command, const struct hub_answer *answer)
{
    refusal_tell(command->hub, command->entry, command->named, answer->error);
    steps_tell(command->hub, "command answered", command->entry, answer->error);
    if (command->done)
        command->done(command->context, answer);
    command_free(command);
}

static void answer_turn(void *context)
{
    struct command *command = context;
    struct hub_answer answer = {
        .error = command->error, .seq = command->seq, .retry_ms = command->retry_ms};
    if (!command->seq)
        answer.json = SLICE("{}");
    command_answer(command, &answer);
}

/* Answers what was neither appended nor asked, in a later turn. What is to be tried again costs
 * nothing. */
static void command_end(struct command *command, enum err error)
{
    if (error == ERR_TOO_MANY_REQUESTS && command->paid_ms > 0)
        budget_give_back(&command->payer->budget, command->paid_ms);
    command->error = error;
    loop_later(command->hub->loop, answer_turn, command);
}

/* The journal has decided. */
static void command_decided(void *context, const struct hub_answer *answer)
{
    command_answer(context, answer);
}

static struct command *command_new(struct hub *hub, const struct actor *actor, hub_answer_fn *done,
                                   void *context)
{
    struct command *command = mem_new(sizeof *command);
    command->hub = hub;
    command->payer = people_hold_again(actor->person);
    command->unpaid = actor->person;
    command->done = done;
    command->context = context;
    return command;
}

/* Builds the entry of a command: canonical data, the sender, the time. */
static enum err make_entry(struct command *command, const struct actor *actor, struct slice type,
                           const struct json *data)
{
    struct live *live = command->live;
    const struct row *row = command->method->row;
    bool system = slice_equal(actor->id, ENTRY_SYSTEM);
    if (!row)
        return ERR_METHOD_NOT_FOUND;
    /* Else it would name what is somebody's, and take it along when it goes. */
    bool borrowed = row->hub.content && !actor->keeps;
    if ((row->roles == ROLE_SYSTEM || borrowed) && !system)
        return ERR_PERMISSION_DENIED;
    struct slice op;
    if (!json_get_text(data, "op", &op) || !text_is_id(op))
        return ERR_BAD_REQUEST;
    struct buffer text;
    buffer_init(&text, BOUND_ENTRY_BYTES);
    enum err error = room_read(live_room(live), type, data, &text);
    if (!error) {
        struct entry entry = {.room = room_name(live_room(live)),
                              .type = type,
                              .by = actor->id,
                              .name = actor->name,
                              .op = op,
                              .text = buffer_slice(&text)};
        command->entry = entry_new(&entry);
        error = command->entry ? ERR_NONE : ERR_LIMIT_EXCEEDED;
    }
    buffer_done(&text);
    return error;
}

static void make_query(struct command *command, const struct actor *actor, struct slice name,
                       const struct json *data)
{
    command->query = mem_text(name);
    command->person = mem_text(actor->id);
    command->data = json_copy(data);
}

bool hub_reads(const struct hub *hub, struct slice room, struct slice method)
{
    const struct kind *kind = kinds_of(hub->rooms.kinds, room);
    const struct method *found =
        kind ? methods_find(kinds_methods(hub->rooms.kinds, kind), method) : NULL;
    return found && found->query;
}

bool hub_knows(const struct hub *hub, struct slice method)
{
    return kinds_know(hub->rooms.kinds, method);
}

bool hub_veils(const struct hub *hub, struct slice method)
{
    return kinds_veil(hub->rooms.kinds, method);
}

/* The room that a command names and what it asks of it, or why not. What no room of that kind knows
 * wakes none. */
static enum err find_room(struct hub *hub, const struct actor *actor, struct slice method,
                          const struct json *data, struct command *command)
{
    struct slice room;
    struct live_place place;
    if (!hub_knows(hub, method))
        return ERR_METHOD_NOT_FOUND;
    if (!json_get_text(data, "room", &room))
        return ERR_BAD_REQUEST;
    if (!live_place(hub, actor, room, &place))
        return ERR_PERMISSION_DENIED;
    command->method = methods_find(kinds_methods(hub->rooms.kinds, place.kind), method);
    if (!command->method)
        return ERR_METHOD_NOT_FOUND;
    enum err error = live_open(hub, actor, &place, &command->live, &command->retry_ms);
    if (!error)
        live_use(command->live);
    return error;
}

void hub_command(struct hub *hub, const struct actor *actor, struct slice method,
                 const struct json *data, hub_answer_fn *done, void *context)
{
    hub->stats.commands++;
    struct command *command = command_new(hub, actor, done, context);
    enum err error = find_room(hub, actor, method, data, command);
    bool signal = !error && command->method->row && signals_are(command->method->row);
    if (signal)
        error = signals_take(command->live, actor, method, data);
    else if (!error && command->method->query)
        make_query(command, actor, method, data);
    else if (!error)
        error = make_entry(command, actor, method, data);
    if (command->live && !command->entry && !signal)
        command->named = refusal_name(room_name(live_room(command->live)), actor, method, data);
    if (error || signal)
        command_end(command, error);
    else
        live_wait(command->live, command_check, command);
}

void hub_signal(struct hub *hub, const struct actor *actor, struct slice method,
                const struct json *data)
{
    struct slice room = {NULL, 0};
    hub->stats.commands++;
    if (json_get_text(data, "room", &room) && live_admits(hub, actor, room))
        (void)signals_take(map_find(hub->rooms.awake, room), actor, method, data);
}

/* Before anybody is refused for what another instance has written and this one has not heard of,
 * the room is read on, once, and all is asked again. */
static bool looks_behind(struct command *command, enum err refused)
{
    if (!refused || command->caught_up || !live_has_neighbours(command->live))
        return false;
    command->caught_up = true;
    live_catch_up(command->live, command_check, command);
    return true;
}

static struct room_question question_of(const struct command *command)
{
    return (struct room_question){slice_of(command->query), slice_of(command->person),
                                  command->data, command->own ? live_room(command->own) : NULL};
}

static void answer_with(struct command *command, const struct bodies *bodies)
{
    struct hub *hub = command->hub;
    const struct room_question question = question_of(command);
    struct buffer json;
    buffer_init(&json, BOUND_VIEW_BYTES);
    struct hub_answer answer = {0};
    answer.error = room_query(live_room(command->live), &question, bodies, &json);
    if (!answer.error)
        answer.json = buffer_slice(&json);
    if (command->payer)
        budget_read(&command->payer->budget, json.len, loop_tick_ms(hub->loop));
    if (!looks_behind(command, answer.error))
        command_answer(command, &answer);
    buffer_done(&json);
}

static size_t needed(const struct command *command, int64_t seqs[BOUND_QUERY_READS])
{
    const struct room_question question = question_of(command);
    return room_query_needs(live_room(command->live), &question, seqs, BOUND_QUERY_READS);
}

/* Whether all that the answer needs by now was read. */
static bool is_complete(const struct command *command, struct found *found)
{
    int64_t seqs[BOUND_QUERY_READS];
    size_t count = needed(command, seqs), i = 0;
    while (i < count && found_find(found, seqs[i]))
        i++;
    return i == count;
}

static bool read_bodies(struct command *command);

/* Something may have come or been changed meanwhile: then it is read again. */
static void bodies_read(void *context, enum err error, struct entry **entries, size_t count)
{
    struct command *command = context;
    struct found found = {entries, count};
    if (!error && !is_complete(command, &found) && command->reads < READS_MAX &&
        read_bodies(command))
        return;
    if (command->payer)
        budget_read_end(&command->payer->budget);
    if (error)
        command_answer(command, &(struct hub_answer){.error = error});
    else
        answer_with(command, &(struct bodies){found_find, &found});
}

/* False when nothing is to be read. */
static bool read_bodies(struct command *command)
{
    int64_t seqs[BOUND_QUERY_READS];
    size_t count = needed(command, seqs);
    command->reads++;
    if (count > 0)
        journal_read_seqs(command->hub->journal, room_name(live_room(command->live)), seqs, count,
                          bodies_read, command);
    return count > 0;
}

/* What was read of the past. */
static void recalled(void *context, const struct hub_answer *answer)
{
    struct command *command = context;
    if (command->payer) {
        budget_read_end(&command->payer->budget);
        budget_read(&command->payer->budget, answer->json.len, loop_tick_ms(command->hub->loop));
    }
    command_answer(command, answer);
}

/* Whether it is about the past: then it is on its way, or refused. */
static bool recalls(struct command *command)
{
    struct past_ask ask = {.at_ms = 0};
    const struct room *room = live_room(command->live);
    const struct room_question question = question_of(command);
    enum err error = room_query_past(room, &question, &ask);
    if (looks_behind(command, error))
        return true;
    if (!error && !ask.room.at && !ask.itself)
        return false;
    const struct kind *kind =
        error || ask.itself ? NULL : kinds_of(command->hub->rooms.kinds, ask.room);
    if (!error && !ask.itself && (!kind || kind->plain))
        error = ERR_NOT_FOUND;
    if (!error && command->payer)
        command->retry_ms = budget_read_begin(&command->payer->budget);
    if (!error && !command->retry_ms) {
        command->retry_ms = recall_start(command->hub->rooms.recalls, room_name(room), &question,
                                         &ask, recalled, command);
        if (command->retry_ms && command->payer)
            budget_read_end(&command->payer->budget);
    }
    if (error || command->retry_ms)
        command_end(command, error ? error : ERR_TOO_MANY_REQUESTS);
    return true;
}

static void answer_query(void *context);

static void own_awake(struct live *own, enum err error, void *context)
{
    struct command *command = context;
    command->error = error;
    loop_later(live_hub(own)->loop, error ? answer_turn : answer_query, command);
}

/* Whether a room of the asker's own has to be reached first, which helps to answer. */
static bool reaches_own(struct command *command)
{
    const struct actor actor = {.id = slice_of(command->person), .person = command->payer};
    const char *kind = room_query_own(live_room(command->live), slice_of(command->query));
    if (!kind || command->own || slice_equal(actor.id, ENTRY_SYSTEM))
        return false;
    enum err error = live_use_own(command->hub, &actor, kind, &command->own, &command->retry_ms);
    if (error)
        command_end(command, error);
    else
        live_wait(command->own, own_awake, command);
    return true;
}

/* What other rooms said. */
static void asked_among(void *context, const struct hub_answer *answer)
{
    struct command *command = context;
    if (command->payer)
        budget_read(&command->payer->budget, answer->json.len, loop_tick_ms(command->hub->loop));
    if (!looks_behind(command, answer->error))
        command_answer(command, answer);
}

static void answer_query(void *context)
{
    struct command *command = context;
    int64_t seqs[BOUND_QUERY_READS];
    const struct room_question question = question_of(command);
    if (reaches_own(command) || recalls(command) ||
        among_start(command->live, &question, asked_among, command))
        return;
    if (needed(command, seqs) == 0) {
        answer_with(command, NULL);
        return;
    }
    if (command->payer)
        command->retry_ms = budget_read_begin(&command->payer->budget);
    if (command->retry_ms)
        command_end(command, ERR_TOO_MANY_REQUESTS);
    else
        (void)read_bodies(command);
}

/* Takes what the command costs from its sender's budget, once. False: it is answered that there is
 * not enough. */
static bool pay(struct command *command)
{
    struct budget *budget = command->payer ? &command->payer->budget : NULL;
    const struct room *room = live_room(command->live);
    int64_t tick_ms = loop_tick_ms(command->hub->loop);
    struct slice person = command->query ? slice_of(command->person) : command->entry->by;
    enum cost cost = command->query ? COST_CHEAP : command->method->row->cost;
    size_t bytes = command->query ? 0 : command->entry->text.len;
    if (!command->unpaid)
        return true;
    command->unpaid = false;
    if (command->query)
        command->retry_ms = budget_may_read(budget, tick_ms);
    int64_t cost_ms = budget_cost_ms(cost, room_role(room, person), bytes);
    if (!command->retry_ms)
        command->retry_ms = budget_spend(budget, cost_ms, tick_ms);
    if (command->retry_ms)
        command_end(command, ERR_TOO_MANY_REQUESTS);
    else
        command->paid_ms = cost_ms;
    return !command->retry_ms;
}

/* Whether it is a vote that could not be sealed, so that it is not told whether a choice of that op
 * was the same: it has its answer all the same. */
static bool is_unsealed(const struct command *command)
{
    struct ballot ballot;
    return room_ballot_choice(live_room(command->live), command->appended, &ballot);
}

static void found(void *context, const struct journal_result *result)
{
    struct command *command = context;
    struct hub_answer answer = {.error = result->error ? result->error : command->error};
    if (!result->error && result->seq) {
        command->hub->stats.repeats++;
        append_await(command->live, result->seq, command_decided, command);
    } else {
        command_answer(command, &answer);
    }
}

/* An act that was done before gets its first answer. */
static bool was_done(struct command *command, const struct act *act)
{
    struct act_result first;
    if (!room_repeats(live_room(command->live), act, &first))
        return false;
    if (first.error == ERR_OP_REUSED && is_unsealed(command))
        first.error = ERR_NONE;
    command->hub->stats.repeats++;
    command->seq = first.error ? 0 : first.seq;
    command_end(command, first.error);
    return true;
}

/* The fold knows the ops of gathered rows, the journal those of all others. */
static void refuse(struct command *command, const struct row *row, enum err error)
{
    command->error = error;
    if (row->gather.acts)
        command_end(command, error);
    else
        journal_find(command->hub->journal, command->appended, found, command);
}

/* What only the name of its sender can tell is asked of what was applied, so that of a person
 * nothing else of such rows is under way beside what is to be veiled, or bounded together with what
 * was. Gathered rows bound each thing. */
static bool goes_alone(struct command *command, const struct row *row)
{
    struct person *payer = command->payer;
    if (!row->veil.refuses || row->gather.acts || !payer)
        return true;
    bool alone = veil_hides(command->appended->by) ||
                 arrival_alone(live_room(command->live), command->entry);
    command->veils = budget_veil_begin(&payer->budget, alone);
    return command->veils;
}

static void take(struct command *command, const struct row *row, const struct act *act)
{
    const struct gathering gathering = {row, act, command_decided, command};
    if (!row->gather.acts && !row->gather.merge)
        append_entry(command->live, command->appended, command_decided, command);
    else if (!gather_add(command->live, command->appended, &gathering))
        command_end(command, ERR_TOO_MANY_REQUESTS);
}

static struct slice sender_of(const struct command *command)
{
    return command->entry ? command->entry->by : slice_of(command->person);
}

static bool gate_looks_behind(struct command *command, enum err refused)
{
    if (!refused || command->gate_caught_up)
        return false;
    command->gate_caught_up = true;
    return gate_catch_up(command->hub, command_check, command);
}

/* The room is awake, or was read on, or the academy was. */
static void command_check(struct live *known, enum err error, void *context)
{
    struct command *command = context;
    struct live *live = command->live;
    UNUSED(known);
    if (!error && !room_kind(live_room(live))->plain) {
        error = gate_enters(command->hub, live, sender_of(command), command->payer);
        if (gate_looks_behind(command, error))
            return;
    }
    if (error) {
        command_end(command, error);
        return;
    }
    if (!pay(command) || (!command->query && asks_elsewhere(command)))
        return;
    if (command->query) {
        loop_later(command->hub->loop, answer_query, command);
        return;
    }
    const struct row *row = command->method->row;
    struct act act;
    command->entry->at_ms = live_now_ms(live);
    entry_unref(&command->appended);
    error = arrival_check(live_room(live), command->entry, &command->appended);
    if (!command->appended && !ballots_seal(live, command->entry, &command->appended) && !error) {
        ballots_wait(live, command->entry, command_check, command);
        return;
    }
    if (!command->appended)
        command->appended = entry_ref(command->entry);
    if (row->gather.acts)
        act_of(row, command->appended, &act);
    if (row->gather.acts && was_done(command, &act))
        return;
    if (looks_behind(command, error))
        return;
    if (error) {
        refuse(command, row, error);
    } else if (!goes_alone(command, row)) {
        command->retry_ms = VEILED_RETRY_MS;
        command_end(command, ERR_TOO_MANY_REQUESTS);
    } else {
        take(command, row, &act);
    }
}

static void elsewhere_said(void *context, enum err error, int64_t retry_ms)
{
    struct command *command = context;
    command->elsewhere_known = true;
    command->retry_ms = retry_ms;
    if (error)
        command_end(command, error);
    else
        command_check(command->live, ERR_NONE, command);
}

/* False when there is nothing to ask any more. */
static bool asks_elsewhere(struct command *command)
{
    const struct actor actor = {.id = command->entry->by, .person = command->payer};
    return !command->elsewhere_known && elsewhere_ask(command->hub, &actor, command->method->row,
                                                      command->entry, elsewhere_said, command);
}

void hub_publish(struct hub *hub, const struct actor *actor, struct slice channel,
                 const struct json *data, hub_answer_fn *done, void *context)
{
    struct buffer text;
    struct json *command = NULL;
    const struct kind *kind = kinds_of(hub->rooms.kinds, channel);
    buffer_init(&text, 2 * BOUND_COMMAND_BYTES);
    enum err error = published_write(hub, channel, data, &text);
    if (!error)
        error = json_parse_around(buffer_slice(&text), &command);
    if (error)
        command_end(command_new(hub, actor, done, context), error);
    else
        hub_command(hub, actor, kind && kind->publish ? slice_of(kind->publish) : SLICE("publish"),
                    command, done, context);
    json_free(&command);
    buffer_done(&text);
}
