/* SPDX-License-Identifier: Apache-2.0
 * Nothing that stays or is sent joins a person to a secret choice, or to an anonymous one. The same
 * hour is played twice, with the same acts at the same times. Of secret ballots others chose what
 * (and the sums are the same); of anonymous acts others did them. All that there is to see is
 * compared: the journal in its order and with its times, what is pushed to everybody else, in the
 * order in which it is pushed and when, views, exports, the log. But for what is drawn at random,
 * which may have nothing in common, the two must be one. Then the veil and the seal are taken out:
 * each must show. */
#include <ctype.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/log.h"
#include "base/seal.h"
#include "core/ballots.h"
#include "core/veil.h"
#include "unit/hub/help_hub.h"

enum { VOTERS = 6, WATCHERS = 3, TRACE_BYTES = 8 << 20, NAMES_MAX = 4096 };

/* ---- taken out on purpose ----------------------------------------------------------------------
 * Linked in the place of the server's (tests/CMakeLists.txt). */

static enum { NOTHING, VEIL_OF_PEOPLE, VEIL_OF_OPS, SEAL } out;

struct veil_name __real_veil_person(const struct veil *veil, struct slice room, struct slice scope,
                                    struct slice person);
struct veil_name __wrap_veil_person(const struct veil *veil, struct slice room, struct slice scope,
                                    struct slice person);
struct veil_name __real_veil_op(const struct veil *veil, struct slice room, struct slice scope,
                                struct slice person, struct slice op);
struct veil_name __wrap_veil_op(const struct veil *veil, struct slice room, struct slice scope,
                                struct slice person, struct slice op);
void __real_seal_write_same(struct seal *seal, struct slice about, struct slice once,
                            struct slice text, struct buffer *sealed);
void __wrap_seal_write_same(struct seal *seal, struct slice about, struct slice once,
                            struct slice text, struct buffer *sealed);
bool __real_seal_read(struct seal *seal, struct slice about, struct slice sealed,
                      struct buffer *text);
bool __wrap_seal_read(struct seal *seal, struct slice about, struct slice sealed,
                      struct buffer *text);

struct veil_name __wrap_veil_person(const struct veil *veil, struct slice room, struct slice scope,
                                    struct slice person)
{
    struct veil_name name = {"*"};
    if (out != VEIL_OF_PEOPLE)
        return __real_veil_person(veil, room, scope, person);
    memcpy(name.text + 1, person.at, person.len);
    return name;
}

struct veil_name __wrap_veil_op(const struct veil *veil, struct slice room, struct slice scope,
                                struct slice person, struct slice op)
{
    struct veil_name name = {""};
    if (out != VEIL_OF_OPS)
        return __real_veil_op(veil, room, scope, person, op);
    memcpy(name.text, op.at, op.len);
    return name;
}

void __wrap_seal_write_same(struct seal *seal, struct slice about, struct slice once,
                            struct slice text, struct buffer *sealed)
{
    static const char none[SEAL_MORE_BYTES];
    if (out != SEAL) {
        __real_seal_write_same(seal, about, once, text, sealed);
        return;
    }
    buffer_add(sealed, text);
    buffer_add(sealed, (struct slice){none, sizeof none});
}

bool __wrap_seal_read(struct seal *seal, struct slice about, struct slice sealed,
                      struct buffer *text)
{
    if (out != SEAL)
        return __real_seal_read(seal, about, sealed, text);
    return buffer_add(text, (struct slice){sealed.at, BALLOT_BYTES}), true;
}

/* ---- an hour, and all that there is to see of it ----------------------------------------------
 */

struct play {
    struct rig rig;
    struct line voters[VOTERS], watchers[WATCHERS];
    const int *who;     /* who does the act at each turn */
    const int *chooses; /* of the voter at each turn of a secret poll */
    char log[64];       /* a file */
    int stderr_before;
    struct buffer seen;
};

