/* SPDX-License-Identifier: Apache-2.0
 * server/features/forum_files.c, forum_filed.c and file_post.c. */
#include <stdio.h>
#include <string.h>

#include "core/erasure.h"
#include "core/veil.h"
#include "help_course.h"

enum { DAY_MS = BOUND_LOOSE_SECONDS * 1000 };

#define FILE_DATA "'type':'png','name':'Scan.png','for':'post','width':4,'height':3"
#define FILE_MASK "'mask':'0123456789abcdef'"

static int64_t file(struct help_room *help, const char *by)
{
    return help_did(help, by, "file.add", "{'blob':'b1','bytes':7," FILE_DATA "}");
}

static enum err posts(struct help_room *help, const char *by, int64_t thread, const char *files)
{
    return help_sendf(help, by, "forum.post", "{'thread':%lld,'text':'y','files':[%s]}",
                      (long long)thread, files);
}

static int64_t posted(struct help_room *help, const char *by, int64_t thread, int64_t file)
{
    char files[24];
    snprintf(files, sizeof files, "%lld", (long long)file);
    assert_int_equal(posts(help, by, thread, files), ERR_NONE);
    return help_seq(help);
}

static enum err does(struct help_room *help, const char *by, const char *type, const char *key,
                     int64_t seq)
{
    return help_sendf(help, by, type, "{'%s':%lld}", key, (long long)seq);
}

static enum err get(struct help_room *help, const char *by, int64_t seq)
{
    char data[32];
    struct buffer out;
    snprintf(data, sizeof data, "{'file':%lld}", (long long)seq);
    buffer_init(&out, 1024);
    enum err error = help_query(help, by, "file.get", data, &out);
    buffer_done(&out);
    return error;
}

static void expect_files(struct help_room *help, int64_t thread, int64_t post, const char *json)
{
    char path[64];
    snprintf(path, sizeof path, "thread/posts/%lld/files", (long long)post);
    expect_part(help, RINGS_INSIDE, thread, path, json);
}

static void whoever_sees_the_post_has_its_file(void **state)
{
    struct help_room *help = help_course_new();
    char json[128];
    int64_t thread = help_thread(help), one = file(help, "u2");
    assert_int_equal(get(help, "u2", one), ERR_NONE);
    assert_int_equal(get(help, "u1", one), ERR_NOT_FOUND);
    assert_int_equal(get(help, "h1", one), ERR_NOT_FOUND);
    expect_patch(help, RINGS_INSIDE, NULL);
    int64_t post = posted(help, "u2", thread, one);
    assert_int_equal(get(help, "u1", one), ERR_NONE);
    snprintf(json, sizeof json, "[{'file':%lld,'type':'png','bytes':7,'width':4,'height':3}]",
             (long long)one);
    expect_files(help, thread, post, json);
    /* Deleted it is nobody's but its author's; restored it is back. */
    assert_int_equal(does(help, "m1", "forum.delete", "post", post), ERR_NONE);
    expect_files(help, thread, post, NULL);
    assert_int_equal(get(help, "u1", one), ERR_NOT_FOUND);
    assert_int_equal(get(help, "h1", one), ERR_NOT_FOUND);
    assert_true(room_withdrawn(help_room(help), one));
    assert_int_equal(does(help, "m1", "forum.restore", "post", post), ERR_NONE);
    assert_false(room_withdrawn(help_room(help), one));
    assert_int_equal(get(help, "u1", one), ERR_NONE);
    help_room_free(&help);
}

