/* SPDX-License-Identifier: Apache-2.0
 * The youngest acts, and what they are about, by seq. */
#include "features/audit.h"

#include <string.h>

#include "base/bounds.h"
#include "base/mem.h"
#include "base/unused.h"
#include "core/room.h"
#include "features/common_ask.h"
#include "features/common_get.h"

/* What counts as an act, of moderation or of leading the session, and the member of its data that
 * names a thing whose author it is about. */
static const struct {
    const char *type, *thing;
    bool named; /* it is none where it names no thing: then it is about oneself */
} kinds[] = {
    {"stage.phase", NULL, false},
    {"stage.reopen", NULL, false},
    {"member.set", NULL, false},
    {"member.policy", NULL, false},
    {"member.silence", NULL, false},
    {"member.remove", NULL, false},
    {"member.ban", NULL, false},
    {"member.unban", NULL, false},
    {"lobby.admit", NULL, false},
    {"lobby.refuse", NULL, false},
    {"lobby.capacity", NULL, false},
    {"attendance.rule", NULL, false},
    {"attendance.correct", NULL, false},
    {"lock.set", NULL, false},
    {"lock.person", NULL, false},
    {"chat.delete", "message", false},
    {"chat.approve", "message", false},
    {"chat.refuse", "message", false},
    {"chat.mode", NULL, false},
    {"chat.words", NULL, false},
    {"question.approve", "question", false},
    {"question.dismiss", "question", false},
    {"question.reopen", "question", false},
    {"question.uncomment", "comment", false},
    {"question.silence", "question", false},
    {"question.unsilence", "question", false},
    {"question.intake", NULL, false},
    {"report.decide", NULL, false},
    {"hand.clear", NULL, false},
    {"hand.lower", "hand", true},
    {"direct.delete", "message", false},
    {"direct.mode", NULL, false},
    {"notes.remove", "paragraph", false},
    {"notes.wipe", "paragraph", false},
    {"notes.set", NULL, false},
    {"names.set", NULL, false},
    {"poll.open", NULL, false},
    {"poll.close", NULL, false},
    {"poll.publish", NULL, false},
    {"poll.reveal", NULL, false},
    {"poll.round", NULL, false},
    {"poll.archive", NULL, false},
    {"survey.open", NULL, false},
    {"survey.close", NULL, false},
    {"survey.remove", NULL, false},
    {"question.answer", "question", false},
    {"question.amend", "question", false},
    {"question.merge", "question", false},
    {"question.unmerge", "question", false},
    {"question.pin", NULL, false},
    {"chat.pin", "message", false},
    {"hand.call", NULL, false},
    {"notice.post", NULL, false},
    {"notice.edit", NULL, false},
    {"notice.remove", NULL, false},
    {"agenda.go", NULL, false},
    {"agenda.remove", NULL, false},
    {"handout.add", NULL, false},
    {"handout.remove", NULL, false},
    {"group.make", NULL, false},
    {"group.open", NULL, false},
    {"group.move", NULL, false},
    {"group.back", NULL, false},
    {"slide.remove", NULL, false},
    {"slide.hide", NULL, false},
    {"captions.offer", NULL, false},
    {"captions.assign", NULL, false},
    {"captions.remove", "line", false},
    {"call.link", NULL, false},
    {"stage.stream", NULL, false},
    {"media.add", NULL, false},
    {"media.edit", NULL, false},
    {"media.remove", NULL, false},
    {"media.anchor", NULL, false},
    {"timer.start", NULL, false},
    {"timer.stop", NULL, false},
};
enum { KINDS = sizeof kinds / sizeof kinds[0] };

struct act_seen {
    int64_t seq, thing; /* of the act; of the thing whose author it is about, 0: of none */
};

struct audit {
    struct act_seen *acts; /* owned; rising */
    size_t count, capacity;
};

static void *audit_new(const struct room *room)
{
    UNUSED(room);
    return mem_new(sizeof(struct audit));
}

static void audit_free(void *state)
{
    mem_free(((struct audit *)state)->acts);
    mem_free(state);
}