/* The last of them votes too, and always the same. */
static const char *const watchers[WATCHERS] = {"host", "u8", "u9"};

/* When each of them was sent how much. */
static void pace_see(struct play *play)
{
    buffer_addf(&play->seen, "%lld", (long long)loop_now_ms(play->rig.loop));
    for (int i = 0; i < WATCHERS; i++)
        buffer_addf(&play->seen, " %zu", play->watchers[i].heard.len);
    buffer_add(&play->seen, SLICE("\n"));
}

static void pass(struct play *play, int turns)
{
    for (int i = 0; i < turns; i++) {
        loop_pass(play->rig.loop, 250);
        rig_turn(&play->rig);
        pace_see(play);
    }
}

/* Everybody's ops tell who they are, as some clients' may. */
static int64_t act(struct play *play, const char *by, const char *method, const char *format, ...)
    __attribute__((format(printf, 4, 5)));
static int64_t act(struct play *play, const char *by, const char *method, const char *format, ...)
{
    char data[512];
    int len =
        snprintf(data, sizeof data, "{\"room\":\"webinar:w1\",\"op\":\"op-%s-%s\",", by, method);
    va_list values;
    va_start(values, format);
    len += vsnprintf(data + len, sizeof data - (size_t)len, format, values);
    va_end(values);
    snprintf(data + len, sizeof data - (size_t)len, "}");
    int64_t seq = rig_command(&play->rig, by, method, data);
    if (seq <= 0)
        fail_msg("%s of %s: %lld", method, by, (long long)seq);
    pass(play, 3);
    return seq;
}

/* Op and method are one of a kind for each person: the host's, of several polls, by the poll. */
static void staff(struct play *play, const char *method, int64_t poll, const char *more)
{
    char data[256];
    snprintf(data, sizeof data, "{\"room\":\"webinar:w1\",\"op\":\"%s-%lld\",\"poll\":%lld%s}",
             method, (long long)poll, (long long)poll, more);
    assert_true(rig_command(&play->rig, "host", method, data) > 0);
    pass(play, 3);
}

static int64_t prepared(struct play *play, const char *type, const char *ballot)
{
    char data[256];
    snprintf(data, sizeof data,
             "{\"room\":\"webinar:w1\",\"op\":\"ask-%s-%s\",\"type\":\"%s\",\"ballot\":\"%s\","
             "\"title\":{\"en\":\"Q\"},\"results\":\"%s\"}",
             type, ballot, type, ballot, *ballot == 's' ? "closed" : "live");
    int64_t poll = rig_command(&play->rig, "host", "poll.prepare", data);
    assert_true(poll > 0);
    staff(play, "poll.open", poll, "");
    return poll;
}

static const char *person(int number)
{
    static const char *const names[VOTERS] = {"u0", "u1", "u2", "u3", "u4", "u5"};
    return names[number];
}

static void people_come(struct play *play)
{
    for (int i = 0; i < WATCHERS; i++) {
        line_open(&play->watchers[i], &play->rig, watchers[i]);
        line_follow(&play->watchers[i], &play->rig, "webinar:w1", -1);
    }
    for (int i = 0; i < VOTERS; i++) {
        line_open(&play->voters[i], &play->rig, person(i));
        line_follow(&play->voters[i], &play->rig, "webinar:w1", -1);
    }
    pass(play, 12);
}

/* Everybody is there from now to its end; who acts is in the order of `who`. */
static void play_open(struct play *play, const int *who, const int *chooses)
{
    *play = (struct play){.who = who, .chooses = chooses};
    buffer_init(&play->seen, TRACE_BYTES);
    snprintf(play->log, sizeof play->log, "/tmp/muster-joined-XXXXXX");
    int fd = mkstemp(play->log);
    fflush(stderr);
    play->stderr_before = dup(STDERR_FILENO);
    assert_true(fd >= 0 && dup2(fd, STDERR_FILENO) >= 0);
    close(fd);
    log_set_level(LOG_DEBUG);
    rig_open(&play->rig, NULL);
    people_come(play);
}