static void only_ones_own_and_in_one_post_alone(void **state)
{
    struct help_room *help = help_course_new();
    char files[64];
    int64_t thread = help_thread(help), one = file(help, "u2");
    snprintf(files, sizeof files, "%lld", (long long)one);
    assert_int_equal(posts(help, "u3", thread, files), ERR_NOT_FOUND);
    assert_int_equal(posts(help, "h1", thread, files), ERR_NOT_FOUND);
    snprintf(files, sizeof files, "%lld,%lld", (long long)one, (long long)one);
    assert_int_equal(posts(help, "u2", thread, files), ERR_BAD_REQUEST);
    assert_int_equal(posts(help, "u2", thread, "1"), ERR_NOT_FOUND);
    assert_int_equal(posts(help, "u2", thread, "1,2,3,4,5,6,7,8,9"), ERR_LIMIT_EXCEEDED);
    (void)posted(help, "u2", thread, one);
    snprintf(files, sizeof files, "%lld", (long long)one);
    assert_int_equal(posts(help, "u2", thread, files), ERR_NOT_FOUND);
    /* One that is for somebody else is none for a post. */
    int64_t own = help_did(help, "u2", "file.add",
                           "{'blob':'b','bytes':7,'type':'pdf','name':'n','for':'own'}");
    snprintf(files, sizeof files, "%lld", (long long)own);
    assert_int_equal(posts(help, "u2", thread, files), ERR_NOT_FOUND);
    /* Removed it can be before it stands somewhere. */
    int64_t loose = file(help, "u2");
    assert_int_equal(does(help, "u3", "file.remove", "file", loose), ERR_NOT_FOUND);
    assert_int_equal(does(help, "u2", "file.remove", "file", one), ERR_NOT_AVAILABLE);
    assert_int_equal(does(help, "u2", "file.remove", "file", loose), ERR_NONE);
    snprintf(files, sizeof files, "%lld", (long long)loose);
    assert_int_equal(posts(help, "u2", thread, files), ERR_NOT_FOUND);
    help_room_free(&help);
}

static enum err edits(struct help_room *help, int64_t post, int64_t version, const char *files)
{
    return help_sendf(help, "u2", "forum.edit", "{'post':%lld,'version':%lld,'text':'z'%s}",
                      (long long)post, (long long)version, files);
}

static void what_is_edited_away_is_gone(void **state)
{
    struct help_room *help = help_course_new();
    char files[64], json[128];
    int64_t thread = help_thread(help), one = file(help, "u2"), two = file(help, "u2");
    int64_t post = posted(help, "u2", thread, one);
    /* What an edit says nothing of stays. */
    assert_int_equal(edits(help, post, post, ""), ERR_NONE);
    assert_int_equal(get(help, "u1", one), ERR_NONE);
    int64_t moved = erasure_moved(help_room(help));
    snprintf(files, sizeof files, ",'files':[%lld]", (long long)two);
    assert_int_equal(edits(help, post, help_seq(help), files), ERR_NONE);
    snprintf(json, sizeof json, "[{'file':%lld,'type':'png','bytes':7,'width':4,'height':3}]",
             (long long)two);
    expect_files(help, thread, post, json);
    assert_int_equal(get(help, "u1", one), ERR_NOT_FOUND);
    assert_int_equal(get(help, "u1", two), ERR_NONE);
    assert_true(room_withdrawn(help_room(help), one));
    assert_true(erasure_moved(help_room(help)) > moved);
    /* It does not come back. */
    snprintf(files, sizeof files, ",'files':[%lld,%lld]", (long long)two, (long long)one);
    assert_int_equal(edits(help, post, help_seq(help), files), ERR_NOT_FOUND);
    assert_int_equal(edits(help, post, help_seq(help), ",'files':[]"), ERR_NONE);
    expect_files(help, thread, post, NULL);
    assert_true(room_withdrawn(help_room(help), two));
    help_room_free(&help);
}

