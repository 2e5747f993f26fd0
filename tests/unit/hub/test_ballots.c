/* SPDX-License-Identifier: Apache-2.0
 * Secret ballots: everybody's vote is on disk at once, nobody's choice can be read, and what is
 * told in the end is the sums, once, of enough people; then the key is gone. */
#include <dirent.h>
#include <stdlib.h>

#include "base/log.h"
#include "help/bytes.h"
#include "help/temporary.h"
#include "journal/backend.h"
#include "journal/keys.h"
#include "unit/hub/help_hub.h"

static int64_t say(struct rig *rig, const char *by, const char *method, const char *more)
{
    char data[512];
    snprintf(data, sizeof data, "{\"room\":\"webinar:w1\",\"op\":\"op%u\",%s}", rig->said++, more);
    return rig_command(rig, by, method, data);
}

static int64_t of_poll(struct rig *rig, const char *method, int64_t poll)
{
    char more[64];
    snprintf(more, sizeof more, "\"poll\":%lld", (long long)poll);
    return say(rig, "host", method, more);
}

static int64_t open_poll(struct rig *rig)
{
    int64_t poll = say(rig, "host", "poll.prepare",
                       "\"type\":\"yesno\",\"title\":{\"en\":\"Q\"},\"change\":true,"
                       "\"ballot\":\"secret\"");
    assert_true(poll > 0 && of_poll(rig, "poll.open", poll) > 0);
    return poll;
}

static int64_t vote(struct rig *rig, unsigned person, int64_t poll, int choice)
{
    char by[16], more[64];
    snprintf(by, sizeof by, "u%u", person);
    snprintf(more, sizeof more, "\"poll\":%lld,\"choices\":[%d]", (long long)poll, choice);
    return say(rig, by, "poll.vote", more);
}

/* `yes` people vote 1, the next `no` vote 2. */
static void votes(struct rig *rig, int64_t poll, unsigned yes, unsigned no)
{
    for (unsigned i = 0; i < yes + no; i++)
        assert_true(vote(rig, i, poll, i < yes ? 1 : 2) > 0);
}

/* The fake clock goes on, so that what is due is done. */
static void pass(struct rig *rig, int64_t ms)
{
    for (int64_t at = 0; at < ms; at += 250)
        loop_pass(rig->loop, 250);
}

/* ---- what people see --------------------------------------------------------------------------
 */

/* Whether the view of `id` holds `text`, in which ' stands for ". */
static bool sees(struct rig *rig, const char *id, const char *text)
{
    struct line line;
    char wanted[256];
    snprintf(wanted, sizeof wanted, "%s", text);
    for (char *at = wanted; *at; at++)
        *at = *at == '\'' ? '"' : *at;
    line_open(&line, rig, id);
    line_follow(&line, rig, "webinar:w1", -1);
    bool seen = strstr(line.answer, wanted) != NULL;
    line_close(&line);
    return seen;
}

struct key {
    enum err error;
    bool came;
};

static void key_came(void *context, enum err error, const unsigned char *bytes)
{
    struct key *key = context;
    key->error = error;
    key->came = true;
}

/* Whether the key of the poll has been destroyed. */
static bool key_is_gone(struct rig *rig, int64_t poll)
{
    char name[64];
    struct key key = {0};
    snprintf(name, sizeof name, "ballot:webinar:w1:%lld", (long long)poll);
    journal_key(rig->journal, slice_of(name), key_came, &key);
    rig_turn(rig);
    assert_true(key.came);
    return key.error == ERR_EXPIRED;
}

/* How many entries of that type there are, and the last one's data in `text`. */
struct found {
    const char *type;
    unsigned count;
    char text[1024];
};

static void found_read(void *context, enum err error, struct entry **entries, size_t count)
{
    struct found *found = context;
    assert_int_equal(error, ERR_NONE);
    for (size_t i = 0; i < count; i++) {
        if (!slice_is(entries[i]->type, found->type))
            continue;
        found->count++;
        snprintf(found->text, sizeof found->text, "%.*s", (int)entries[i]->text.len,
                 entries[i]->text.at);
    }
}

static struct found journaled(struct rig *rig, const char *type)
{
    struct found found = {.type = type};
    journal_read(rig->journal, SLICE("webinar:w1"), 0, 1024, found_read, &found);
    rig_turn(rig);
    return found;
}