/* The oldest half goes when no more may be kept, so that not each one moves all of them. */
static void make_room(struct audit *audit)
{
    size_t half = audit->count / 2;
    if (audit->count < audit->capacity)
        return;
    if (audit->capacity < BOUND_ACTS) {
        size_t wanted = audit->capacity ? 2 * audit->capacity : 16;
        audit->acts = mem_resize(audit->acts, audit->capacity * sizeof *audit->acts,
                                 wanted * sizeof *audit->acts);
        audit->capacity = wanted;
        return;
    }
    memmove(audit->acts, audit->acts + half, (audit->count - half) * sizeof *audit->acts);
    audit->count -= half;
}

static size_t kind_of(const struct entry *entry)
{
    size_t i = 0;
    while (!slice_is(entry->type, kinds[i].type))
        i++;
    return i;
}

/* What people do to their own words is no act of the staff; nor is what the server does. */
static void act_heard(void *state, const struct entry *entry, const struct scene *scene)
{
    struct audit *audit = state;
    size_t kind = kind_of(entry);
    const char *name = kinds[kind].thing;
    int64_t thing = name ? common_get_int(entry->data, name) : 0;
    if (!(scene->role & ROLE_STAFF) || (kinds[kind].named && !thing))
        return;
    make_room(audit);
    audit->acts[audit->count++] = (struct act_seen){entry->seq, thing};
}

/* A page goes back from before the place `from`. */
struct page {
    size_t from, count;
};

static enum err page_read(const struct audit *audit, const struct json *data, struct page *out)
{
    int64_t before = INT64_MAX, limit = BOUND_ACTS_PAGE;
    enum err error = common_ask_limit(data, "before", INT64_MAX, &before);
    if (!error)
        error = common_ask_limit(data, "limit", BOUND_ACTS_PAGE, &limit);
    if (error)
        return error;
    out->from = audit->count;
    while (out->from > 0 && audit->acts[out->from - 1].seq >= before)
        out->from--;
    out->count = out->from < (size_t)limit ? out->from : (size_t)limit;
    return ERR_NONE;
}

/* An act, and what it is about: whose words it were is what the journal knows of them. */
static size_t acts_needs(const void *state, const struct json *data, const struct scene *scene,
                         int64_t *seqs, size_t max)
{
    const struct audit *audit = state;
    struct page page;
    size_t count = 0;
    UNUSED(scene);
    if (page_read(audit, data, &page))
        return 0;
    for (size_t i = 0; i < page.count && count + 1 < max; i++) {
        const struct act_seen *act = &audit->acts[page.from - 1 - i];
        seqs[count++] = act->seq;
        if (act->thing)
            seqs[count++] = act->thing;
    }
    return count;
}

static const struct entry *find(const struct scene *scene, int64_t seq)
{
    return seq && scene->bodies ? scene->bodies->find(scene->bodies->context, seq) : NULL;
}

/* Whom it is about, unless nobody is to know: who wrote the thing; of a person the name alone,
 * under which they were here. */
static void whom_write(const struct scene *scene, const struct entry *entry,
                       const struct entry *thing, struct writer *out)
{
    struct slice whom = common_get_text(entry->data, "whom");
    struct slice name = room_present_name(scene->room, whom);
    if (whom.at && name.len > 0)
        writer_text(out, "whose", name);
    if (whom.at || !thing || veil_hides(thing->by))
        return;
    writer_text(out, "whom", thing->by);
    if (thing->name.len > 0)
        writer_text(out, "whose", thing->name);
}

static void act_write(const struct scene *scene, const struct entry *entry,
                      const struct entry *thing, struct writer *out)
{
    writer_object(out, NULL);
    writer_int(out, "seq", entry->seq);
    writer_int(out, "at", entry->at_ms);
    writer_text(out, "by", entry->by);
    if (entry->name.len > 0)
        writer_text(out, "name", entry->name);
    writer_text(out, "type", entry->type);
    writer_raw(out, "data", entry->text);
    whom_write(scene, entry, thing, out);
    if (entry->erased)
        writer_bool(out, "erased", true);
    writer_end(out);
}