static void it_is_as_shut_as_its_thread(void **state)
{
    struct help_room *help = help_course_new();
    int64_t thread = help_thread(help);
    help_did(help, "h1", "cohort.add", "{'title':{'en':'A'}}");
    help_did(help, "h1", "cohort.put", "{'cohort':1,'people':['u2']}");
    int64_t one = file(help, "u2");
    (void)posted(help, "u2", thread, one);
    assert_int_equal(get(help, "u3", one), ERR_NONE);
    assert_int_equal(
        help_sendf(help, "h1", "forum.narrow", "{'thread':%lld,'cohorts':[1]}", (long long)thread),
        ERR_NONE);
    assert_int_equal(get(help, "u3", one), ERR_NOT_FOUND);
    assert_int_equal(get(help, "h1", one), ERR_NONE);
    /* One writes before one has what others brought. */
    int64_t topic = help_did(help, "h1", "topic.add", "{'title':{'en':'F'},'kind':'first'}");
    assert_int_equal(help_sendf(help, "h1", "forum.thread", "{'title':'T','text':'x','topic':%lld}",
                                (long long)topic),
                     ERR_NONE);
    int64_t first = help_seq(help), two = file(help, "u4");
    (void)posted(help, "u4", first, two);
    assert_int_equal(get(help, "u5", two), ERR_NOT_FOUND);
    assert_int_equal(get(help, "u4", two), ERR_NONE);
    assert_int_equal(get(help, "m1", two), ERR_NONE);
    help_room_free(&help);
}

static void it_goes_where_its_post_goes(void **state)
{
    struct help_room *help = help_course_new();
    char json[128];
    int64_t thread = help_thread(help), one = file(help, "u2");
    int64_t post = posted(help, "u2", thread, one);
    assert_int_equal(
        help_sendf(help, "h1", "forum.split", "{'post':%lld,'title':'S'}", (long long)post),
        ERR_NONE);
    snprintf(json, sizeof json, "[{'file':%lld,'type':'png','bytes':7,'width':4,'height':3}]",
             (long long)one);
    expect_files(help, post, post, json);
    assert_int_equal(get(help, "u3", one), ERR_NONE);
    assert_int_equal(help_sendf(help, "h1", "forum.merge", "{'thread':%lld,'into':%lld}",
                                (long long)post, (long long)thread),
                     ERR_NONE);
    expect_files(help, thread, post, json);
    assert_int_equal(get(help, "u3", one), ERR_NONE);
    /* And with the whole thread it is gone. */
    assert_int_equal(does(help, "h1", "forum.remove", "thread", thread), ERR_NONE);
    assert_int_equal(get(help, "u3", one), ERR_NOT_FOUND);
    assert_true(room_withdrawn(help_room(help), one));
    help_room_free(&help);
}

static void what_stands_in_no_post_lapses(void **state)
{
    struct help_room *help = help_course_new();
    int64_t thread = help_thread(help), one = file(help, "u2"), two = file(help, "u2");
    (void)posted(help, "u2", thread, two);
    assert_int_equal(does(help, "system", "forum.lapse", "file", one), ERR_NOT_FOUND);
    assert_int_equal(help_tick(help, HELP_START_MS + DAY_MS - 1), 0);
    help_wait(help, DAY_MS);
    assert_int_equal(does(help, "system", "forum.lapse", "file", two), ERR_NOT_FOUND);
    assert_int_equal(help_tick(help, HELP_START_MS + DAY_MS), 1);
    assert_true(room_withdrawn(help_room(help), one));
    assert_false(room_withdrawn(help_room(help), two));
    assert_int_equal(help_tick(help, HELP_START_MS + 10 * (int64_t)DAY_MS), 0);
    help_room_free(&help);
}