static void sums_are_told_at_the_close_and_the_key_is_gone(void **state)
{
    struct rig rig;
    rig_open(&rig, NULL);
    int64_t poll = open_poll(&rig);
    votes(&rig, poll, 4, 2);
    assert_true(vote(&rig, 0, poll, 2) > 0); /* changes their mind: the last counts */
    assert_true(sees(&rig, "u0", "'ballots':{'5':[]}"));
    assert_true(sees(&rig, "host", "'tally':{'voters':6}"));
    assert_false(sees(&rig, "host", "'tally':{'voters':6,'options'"));
    pass(&rig, 5000);
    assert_false(key_is_gone(&rig, poll));
    assert_true(of_poll(&rig, "poll.close", poll) > 0);
    pass(&rig, 1000);
    assert_true(sees(&rig, "host", "'result':'counted'"));
    assert_true(sees(&rig, "host", "'tally':{'voters':6,'options':{'1':3,'2':3,'3':0}}"));
    assert_true(key_is_gone(&rig, poll));
    struct found sums = journaled(&rig, "poll.sums");
    assert_int_equal(sums.count, 1);
    assert_string_equal(sums.text, "{\"poll\":5,\"voters\":6,\"options\":{\"1\":3,\"2\":3}}");
    assert_int_equal(of_poll(&rig, "poll.open", poll), -ERR_NOT_AVAILABLE);
    rig_close(&rig);
}

/* No byte of a vote's data depends on what was chosen but the sealed ones, and all are as long. */
static void a_sealed_choice_tells_nothing(void **state)
{
    struct rig rig;
    struct found last[2];
    rig_open(&rig, NULL);
    int64_t poll = open_poll(&rig);
    for (int i = 0; i < 2; i++) {
        assert_true(vote(&rig, 0, poll, 1) > 0); /* the same twice: not even that shows */
        last[i] = journaled(&rig, "poll.vote");
        assert_null(strstr(last[i].text, ",[")); /* as choices that can be read are written */
        assert_non_null(strstr(last[i].text, "{\"acts\":{\"5\":[[\"u0\",\""));
    }
    assert_int_equal(strlen(last[0].text), strlen(last[1].text));
    assert_string_not_equal(last[0].text, last[1].text);
    rig_close(&rig);
}

/* Those who follow hear of nothing but how many have voted, host included, until it is closed. */
static void nobody_hears_sums_while_people_vote(void **state)
{
    struct rig rig;
    struct line host;
    rig_open(&rig, NULL);
    line_open(&host, &rig, "host");
    line_follow(&host, &rig, "webinar:w1", -1);
    int64_t poll = open_poll(&rig);
    assert_true(say(&rig, "host", "poll.publish", "\"poll\":5,\"published\":true") > 0);
    votes(&rig, poll, 5, 1);
    pass(&rig, 3000);
    assert_true(line_heard(&host, "\"tally\":{\"voters\":6}") > 0);
    assert_int_equal(line_heard(&host, "\"options\":{\"1\":"), 0);
    assert_int_equal(line_heard(&host, "\"choices\""), 0);
    assert_true(of_poll(&rig, "poll.close", poll) > 0);
    pass(&rig, 1000);
    assert_true(line_heard(&host, "\"options\":{\"1\":5,\"2\":1,\"3\":0}") > 0);
    line_close(&host);
    rig_close(&rig);
}

static void of_fewer_than_k_there_are_no_sums(void **state)
{
    struct rig rig;
    rig_open(&rig, NULL);
    int64_t poll = open_poll(&rig);
    votes(&rig, poll, BOUND_BALLOTS_LEAST - 1, 0);
    assert_true(of_poll(&rig, "poll.close", poll) > 0);
    pass(&rig, 1000);
    assert_true(sees(&rig, "host", "'result':'few'"));
    assert_false(sees(&rig, "host", "'tally':{'voters':4,'options'"));
    assert_int_equal(journaled(&rig, "poll.sums").count, 0);
    assert_true(key_is_gone(&rig, poll));
    /* Nor when somebody says there are. */
    assert_true(say(&rig, "system", "poll.sums", "\"poll\":5,\"voters\":4") < 0);
    rig_close(&rig);
}

static void a_repeat_gets_its_first_answer_also_when_the_key_is_gone(void **state)
{
    struct rig rig;
    char data[128];
    rig_open(&rig, NULL);
    int64_t poll = open_poll(&rig);
    snprintf(data, sizeof data,
             "{\"room\":\"webinar:w1\",\"op\":\"v1\",\"poll\":%lld,\"choices\":[1]}",
             (long long)poll);
    int64_t first = rig_command(&rig, "u0", "poll.vote", data);
    assert_true(first > 0);
    assert_int_equal(rig_command(&rig, "u0", "poll.vote", data), first);
    rig_restart(&rig);
    assert_int_equal(rig_command(&rig, "u0", "poll.vote", data), first);
    votes(&rig, poll, 6, 0);
    assert_true(of_poll(&rig, "poll.close", poll) > 0);
    pass(&rig, 1000);
    assert_true(key_is_gone(&rig, poll));
    assert_int_equal(rig_command(&rig, "u0", "poll.vote", data), first);
    assert_int_equal(vote(&rig, 1, poll, 1), -ERR_POLL_CLOSED);
    rig_close(&rig);
}

