/* SPDX-License-Identifier: Apache-2.0
 * Withdrawn words leave the journal when their time has come, once, and every fold hears of it. */
#include "unit/hub/help_hub.h"

#include "journal/contents.h"

enum { ERASE_MS = 60000 };
static const struct hub_options options = {.erase_ms = ERASE_MS};

/* What the journal holds of an entry. */
struct found {
    bool done, erased;
    char text[256], name[64];
};

static void copy(char *to, size_t bytes, struct slice from)
{
    snprintf(to, bytes, "%.*s", (int)from.len, from.at);
}

static void found_done(void *context, enum err error, struct entry **entries, size_t count)
{
    struct found *found = context;
    assert_int_equal(error, ERR_NONE);
    assert_int_equal(count, 1);
    found->done = true;
    found->erased = entries[0]->erased;
    copy(found->text, sizeof found->text, entries[0]->text);
    copy(found->name, sizeof found->name, entries[0]->name);
}

static struct found find(struct rig *rig, int64_t seq)
{
    struct found found = {0};
    journal_read_seqs(rig->journal, SLICE("webinar:w1"), &seq, 1, found_done, &found);
    while (!found.done)
        rig_turn(rig);
    return found;
}

static void pass(struct rig *rig, int64_t ms)
{
    for (int64_t passed = 0; passed < ms; passed += 500) {
        loop_pass(rig->loop, 500);
        rig_turn(rig);
    }
}

static int64_t delete (struct rig *rig, int64_t message)
{
    char data[96];
    snprintf(data, sizeof data, "{\"room\":\"webinar:w1\",\"op\":\"d%lld\",\"message\":%lld}",
             (long long)message, (long long)message);
    return rig_command(rig, "host", "chat.delete", data);
}

static void a_deleted_message_leaves_the_journal_after_its_time(void **state)
{
    struct rig rig;
    struct line line;
    rig_open(&rig, &options);
    line_open(&line, &rig, "u1");
    line_follow(&line, &rig, "webinar:w1", -1);
    int64_t message = rig_say(&rig, "what was not to be said");
    int64_t gone = delete (&rig, message);
    pass(&rig, ERASE_MS / 2);
    assert_non_null(strstr(find(&rig, message).text, "not to be said"));
    pass(&rig, ERASE_MS);
    struct found found = find(&rig, message);
    assert_true(found.erased);
    assert_string_equal(found.text, "{}");
    assert_string_equal(found.name, "");
    char seqs[32];
    snprintf(seqs, sizeof seqs, "{\"seqs\":[%lld]}", (long long)message);
    assert_string_equal(find(&rig, gone + 2).text, seqs);
    assert_string_equal(find(&rig, gone + 3).text, seqs);
    /* Once, and nobody notices. */
    pass(&rig, 2 * ERASE_MS);
    assert_int_equal(rig_say(&rig, "and on"), gone + 4);
    assert_int_equal(line_heard(&line, "unsubscribe"), 0);
    assert_int_equal(line_heard(&line, "batch"), 0);
    line_close(&line);
    rig_close(&rig);
}

static void what_was_withdrawn_before_a_restart_is_erased_after_it_with_nobody_there(void **state)
{
    struct rig rig;
    rig_open(&rig, &options);
    int64_t message = rig_say(&rig, "what was not to be said");
    (void)delete (&rig, message);
    rig_restart_with(&rig, &options);
    pass(&rig, ERASE_MS / 2);
    assert_false(find(&rig, message).erased);
    /* The room sleeps, and is woken for it. */
    pass(&rig, 2 * ERASE_MS);
    assert_true(find(&rig, message).erased);
    rig_close(&rig);
}