static enum err acts_answer(const void *state, const struct json *data, const struct scene *scene,
                            struct writer *out)
{
    const struct audit *audit = state;
    struct page page;
    enum err error = page_read(audit, data, &page);
    if (error)
        return error;
    size_t end = page.from - page.count;
    writer_array(out, "acts");
    for (size_t i = page.from; i > end; i--) {
        const struct entry *entry = find(scene, audit->acts[i - 1].seq);
        const struct entry *thing = find(scene, audit->acts[i - 1].thing);
        bool own = entry && thing && slice_equal(entry->by, thing->by);
        if (entry && !own)
            act_write(scene, entry, thing, out);
    }
    writer_end(out);
    if (end > 0)
        writer_int(out, "next", audit->acts[end].seq);
    return ERR_NONE;
}

static const struct query queries[] = {
    {.name = "report.acts", .roles = ROLE_HOST, .needs = acts_needs, .answer = acts_answer},
};

#define HEARD(type)                                                                                \
    {                                                                                              \
        type, act_heard, NULL, NULL                                                                \
    }
static const struct hearing hears[] = {
    HEARD("stage.phase"),        HEARD("stage.reopen"),     HEARD("member.set"),
    HEARD("member.policy"),      HEARD("member.silence"),   HEARD("member.remove"),
    HEARD("member.ban"),         HEARD("member.unban"),     HEARD("lobby.admit"),
    HEARD("lobby.refuse"),       HEARD("lobby.capacity"),   HEARD("lock.set"),
    HEARD("lock.person"),        HEARD("chat.delete"),      HEARD("chat.approve"),
    HEARD("chat.refuse"),        HEARD("chat.mode"),        HEARD("chat.words"),
    HEARD("question.approve"),   HEARD("question.dismiss"), HEARD("question.reopen"),
    HEARD("question.uncomment"), HEARD("question.silence"), HEARD("question.unsilence"),
    HEARD("question.intake"),    HEARD("report.decide"),    HEARD("hand.clear"),
    HEARD("hand.lower"),         HEARD("direct.delete"),    HEARD("direct.mode"),
    HEARD("notes.remove"),       HEARD("notes.wipe"),       HEARD("notes.set"),
    HEARD("names.set"),          HEARD("poll.open"),        HEARD("poll.close"),
    HEARD("poll.publish"),       HEARD("poll.reveal"),      HEARD("poll.round"),
    HEARD("poll.archive"),       HEARD("question.answer"),  HEARD("question.amend"),
    HEARD("question.merge"),     HEARD("question.unmerge"), HEARD("question.pin"),
    HEARD("chat.pin"),           HEARD("hand.call"),        HEARD("notice.post"),
    HEARD("notice.edit"),        HEARD("notice.remove"),    HEARD("agenda.go"),
    HEARD("agenda.remove"),      HEARD("handout.add"),      HEARD("handout.remove"),
    HEARD("group.make"),         HEARD("group.open"),       HEARD("group.move"),
    HEARD("group.back"),         HEARD("slide.remove"),     HEARD("slide.hide"),
    HEARD("captions.offer"),     HEARD("captions.assign"),  HEARD("captions.remove"),
    HEARD("call.link"),          HEARD("stage.stream"),     HEARD("media.add"),
    HEARD("media.edit"),         HEARD("media.remove"),     HEARD("media.anchor"),
    HEARD("timer.start"),        HEARD("timer.stop"),       HEARD("attendance.rule"),
    HEARD("attendance.correct"), HEARD("survey.open"),      HEARD("survey.close"),
    HEARD("survey.remove"),
};
_Static_assert(sizeof hears / sizeof hears[0] == KINDS, "each kind of act is heard of");

const struct feature audit_feature = {
    .name = "audit",
    .queries = queries,
    .queries_count = sizeof queries / sizeof queries[0],
    .hears = {hears, sizeof hears / sizeof hears[0]},
    .beyond.sides = true,
    .state_new = audit_new,
    .state_free = audit_free,
};