/* ---- what goes wrong --------------------------------------------------------------------------
 */

/* A journal whose keys do what the test says. */
static struct backend_ops ops;
static const struct backend_ops *memory_ops;
static enum err says, says_destroy;

static enum err get(struct backend *backend, struct slice name, bool renews, unsigned char *key)
{
    bool ballot = slice_starts(name, SLICE("ballot:"));
    return ballot && says ? says : memory_ops->key(backend, name, renews, key);
}

static enum err destroy(struct backend *backend, struct slice name)
{
    return says_destroy ? says_destroy : memory_ops->key_destroy(backend, name);
}

static void rig_open_moody(struct rig *rig)
{
    struct backend *backend = memory_open();
    memory_ops = backend->ops;
    ops = *memory_ops;
    ops.key = get;
    ops.key_destroy = destroy;
    backend->ops = &ops;
    says = says_destroy = ERR_NONE;
    rig_open_on(rig, backend, NULL);
    log_set_level(LOG_OFF);
}

static void rig_close_moody(struct rig *rig)
{
    log_set_level(LOG_INFO);
    rig_close(rig);
}

/* The sums are on disk, the process ends before the key is destroyed: that is done when the room
 * wakes the next time, and the sums are not told again. */
static void what_was_interrupted_is_finished_when_the_room_wakes(void **state)
{
    struct rig rig;
    rig_open_moody(&rig);
    int64_t poll = open_poll(&rig);
    votes(&rig, poll, 6, 0);
    says_destroy = ERR_JOURNAL_AWAY;
    assert_true(of_poll(&rig, "poll.close", poll) > 0);
    pass(&rig, 1000);
    assert_int_equal(journaled(&rig, "poll.sums").count, 1);
    assert_false(key_is_gone(&rig, poll));
    rig_restart(&rig);
    says_destroy = ERR_NONE;
    assert_true(rig_say(&rig, "awake") > 0);
    pass(&rig, 1000);
    assert_true(key_is_gone(&rig, poll));
    assert_int_equal(journaled(&rig, "poll.sums").count, 1);
    rig_close_moody(&rig);
}

static void a_close_that_was_not_counted_is_counted_when_the_room_wakes(void **state)
{
    struct rig rig;
    rig_open_moody(&rig);
    int64_t poll = open_poll(&rig);
    votes(&rig, poll, 2, 4);
    rig_restart(&rig); /* whose hub has no key yet */
    says = ERR_JOURNAL_AWAY;
    assert_true(of_poll(&rig, "poll.close", poll) > 0);
    pass(&rig, 1000);
    assert_true(sees(&rig, "host", "'result':'counting'"));
    assert_int_equal(of_poll(&rig, "poll.delete", poll), -ERR_NOT_AVAILABLE);
    rig_restart(&rig);
    says = ERR_NONE;
    assert_true(sees(&rig, "host", "'result':'counting'"));
    pass(&rig, 1000);
    assert_true(sees(&rig, "host", "'options':{'1':2,'2':4,'3':0}"));
    assert_true(key_is_gone(&rig, poll));
    assert_true(of_poll(&rig, "poll.delete", poll) > 0);
    rig_close_moody(&rig);
}

static void a_key_that_is_gone_makes_a_ballot_lost(void **state)
{
    struct rig rig;
    rig_open_moody(&rig);
    int64_t poll = open_poll(&rig);
    votes(&rig, poll, 6, 0);
    rig_restart(&rig);
    says = ERR_EXPIRED;
    assert_int_equal(vote(&rig, 7, poll, 1), -ERR_NOT_AVAILABLE);
    assert_true(of_poll(&rig, "poll.close", poll) > 0);
    pass(&rig, 1000);
    pass(&rig, 6000);
    assert_true(sees(&rig, "host", "'result':'lost'"));
    assert_string_equal(journaled(&rig, "poll.sums").text, "{\"poll\":5,\"lost\":true}");
    rig_close_moody(&rig);
}

/* It may come back: nobody gives up at once, and nobody waits for ever. */
static void a_key_that_is_not_there_is_waited_for_some_minutes(void **state)
{
    struct rig rig;
    rig_open_moody(&rig);
    int64_t poll = open_poll(&rig);
    votes(&rig, poll, 6, 0);
    rig_restart(&rig);
    says = ERR_NOT_AVAILABLE;
    assert_true(of_poll(&rig, "poll.close", poll) > 0);
    pass(&rig, 300000);
    assert_true(sees(&rig, "host", "'result':'counting'"));
    pass(&rig, 310000);
    assert_true(sees(&rig, "host", "'result':'lost'"));
    rig_close_moody(&rig);
}