static void see(struct play *play, const char *what, struct slice text)
{
    buffer_addf(&play->seen, "\n---- %s\n", what);
    buffer_add(&play->seen, text);
    assert_false(play->seen.full);
}

static void journaled(void *context, enum err error, struct entry **entries, size_t count)
{
    struct play *play = context;
    assert_int_equal(error, ERR_NONE);
    for (size_t i = 0; i < count; i++) {
        const struct entry *entry = entries[i];
        buffer_addf(&play->seen, "\n%lld %lld %.*s by %.*s %.*s op %.*s ", (long long)entry->seq,
                    (long long)entry->at_ms, (int)entry->type.len, entry->type.at,
                    (int)entry->by.len, entry->by.at, (int)entry->name.len, entry->name.at,
                    (int)entry->op.len, entry->op.at);
        buffer_add(&play->seen, entry->text);
    }
}

static void answered(void *context, const struct hub_answer *answer)
{
    see(context, error_name(answer->error), answer->json);
}

static void taken(struct play *play, const char *query, const char *more)
{
    struct json *data = NULL;
    char text[96];
    const struct actor host = {.id = SLICE("host"), .name = SLICE("host")};
    snprintf(text, sizeof text, "{\"room\":\"webinar:w1\"%s}", more);
    assert_int_equal(json_parse(slice_of(text), &data), ERR_NONE);
    hub_command(play->rig.hub, &host, slice_of(query), data, answered, play);
    rig_turn(&play->rig);
    json_free(&data);
}

/* What stands in the log but the time, which is of a clock on the wall. */
static void log_see(struct play *play)
{
    char line[4096];
    FILE *file = fopen(play->log, "r");
    assert_non_null(file);
    while (fgets(line, sizeof line, file))
        see(play, "log", slice_of(strchr(line, ' ') ? strchr(line, ' ') : line));
    fclose(file);
}

static void watchers_see(struct play *play)
{
    for (int i = 0; i < WATCHERS; i++)
        see(play, watchers[i], buffer_slice(&play->watchers[i].heard));
}

/* Views of those who come anew, to this hub and to one that has only the journal. */
static void views_see(struct play *play)
{
    for (int i = 0; i < WATCHERS; i++) {
        struct line line;
        line_open(&line, &play->rig, watchers[i]);
        line_follow(&line, &play->rig, "webinar:w1", -1);
        see(play, "view", slice_of(line.answer));
        line_close(&line);
    }
}

static void exports_see(struct play *play, const int64_t *polls, int count)
{
    static const char *const queries[] = {"poll.ballots", "poll.answers", "poll.results"};
    char more[48];
    for (int i = 0; i < count; i++)
        for (size_t k = 0; k < sizeof queries / sizeof queries[0]; k++) {
            snprintf(more, sizeof more, ",\"poll\":%lld", (long long)polls[i]);
            taken(play, queries[k], more);
        }
    taken(play, "report.acts", "");
    taken(play, "presence.roster", "");
    taken(play, "attendance.list", "");
}

static void play_close(struct play *play, const int64_t *polls, int count)
{
    watchers_see(play);
    exports_see(play, polls, count);
    views_see(play);
    for (int i = 0; i < VOTERS; i++)
        line_close(&play->voters[i]);
    for (int i = 0; i < WATCHERS; i++)
        line_close(&play->watchers[i]);
    pass(play, 400);
    rig_restart(&play->rig);
    views_see(play);
    see(play, "journal", SLICE(""));
    journal_read(play->rig.journal, SLICE("webinar:w1"), 0, 1024, journaled, play);
    rig_turn(&play->rig);
    rig_close(&play->rig);
    log_set_level(LOG_INFO);
    fflush(stderr);
    dup2(play->stderr_before, STDERR_FILENO);
    close(play->stderr_before);
    log_see(play);
    unlink(play->log);
    buffer_add_byte(&play->seen, 0);
}