/* Its place is given back with its words. */
static void its_bytes_count_until_they_are_erased(void **state)
{
    struct help_room *help = help_course_new();
    int64_t thread = help_thread(help), last = 0, post = 0;
    for (int n = 0; n < 4; n++) {
        last = help_did(help, "u2", "file.add", "{'blob':'b1','bytes':16777216," FILE_DATA "}");
        post = posted(help, "u2", thread, last);
    }
    assert_int_equal(help_send(help, "u2", "file.add", "{'blob':'b1','bytes':1," FILE_DATA "}"),
                     ERR_LIMIT_EXCEEDED);
    assert_int_equal(does(help, "u2", "forum.delete", "post", post), ERR_NONE);
    assert_int_equal(help_send(help, "u2", "file.add", "{'blob':'b1','bytes':1," FILE_DATA "}"),
                     ERR_LIMIT_EXCEEDED);
    assert_int_equal(help_sendf(help, "system", "room.erase", "{'seqs':[%lld]}", (long long)last),
                     ERR_NONE);
    assert_int_equal(help_send(help, "u2", "file.add", "{'blob':'b1','bytes':1," FILE_DATA "}"),
                     ERR_NONE);
    assert_int_equal(get(help, "u2", last), ERR_NOT_FOUND);
    help_room_free(&help);
}

static void without_a_name_nothing_says_whose_it_is(void **state)
{
    struct help_room *help = help_course_new();
    char data[160];
    int64_t in = help_did(help, "h1", "topic.add",
                          "{'title':{'en':'Ask'},'kind':'question','anonymous':true}");
    int64_t thread = 0;
    assert_int_equal(help_sendf(help, "u1", "forum.thread", "{'title':'T','text':'x','topic':%lld}",
                                (long long)in),
                     ERR_NONE);
    thread = help_seq(help);
    help_follow_part(help, thread);
    assert_int_equal(
        help_send(help, "u2", "file.add",
                  "{'blob':'b','bytes':7,'type':'png','name':'n','for':'own'," FILE_MASK "}"),
        ERR_BAD_REQUEST);
    assert_int_equal(
        help_send(help, "m1", "file.add", "{'blob':'b','bytes':7," FILE_DATA "," FILE_MASK "}"),
        ERR_NOT_AVAILABLE);
    int64_t one =
        help_did(help, "u2", "file.add", "{'blob':'b1','bytes':7," FILE_DATA "," FILE_MASK "}");
    int64_t named = file(help, "u2");
    assert_int_equal(get(help, "u2", one), ERR_NONE);
    assert_int_equal(get(help, "u3", one), ERR_NOT_FOUND);
    /* Neither somebody else's, nor one that came with a name, nor under one's name. */
    snprintf(data, sizeof data, "{'thread':%lld,'text':'y','anonymous':true,'files':[%lld]}",
             (long long)thread, (long long)one);
    assert_int_equal(help_send(help, "u3", "forum.post", data), ERR_NOT_FOUND);
    assert_int_equal(help_sendf(help, "u2", "forum.post",
                                "{'thread':%lld,'text':'y','anonymous':true,'files':[%lld]}",
                                (long long)thread, (long long)named),
                     ERR_NOT_FOUND);
    assert_int_equal(help_sendf(help, "u2", "forum.post",
                                "{'thread':%lld,'text':'y','files':[%lld]}", (long long)thread,
                                (long long)one),
                     ERR_NOT_FOUND);
    assert_int_equal(help_send(help, "u2", "forum.post", data), ERR_NONE);
    assert_int_equal(get(help, "u3", one), ERR_NONE);
    expect_unseen(help, HELP_STAFF, "u2");
    /* An edit brings another, of the same alone. */
    int64_t post = help_seq(help);
    int64_t two = help_did(help, "u2", "file.add",
                           "{'blob':'b2','bytes':7," FILE_DATA ",'mask':'fedcba9876543210'}");
    int64_t other = help_did(help, "u3", "file.add",
                             "{'blob':'b3','bytes':7," FILE_DATA ",'mask':'aaaaaaaaaaaaaaaa'}");
    assert_int_equal(help_sendf(help, "u2", "forum.edit",
                                "{'post':%lld,'version':%lld,'text':'z','files':[%lld,%lld]}",
                                (long long)post, (long long)post, (long long)one, (long long)other),
                     ERR_NOT_FOUND);
    assert_int_equal(help_sendf(help, "u2", "forum.edit",
                                "{'post':%lld,'version':%lld,'text':'z','files':[%lld,%lld]}",
                                (long long)post, (long long)post, (long long)one, (long long)two),
                     ERR_NONE);
    expect_unseen(help, HELP_STAFF, "u2");
    assert_int_equal(does(help, "u2", "file.remove", "file", other), ERR_NOT_FOUND);
    assert_int_equal(does(help, "u3", "file.remove", "file", other), ERR_NONE);
    help_room_free(&help);
}