/* By law also what stands can go: then what people see comes anew. */
static void words_that_stand_are_seen_to_go(void **state)
{
    struct rig rig;
    struct line full, lean;
    char data[96];
    rig_open(&rig, &options);
    int64_t message = rig_say(&rig, "what stands");
    line_open(&full, &rig, "u1");
    line_open(&lean, &rig, "u2");
    lean.subscriber.lean = true;
    line_follow(&full, &rig, "webinar:w1", -1);
    line_follow(&lean, &rig, "webinar:w1", -1);
    assert_non_null(strstr(full.answer, "what stands"));
    snprintf(data, sizeof data, "{\"room\":\"webinar:w1\",\"op\":\"law\",\"seqs\":[%lld]}",
             (long long)message);
    assert_int_equal(rig_command(&rig, "u1", "room.erase", data), -ERR_PERMISSION_DENIED);
    assert_true(rig_command(&rig, "system", "room.erase", data) > 0);
    pass(&rig, 5000);
    assert_int_equal(line_heard(&full, "\"text\":\"\""), 1);
    assert_int_equal(line_heard(&lean, "\"text\":\"\""), 1);
    line_close(&full);
    line_close(&lean);
    line_open(&full, &rig, "u1");
    line_follow(&full, &rig, "webinar:w1", 0);
    assert_false(full.recovered);
    assert_null(strstr(full.answer, "what stands"));
    line_close(&full);
    rig_close(&rig);
}

/* ---- contents ----------------------------------------------------------------------------------
 */

/* A store that fails as often as it is told to, and notes what it was to drop. */
struct failing {
    struct blobs blobs; /* first */
    unsigned fails, asked;
    struct hash last;
};

static enum err failing_drop(struct blobs *blobs, const struct hash *hash)
{
    struct failing *failing = (struct failing *)blobs;
    failing->asked++;
    failing->last = *hash;
    if (failing->fails == 0)
        return ERR_NONE;
    failing->fails--;
    return ERR_JOURNAL_AWAY;
}

static void failing_close(struct blobs *blobs)
{
}

static unsigned erased_in_course(struct rig *rig, int64_t seq)
{
    struct found found = {0};
    journal_read_seqs(rig->journal, SLICE("course:c1"), &seq, 1, found_done, &found);
    while (!found.done)
        rig_turn(rig);
    return found.erased;
}

/* As long as the content is there, so is the entry that says where. */
static void a_content_goes_before_the_words_that_name_it(void **state)
{
    static const struct blobs_ops ops = {.drop = failing_drop, .close = failing_close};
    struct failing failing = {.blobs = {&ops}, .fails = 1};
    const struct hash hash = hash_of(&SLICE("a file"), 1);
    struct hub_options with = options;
    struct rig rig;
    char data[256], hex[HASH_HEX + 1];
    rig_open(&rig, NULL);
    with.contents = contents_new(rig.loop, &failing.blobs);
    rig_restart_with(&rig, &with);
    rig_command(&rig, "system", "stage.create",
                "{\"room\":\"course:c1\",\"op\":\"b1\",\"title\":{\"en\":\"C\"}}");
    rig_command(&rig, "system", "member.set",
                "{\"room\":\"course:c1\",\"op\":\"b2\",\"whom\":\"host\",\"role\":\"host\"}");
    hash_hex(&hash, hex);
    snprintf(data, sizeof data,
             "{\"room\":\"course:c1\",\"op\":\"b3\",\"blob\":\"%s\",\"bytes\":6,\"type\":\"text\","
             "\"name\":\"secret.txt\",\"for\":\"own\"}",
             hex);
    int64_t file = rig_command(&rig, "host", "file.add", data);
    assert_true(file > 0);
    snprintf(data, sizeof data, "{\"room\":\"course:c1\",\"op\":\"b4\",\"file\":%lld}",
             (long long)file);
    assert_true(rig_command(&rig, "host", "file.remove", data) > 0);
    pass(&rig, ERASE_MS - 1000);
    assert_int_equal(failing.asked, 0);
    pass(&rig, 3000);
    assert_int_equal(failing.asked, 1);
    assert_false(erased_in_course(&rig, file));
    pass(&rig, ERASE_MS);
    assert_int_equal(failing.asked, 2);
    assert_memory_equal(&failing.last, &hash, sizeof hash);
    assert_true(erased_in_course(&rig, file));
    rig_turn(&rig);
    contents_close(&with.contents);
    rig_close(&rig);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_deleted_message_leaves_the_journal_after_its_time),
        cmocka_unit_test(what_was_withdrawn_before_a_restart_is_erased_after_it_with_nobody_there),
        cmocka_unit_test(words_that_stand_are_seen_to_go),
        cmocka_unit_test(a_content_goes_before_the_words_that_name_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