/* Each votes in turn, and what they chose is known to nobody; in the end it is counted. */
static void secret_hour(struct play *play)
{
    int64_t poll = prepared(play, "yesno", "secret");
    for (int turn = 0; turn < VOTERS; turn++)
        act(play, person(play->who[turn]), "poll.vote", "\"poll\":%lld,\"choices\":[%d]",
            (long long)poll, play->chooses[turn]);
    act(play, "u9", "poll.vote", "\"poll\":%lld,\"choices\":[1]", (long long)poll);
    staff(play, "poll.close", poll, "");
    pass(play, 8);
    staff(play, "poll.publish", poll, ",\"published\":true");
    /* It has all been counted: else there would be nothing to hide. */
    assert_true(line_heard(&play->watchers[1], "\"options\":{\"1\":4,\"2\":3,\"3\":0}") > 0);
    play_close(play, &poll, 1);
}

/* Who does what in turn: a vote, a word, a question that is changed later; another asks one that
 * they take back. */
static void anonymous_hour(struct play *play)
{
    const char *intake = "\"intake\":\"open\",\"anonymous\":true,\"moderated\":false";
    int64_t polls[2] = {prepared(play, "yesno", "anonymous"), prepared(play, "text", "anonymous")};
    act(play, "host", "question.intake", "%s", intake);
    for (int turn = 0; turn < VOTERS; turn++) {
        act(play, person(play->who[turn]), "poll.vote", "\"poll\":%lld,\"choices\":[%d]",
            (long long)polls[0], 1 + turn % 3);
        act(play, person(play->who[turn]), "poll.answer", "\"poll\":%lld,\"texts\":[\"Word %d\"]",
            (long long)polls[1], turn);
    }
    int64_t kept =
        act(play, person(play->who[0]), "question.ask", "\"text\":\"Why?\",\"anonymous\":true");
    int64_t gone =
        act(play, person(play->who[3]), "question.ask", "\"text\":\"How?\",\"anonymous\":true");
    act(play, person(play->who[0]), "question.edit", "\"question\":%lld,\"text\":\"Why not?\"",
        (long long)kept);
    act(play, person(play->who[3]), "question.withdraw", "\"question\":%lld", (long long)gone);
    for (int i = 0; i < 2; i++)
        staff(play, "poll.close", polls[i], "");
    act(play, "host", "question.dismiss", "\"question\":%lld,\"reason\":\"Off\"", (long long)kept);
    assert_true(line_heard(&play->watchers[1], "Why not?") > 0);
    play_close(play, polls, 2);
}

/* ---- compared ----------------------------------------------------------------------------------
 * What may have been drawn at random is renamed by its place among its like: pseudonyms and ops of
 * the veil, sealed choices, hashes of ops. */

struct names {
    struct slice all[NAMES_MAX];
    size_t count;
};

static bool in_word(char c)
{
    return isalnum((unsigned char)c) || c == '-' || c == '_' || c == '*';
}

/* By its length: a word of the protocol that is as long is renamed too, alike in both. */
static bool is_random(struct slice word)
{
    return word.len == 8 || word.len == 22 || word.len == 23 || word.len == 43;
}

static bool is_word(struct slice word)
{
    for (size_t i = 0; i < word.len; i++)
        if (!islower((unsigned char)word.at[i]))
            return false;
    return true;
}

static size_t name_of(struct names *names, struct slice word)
{
    for (size_t i = 0; i < names->count; i++)
        if (slice_equal(names->all[i], word))
            return i;
    assert_true(names->count < NAMES_MAX);
    names->all[names->count] = word;
    return names->count++;
}