/* Another key of the same name, as after a restore without the old one: none can be opened. */
static enum err get_another(struct backend *backend, struct slice name, bool renews,
                            unsigned char *key)
{
    enum err error = memory_ops->key(backend, name, renews, key);
    key[0] ^= slice_starts(name, SLICE("ballot:"));
    return error;
}

static void ballots_under_another_key_are_lost(void **state)
{
    struct rig rig;
    rig_open_moody(&rig);
    int64_t poll = open_poll(&rig);
    votes(&rig, poll, 6, 0);
    rig_restart(&rig);
    ops.key = get_another;
    assert_true(of_poll(&rig, "poll.close", poll) > 0);
    pass(&rig, 1000);
    assert_true(sees(&rig, "host", "'result':'lost'"));
    rig_close_moody(&rig);
}

/* ---- in no file, and in no memory -------------------------------------------------------------
 */

/* The one key in the folder but the veil's, masked. */
static void key_read(const char *folder, unsigned char masked[JOURNAL_KEY_BYTES], const char *but)
{
    DIR *list = opendir(folder);
    assert_non_null(list);
    char path[512];
    unsigned keys = 0;
    for (const struct dirent *at; (at = readdir(list));) {
        if (!strstr(at->d_name, ".key") || (but && strcmp(at->d_name, but) == 0))
            continue;
        snprintf(path, sizeof path, "%s/%s", folder, at->d_name);
        assert_int_equal(bytes_read_masked(path, masked, JOURNAL_KEY_BYTES), JOURNAL_KEY_BYTES);
        keys++;
    }
    closedir(list);
    assert_int_equal(keys, 1);
}

/* The name of the one key in the folder. */
static void key_named(const char *folder, char name[80])
{
    DIR *list = opendir(folder);
    assert_non_null(list);
    for (const struct dirent *at; (at = readdir(list));)
        if (strstr(at->d_name, ".key"))
            snprintf(name, 80, "%.79s", at->d_name);
    closedir(list);
}

static unsigned in_folder(const char *folder, const unsigned char *masked)
{
    unsigned char key[JOURNAL_KEY_BYTES];
    for (int i = 0; i < JOURNAL_KEY_BYTES; i++)
        key[i] = masked[i] ^ BYTES_MASK;
    unsigned found = bytes_found(folder, key, sizeof key);
    explicit_bzero(key, sizeof key);
    return found;
}

static void a_destroyed_key_is_in_no_file_and_in_no_memory(void **state)
{
    struct rig rig;
    char folder[40], path[64], keys[80], veil[80], why[256] = "";
    unsigned char masked[JOURNAL_KEY_BYTES];
    snprintf(folder, sizeof folder, "%s/muster-ballots-XXXXXX", temporary());
    assert_non_null(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/j.db", folder);
    snprintf(keys, sizeof keys, "%s.keys", path);
    struct backend *backend = sqlite_open(path, why, sizeof why);
    if (!backend)
        fail_msg("%s", why);
    rig_open_on(&rig, backend, NULL);
    key_named(keys, veil);
    int64_t poll = open_poll(&rig);
    votes(&rig, poll, 6, 0);
    key_read(keys, masked, veil);
    assert_int_equal(in_folder(folder, masked), 1);
    assert_true(bytes_in_memory(masked, sizeof masked) > 0);
    assert_true(of_poll(&rig, "poll.close", poll) > 0);
    pass(&rig, 1000);
    assert_true(sees(&rig, "host", "'options':{'1':6,'2':0,'3':0}"));
    assert_int_equal(in_folder(folder, masked), 0);
    assert_int_equal(bytes_in_memory(masked, sizeof masked), 0);
    rig_close(&rig);
    bytes_remove(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sums_are_told_at_the_close_and_the_key_is_gone),
        cmocka_unit_test(a_sealed_choice_tells_nothing),
        cmocka_unit_test(nobody_hears_sums_while_people_vote),
        cmocka_unit_test(of_fewer_than_k_there_are_no_sums),
        cmocka_unit_test(a_repeat_gets_its_first_answer_also_when_the_key_is_gone),
        cmocka_unit_test(what_was_interrupted_is_finished_when_the_room_wakes),
        cmocka_unit_test(a_close_that_was_not_counted_is_counted_when_the_room_wakes),
        cmocka_unit_test(a_key_that_is_gone_makes_a_ballot_lost),
        cmocka_unit_test(a_key_that_is_not_there_is_waited_for_some_minutes),
        cmocka_unit_test(ballots_under_another_key_are_lost),
        cmocka_unit_test(a_destroyed_key_is_in_no_file_and_in_no_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