/* The share is the person's, however many pseudonyms they have. */
static void what_comes_without_a_name_is_in_the_share_too(void **state)
{
    struct help_room *help = help_course_new();
    char data[160];
    for (int n = 0; n < 4; n++) {
        snprintf(data, sizeof data, "{'blob':'b','bytes':16777216," FILE_DATA ",'mask':'%016d'}",
                 n);
        assert_int_equal(help_send(help, "u2", "file.add", data), ERR_NONE);
    }
    assert_int_equal(
        help_send(help, "u2", "file.add", "{'blob':'b','bytes':1," FILE_DATA "," FILE_MASK "}"),
        ERR_LIMIT_EXCEEDED);
    assert_int_equal(help_send(help, "u2", "file.add", "{'blob':'b','bytes':1," FILE_DATA "}"),
                     ERR_LIMIT_EXCEEDED);
    assert_int_equal(
        help_send(help, "u3", "file.add", "{'blob':'b','bytes':1," FILE_DATA "," FILE_MASK "}"),
        ERR_NONE);
    help_room_free(&help);
}

/* Words of a forum are not taken along into a copy, nor are the files that they show. */
static void a_copy_has_none_of_them(void **state)
{
    struct help_room *help = help_course_new();
    int64_t thread = help_thread(help);
    (void)posted(help, "u2", thread, file(help, "u2"));
    assert_int_equal(help_send(help, "system", "file.carry", "{'to':'course:c2'}"), ERR_NONE);
    expect_effects(help, "");
    help_room_free(&help);
}

/* What answers the question of a webinar goes back there, as words alone. */
static void a_question_of_a_webinar_takes_none(void **state)
{
    struct help_room *help = help_course_new();
    int64_t thread = help_did(help, "system", "forum.carry",
                              "{'from':'webinar:w1','question':5,'title':'Why?','text':'Why?',"
                              "'votes':3,'host':'h1','name':'Host','asker':'u1'}");
    char files[24];
    snprintf(files, sizeof files, "%lld", (long long)file(help, "u2"));
    assert_int_equal(posts(help, "u2", thread, files), ERR_NOT_AVAILABLE);
    assert_int_equal(posts(help, "u2", thread, ""), ERR_NONE);
    int64_t post = help_seq(help);
    assert_int_equal(help_sendf(help, "u2", "forum.edit",
                                "{'post':%lld,'version':%lld,'text':'z','files':[%s]}",
                                (long long)post, (long long)post, files),
                     ERR_NOT_AVAILABLE);
    help_room_free(&help);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(whoever_sees_the_post_has_its_file),
        cmocka_unit_test(a_question_of_a_webinar_takes_none),
        cmocka_unit_test(only_ones_own_and_in_one_post_alone),
        cmocka_unit_test(what_is_edited_away_is_gone),
        cmocka_unit_test(it_is_as_shut_as_its_thread),
        cmocka_unit_test(it_goes_where_its_post_goes),
        cmocka_unit_test(what_stands_in_no_post_lapses),
        cmocka_unit_test(its_bytes_count_until_they_are_erased),
        cmocka_unit_test(without_a_name_nothing_says_whose_it_is),
        cmocka_unit_test(what_comes_without_a_name_is_in_the_share_too),
        cmocka_unit_test(a_copy_has_none_of_them),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