static void rename_random(struct slice text, struct names *names, struct buffer *out_text)
{
    names->count = 0;
    buffer_init(out_text, TRACE_BYTES);
    for (size_t at = 0; at < text.len;) {
        size_t end = at;
        while (end < text.len && in_word(text.at[end]))
            end++;
        struct slice word = {text.at + at, end - at};
        if (word.len == 0)
            word.len = 1;
        if (is_random(word))
            buffer_addf(out_text, "<%zu:%zu>", word.len, name_of(names, word));
        else
            buffer_add(out_text, word);
        at += word.len;
    }
    assert_false(out_text->full);
}

static bool in_common(const struct names *a, const struct names *b)
{
    for (size_t i = 0; i < a->count; i++)
        for (size_t k = 0; k < b->count; k++)
            if (slice_equal(a->all[i], b->all[k]) && !is_word(a->all[i])) {
                print_message("in both: %.*s\n", (int)a->all[i].len, a->all[i].at);
                return true;
            }
    return false;
}

static bool same(const struct buffer *a, const struct buffer *b)
{
    size_t at = 0, least = a->len < b->len ? a->len : b->len;
    while (at < least && a->bytes[at] == b->bytes[at])
        at++;
    if (at == a->len && at == b->len)
        return true;
    size_t from = at > 200 ? at - 200 : 0;
    print_message("one:   %.300s\nother: %.300s\n", a->bytes + from, b->bytes + from);
    return false;
}

/* `drawn`: whether what is random may have nothing in common, too. */
static bool tells_nothing(struct play *one, struct play *other, bool drawn)
{
    static struct names names[2];
    struct buffer texts[2];
    rename_random(buffer_slice(&one->seen), &names[0], &texts[0]);
    rename_random(buffer_slice(&other->seen), &names[1], &texts[1]);
    bool nothing = same(&texts[0], &texts[1]) && !(drawn && in_common(&names[0], &names[1]));
    for (int i = 0; i < 2; i++)
        buffer_done(&texts[i]);
    buffer_done(&one->seen);
    buffer_done(&other->seen);
    return nothing;
}

static struct play one, other;

/* The same people at the same times, who chose otherwise: as many each. */
static bool secret_tells_nothing(void)
{
    static const int who[] = {0, 1, 2, 3, 4, 5};
    static const int chooses[] = {1, 1, 2, 2, 1, 2}, otherwise[] = {2, 1, 1, 2, 2, 1};
    play_open(&one, who, chooses);
    secret_hour(&one);
    play_open(&other, who, otherwise);
    secret_hour(&other);
    return tells_nothing(&one, &other, false);
}

/* The same acts at the same times, by others. */
static bool anonymous_tells_nothing(void)
{
    static const int who[] = {0, 1, 2, 3, 4, 5}, others[] = {4, 2, 5, 0, 1, 3};
    play_open(&one, who, NULL);
    anonymous_hour(&one);
    play_open(&other, others, NULL);
    anonymous_hour(&other);
    return tells_nothing(&one, &other, true);
}

static void who_chose_what_in_secret_is_told_by_nothing(void **state)
{
    assert_true(secret_tells_nothing());
}

static void who_did_it_without_a_name_is_told_by_nothing(void **state)
{
    assert_true(anonymous_tells_nothing());
}

static void without_the_seal_it_is(void **state)
{
    out = SEAL;
    assert_false(secret_tells_nothing());
    out = NOTHING;
}

static void without_the_veil_it_is(void **state)
{
    out = VEIL_OF_PEOPLE;
    assert_false(anonymous_tells_nothing());
    out = VEIL_OF_OPS;
    assert_false(anonymous_tells_nothing());
    out = NOTHING;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(who_chose_what_in_secret_is_told_by_nothing),
        cmocka_unit_test(who_did_it_without_a_name_is_told_by_nothing),
        cmocka_unit_test(without_the_seal_it_is),
        cmocka_unit_test(without_the_veil_it_is),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
