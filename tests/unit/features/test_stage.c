/* SPDX-License-Identifier: Apache-2.0
 * server/features/stage.c */
#include <stdio.h>

#include "help_room.h"

static struct help_room *webinar_new(void)
{
    struct help_room *help = help_room_new("webinar:w1", NULL);
    assert_int_equal(help_send(help, "system", "stage.create", "{'title':{'en':'Evidence'}}"), 0);
    assert_int_equal(help_send(help, "system", "member.set", "{'whom':'h1','role':'host'}"), 0);
    assert_int_equal(help_send(help, "system", "member.set", "{'whom':'m1','role':'moderator'}"),
                     0);
    assert_int_equal(help_send(help, "system", "member.set", "{'whom':'p1','role':'presenter'}"),
                     0);
    return help;
}

static enum err phase(struct help_room *help, const char *by, const char *to)
{
    return help_sendf(help, by, "stage.phase", "{'to':'%s'}", to);
}

static void a_room_exists_once_it_was_created(void **state)
{
    struct help_room *help = help_room_new("webinar:w1", NULL);
    expect_view(help, RINGS_INSIDE, "stage", NULL);
    assert_false(room_exists(help_room(help)));
    assert_int_equal(phase(help, "system", "live"), ERR_UNKNOWN_CHANNEL);
    assert_int_equal(help_send(help, "system", "member.set", "{'whom':'h1','role':'host'}"),
                     ERR_UNKNOWN_CHANNEL);
    assert_int_equal(help_send(help, "system", "stage.stream", "{'url':'/a.mp4','type':'mp4'}"),
                     ERR_UNKNOWN_CHANNEL);
    assert_int_equal(help_send(help, "system", "stage.create", "{'title':{'en':'One'}}"), 0);
    assert_true(room_exists(help_room(help)));
    assert_int_equal(help_send(help, "system", "stage.create", "{'title':{'en':'Two'}}"),
                     ERR_ALREADY_EXISTS);
    help_room_free(&help);
}

static void a_webinar_is_created_scheduled_with_all_it_was_given(void **state)
{
    struct help_room *help = help_room_new("webinar:w1", NULL);
    assert_int_equal(help_send(help, "system", "stage.create",
                               "{'op':'x','title':{'fr':' La preuve ','en':'Evidence'},"
                               "'start':1700000600000,'minutes':60,'policy':'open',"
                               "'stream':{'url':'/media/demo/index.m3u8','type':'hls','x':1}}"),
                     0);
    expect_data(help, "{'title':{'en':'Evidence','fr':'La preuve'},'start':1700000600000,"
                      "'minutes':60,'stream':{'url':'/media/demo/index.m3u8','type':'hls'}}");
    expect_view(help, RINGS_INSIDE, "stage",
                "{'kind':'webinar','title':{'en':'Evidence','fr':'La preuve'},"
                "'phase':'scheduled','since':1700000000000,'start':1700000600000,'minutes':60,"
                "'stream':{'url':'/media/demo/index.m3u8','type':'hls'}}");
    assert_int_equal(room_phase(help_room(help)), PHASE_SCHEDULED);
    help_room_free(&help);
}

static void a_course_is_created_live(void **state)
{
    struct help_room *help = help_room_new("course:c1", NULL);
    assert_int_equal(help_send(help, "system", "stage.create", "{'title':{'ar':'دورة'}}"), 0);
    expect_view(help, RINGS_INSIDE, "stage",
                "{'kind':'course','title':{'ar':'دورة'},'phase':'live'}");
    help_room_free(&help);
}

/* Whoever names it is told what is wrong with it. */
static void what_is_no_stream_is_refused_with_the_reason(void **state)
{
    static const struct {
        const char *url, *type;
        enum err error;
    } cases[] = {
        {"javascript:x", "mp4", ERR_STREAM_ADDRESS},
        {"//else.where/a.mp4", "mp4", ERR_STREAM_ADDRESS},
        {"/a b.mp4", "mp4", ERR_STREAM_ADDRESS},
        {"rtmp://else.where/live", "hls", ERR_STREAM_ADDRESS},
        {"https://else.where/watch.html?v=7", "hls", ERR_STREAM_ADDRESS},
        {"https://else.where/", "hls", ERR_STREAM_ADDRESS},
        {"https://else.where/a.MP4?x=.m3u8", "hls", ERR_STREAM_TYPE},
        {"/media/a.m3u8", "mp4", ERR_STREAM_TYPE},
        {"https://else.where/a.m3u8?key=1", "hls", ERR_NONE},
        {"https://else.where/live/7", "hls", ERR_NONE},
        {"/media/a.mp4#t=3", "mp4", ERR_NONE},
        {"/media/live/w1/index.m3u8", "hls", ERR_NONE},
        {"/media/live/w2/index.m3u8", "hls", ERR_STREAM_ADDRESS},
        {"/media/recordings/w12/a.mp4", "mp4", ERR_STREAM_ADDRESS},
    };
    struct help_room *help = help_room_new("webinar:w1", NULL);
    assert_int_equal(help_send(help, "system", "stage.create", "{'title':{'en':'E'}}"), 0);
    assert_int_equal(help_send(help, "system", "member.set", "{'whom':'h1','role':'host'}"), 0);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        assert_int_equal(help_sendf(help, "h1", "stage.stream", "{'url':'%s','type':'%s'}",
                                    cases[i].url, cases[i].type),
                         cases[i].error);
    assert_int_equal(
        help_send(help, "h1", "stage.stream",
                  "{'url':'/a.mp4','type':'mp4','more':[{'url':'/media/live/w2/a.m3u8',"
                  "'type':'hls','lang':'fr'}]}"),
        ERR_STREAM_ADDRESS);
    help_room_free(&help);
}

static void what_does_not_fit_a_room_is_refused(void **state)
{
    struct help_room *help = help_room_new("webinar:w1", NULL);
    static const char *const bad[] = {
        "{}",
        "{'title':'Evidence'}",
        "{'title':{}}",
        "{'title':{'en':null}}",
        "{'title':{'de':'Beweise'}}",
        "{'title':{'en':'E'},'start':0}",
        "{'title':{'en':'E'},'start':'soon'}",
        "{'title':{'en':'E'},'minutes':2881}",
        "{'title':{'en':'E'},'stream':7}",
        "{'title':{'en':'E'},'stream':{'url':'/a.mp4'}}",
        "{'title':{'en':'E'},'stream':{'url':'/a.mp4','type':'avi'}}",
        "{'title':{'en':'E'},'stream':{'type':'mp4'}}",
    };
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        assert_int_equal(help_send(help, "system", "stage.create", bad[i]), ERR_BAD_REQUEST);
    assert_int_equal(help_send(help, "system", "stage.create", "{'title':{'en':'  '}}"),
                     ERR_TEXT_INVALID);
    help_room_free(&help);
}

static void titles_are_as_long_as_their_bound(void **state)
{
    struct help_room *help = help_room_new("webinar:w1", NULL);
    char title[BOUND_TITLE_CHARS + 2] = {0};
    memset(title, 'x', BOUND_TITLE_CHARS + 1);
    assert_int_equal(help_sendf(help, "system", "stage.create", "{'title':{'en':'%s'}}", title),
                     ERR_TEXT_TOO_LONG);
    title[BOUND_TITLE_CHARS] = 0;
    assert_int_equal(help_sendf(help, "system", "stage.create", "{'title':{'en':'%s'}}", title), 0);
    help_room_free(&help);
}

static void a_session_goes_through_its_phases(void **state)
{
    struct help_room *help = webinar_new();
    static const char *const way[] = {"rehearsal", "scheduled", "rehearsal", "live",
                                      "paused",    "live",      "ended"};
    for (size_t i = 0; i < sizeof way / sizeof way[0]; i++)
        assert_int_equal(phase(help, i % 2 ? "h1" : "m1", way[i]), ERR_NONE);
    expect_view(help, RINGS_INSIDE, "stage/phase", "'ended'");
    help_room_free(&help);
}

static void steps_that_are_not_in_the_table_are_refused(void **state)
{
    static const struct {
        const char *way[4];
        const char *refused[6];
    } cases[] = {
        {{NULL}, {"scheduled", "paused", "ended", NULL}},
        {{"rehearsal", NULL}, {"rehearsal", "paused", "ended", NULL}},
        {{"live", NULL}, {"scheduled", "rehearsal", "live", NULL}},
        {{"live", "paused", NULL}, {"scheduled", "rehearsal", "paused", NULL}},
        {{"live", "ended", NULL}, {"scheduled", "rehearsal", "live", "paused", "ended", NULL}},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct help_room *help = webinar_new();
        for (size_t k = 0; cases[i].way[k]; k++)
            assert_int_equal(phase(help, "h1", cases[i].way[k]), ERR_NONE);
        for (size_t k = 0; cases[i].refused[k]; k++)
            assert_int_equal(phase(help, "h1", cases[i].refused[k]), ERR_WRONG_PHASE);
        help_room_free(&help);
    }
}

static void a_break_says_when_it_is_over(void **state)
{
    struct help_room *help = webinar_new();
    assert_int_equal(help_send(help, "h1", "stage.phase", "{'to':'live','until':1700000900000}"),
                     ERR_BAD_REQUEST);
    assert_int_equal(phase(help, "h1", "live"), 0);
    assert_int_equal(help_send(help, "h1", "stage.phase", "{'to':'paused','until':1700000900000}"),
                     0);
    expect_view(help, RINGS_INSIDE, "stage/until", "1700000900000");
    /* It takes longer; said again without a time it is another step. */
    assert_int_equal(help_send(help, "h1", "stage.phase", "{'to':'paused','until':1700001200000}"),
                     0);
    expect_view(help, RINGS_INSIDE, "stage/until", "1700001200000");
    assert_int_equal(phase(help, "h1", "paused"), ERR_WRONG_PHASE);
    assert_int_equal(help_send(help, "h1", "stage.phase", "{'to':'live','until':1700001200000}"),
                     ERR_BAD_REQUEST);
    assert_int_equal(phase(help, "h1", "live"), 0);
    expect_view(help, RINGS_INSIDE, "stage/until", NULL);
    help_room_free(&help);
}

static void an_unknown_phase_is_refused(void **state)
{
    struct help_room *help = webinar_new();
    assert_int_equal(phase(help, "h1", "soon"), ERR_BAD_REQUEST);
    assert_int_equal(help_send(help, "h1", "stage.phase", "{'to':3}"), ERR_BAD_REQUEST);
    assert_int_equal(help_send(help, "h1", "stage.phase", "{}"), ERR_BAD_REQUEST);
    help_room_free(&help);
}

static void since_is_the_time_of_the_last_step(void **state)
{
    struct help_room *help = webinar_new();
    help_wait(help, 5000);
    assert_int_equal(phase(help, "h1", "live"), ERR_NONE);
    assert_int_equal(help_send(help, "p1", "chat.post", "{'text':'Welcome'}"), ERR_NONE);
    expect_view(help, RINGS_INSIDE, "stage/since", "1700000005000");
    help_room_free(&help);
}

static void two_moderators_start_it_once(void **state)
{
    struct help_room *help = webinar_new();
    assert_int_equal(help_append(help, "h1", "stage.phase", "{'to':'live'}"), ERR_NONE);
    assert_int_equal(help_append(help, "m1", "stage.phase", "{'to':'live'}"), ERR_WRONG_PHASE);
    help_room_free(&help);
}

static void only_host_and_moderator_move_the_session(void **state)
{
    struct help_room *help = webinar_new();
    assert_int_equal(phase(help, "p1", "live"), ERR_PERMISSION_DENIED);
    assert_int_equal(phase(help, "u1", "live"), ERR_PERMISSION_DENIED);
    assert_int_equal(phase(help, "system", "live"), ERR_NONE);
    help_room_free(&help);
}

enum { AHEAD_MS = 600000 };

static struct help_room *planned_new(const char *more)
{
    struct help_room *help = help_room_new("webinar:w1", NULL);
    assert_int_equal(help_sendf(help, "system", "stage.create", "{'title':{'en':'E'}%s}", more), 0);
    assert_int_equal(help_send(help, "system", "member.set", "{'whom':'h1','role':'host'}"), 0);
    return help;
}

/* What the timekeeper would append at that time. */
static bool due_at(struct help_room *help, int64_t now_ms, struct buffer *data)
{
    struct due due = {.data = data};
    buffer_clear(data);
    if (!room_due(help_room(help), now_ms, &due))
        return false;
    assert_string_equal(due.type, "stage.phase");
    assert_string_equal(due.op, "start:1700000600000");
    buffer_add_byte(data, 0);
    assert_string_equal(data->bytes, "{\"to\":\"live\",\"planned\":1700000600000}");
    return true;
}

static void a_webinar_that_opens_by_itself_is_due_at_its_start(void **state)
{
    struct help_room *help = planned_new(",'start':1700000600000,'opens':true");
    struct buffer data;
    buffer_init(&data, BOUND_ENTRY_BYTES);
    expect_view(help, RINGS_INSIDE, "stage/opens", "true");
    assert_int_equal(room_due_ms(help_room(help)), HELP_START_MS + AHEAD_MS);
    assert_false(due_at(help, HELP_START_MS + AHEAD_MS - 1, &data));
    assert_true(due_at(help, HELP_START_MS + AHEAD_MS, &data));
    assert_int_equal(help_append_raw(help, "system", "stage.phase", data.bytes), 0);
    expect_view(help, RINGS_INSIDE, "stage/phase", "'live'");
    assert_true(room_due_ms(help_room(help)) == ROOM_NEVER);
    assert_int_equal(help_append_raw(help, "system", "stage.phase", data.bytes), ERR_WRONG_PHASE);
    buffer_done(&data);
    help_room_free(&help);
}

static void only_one_that_is_told_to_opens_by_itself(void **state)
{
    static const char *const more[] = {"", ",'start':1700000600000", ",'opens':true",
                                       ",'start':1700000600000,'opens':false"};
    for (size_t i = 0; i < sizeof more / sizeof more[0]; i++) {
        struct help_room *help = planned_new(more[i]);
        assert_true(room_due_ms(help_room(help)) == ROOM_NEVER);
        help_room_free(&help);
    }
    struct help_room *help = planned_new(",'start':1700000600000,'opens':true");
    assert_int_equal(phase(help, "h1", "rehearsal"), 0);
    assert_int_equal(room_due_ms(help_room(help)), HELP_START_MS + AHEAD_MS);
    help_room_free(&help);
}

/* The host began earlier, and has just paused: the timekeeper's step is overtaken. */
static void a_late_start_does_not_end_a_pause(void **state)
{
    struct help_room *help = planned_new(",'start':1700000600000,'opens':true");
    assert_int_equal(phase(help, "h1", "live"), 0);
    assert_true(room_due_ms(help_room(help)) == ROOM_NEVER);
    assert_int_equal(phase(help, "h1", "paused"), 0);
    assert_int_equal(
        help_append(help, "system", "stage.phase", "{'to':'live','planned':1700000600000}"),
        ERR_WRONG_PHASE);
    assert_int_equal(phase(help, "h1", "live"), 0);
    help_room_free(&help);
}

static void the_server_changes_what_a_room_was_made_of(void **state)
{
    struct help_room *help = webinar_new();
    assert_int_equal(help_send(help, "system", "stage.change",
                               "{'title':{'fr':'Preuves'},'start':1700000600000,'opens':true}"),
                     0);
    expect_view(help, RINGS_INSIDE, "stage/title", "{'fr':'Preuves'}");
    expect_view(help, RINGS_INSIDE, "stage/start", "1700000600000");
    assert_int_equal(help_send(help, "system", "stage.change", "{'opens':false,'minutes':90}"), 0);
    expect_patch(help, RINGS_INSIDE, "{'stage':{'minutes':90,'opens':null}}");
    assert_int_equal(help_send(help, "system", "stage.change", "{'title':{}}"), ERR_BAD_REQUEST);
    help_room_free(&help);
}

static void a_room_says_of_itself_what_it_is_for_where_and_in_which_languages(void **state)
{
    struct help_room *help = webinar_new();
    help_follow_rings(help, RINGS_WAITING);
    assert_int_equal(help_send(help, "system", "stage.change",
                               "{'summary':{'en':'For all','ar':'للجميع'},'series':'Traces',"
                               "'zone':'America/Argentina/Ushuaia','languages':['ar','en','en']}"),
                     0);
    expect_patch(help, RINGS_INSIDE,
                 "{'stage':{'summary':{'en':'For all','fr':null,'es':null,'ar':'للجميع'},"
                 "'series':'Traces','zone':'America/Argentina/Ushuaia','languages':['en','ar']}}");
    expect_view(help, RINGS_WAITING, "stage/summary", "{'en':'For all','ar':'للجميع'}");
    assert_int_equal(help_send(help, "system", "stage.change", "{'minutes':90}"), 0);
    expect_view(help, RINGS_INSIDE, "stage/zone", "'America/Argentina/Ushuaia'");
    assert_int_equal(help_send(help, "system", "stage.change",
                               "{'summary':{},'series':'','zone':'','languages':[]}"),
                     0);
    static const char *const gone[] = {"stage/summary", "stage/series", "stage/zone",
                                       "stage/languages"};
    for (size_t i = 0; i < 4; i++)
        expect_view(help, RINGS_INSIDE, gone[i], NULL);
    static const char *const refused[] = {"{'zone':7}",           "{'zone':'/etc/passwd'}",
                                          "{'zone':'A B'}",       "{'languages':'en'}",
                                          "{'languages':['de']}", "{'languages':[7]}"};
    for (size_t i = 0; i < sizeof refused / sizeof refused[0]; i++)
        assert_int_equal(help_send(help, "system", "stage.change", refused[i]), ERR_BAD_REQUEST);
    help_room_free(&help);
}

static void the_catalogue_is_told_of_the_phases_of_its_rooms_alone(void **state)
{
    struct help_room *help = webinar_new();
    assert_int_equal(phase(help, "h1", "live"), 0);
    expect_effects(help, "");
    help_room_free(&help);
    help = help_room_new("webinar:w2", NULL);
    assert_int_equal(
        help_send(help, "system", "stage.create", "{'title':{'en':'One'},'listed':true}"), 0);
    assert_int_equal(phase(help, "system", "live"), 0);
    expect_effects(help, "phase academy:main room.phase {'of':'webinar:w2','phase':'live'}\n");
    help_room_free(&help);
}

static void the_host_changes_the_stream(void **state)
{
    struct help_room *help = webinar_new();
    expect_view(help, RINGS_INSIDE, "stage/stream", NULL);
    assert_int_equal(help_send(help, "m1", "stage.stream", "{'url':'/a.mp4','type':'mp4'}"),
                     ERR_PERMISSION_DENIED);
    assert_int_equal(help_send(help, "h1", "stage.stream", "{'url':'/a.mp4','type':'mp4'}"), 0);
    expect_patch(help, RINGS_INSIDE, "{'stage':{'stream':{'url':'/a.mp4','type':'mp4'}}}");
    assert_int_equal(help_send(help, "h1", "stage.stream",
                               "{'url':'https://media.example/live.m3u8?x=1','type':'hls'}"),
                     0);
    expect_view(help, HELP_STAFF, "stage/stream",
                "{'url':'https://media.example/live.m3u8?x=1','type':'hls'}");
    help_room_free(&help);
}

static void whoever_is_in_is_told_where_it_plays(void **state)
{
    struct buffer out;
    struct help_room *help = webinar_new();
    buffer_init(&out, 1000);
    assert_int_equal(help_query(help, "h1", "stage.media", "{}", &out), ERR_NOT_FOUND);
    assert_int_equal(
        help_send(help, "h1", "stage.stream", "{'url':'/media/demo/a.mp4','type':'mp4'}"), 0);
    expect_query(help, "h1", "stage.media", "{}", "{'url':'/media/demo/a.mp4','type':'mp4'}");
    assert_int_equal(help_query(help, "u1", "stage.media", "{}", &out), ERR_PERMISSION_DENIED);
    assert_int_equal(help_send(help, "h1", "member.policy", "{'policy':'open'}"), 0);
    expect_query(help, "u1", "stage.media", "{}", "{'url':'/media/demo/a.mp4','type':'mp4'}");
    buffer_done(&out);
    help_room_free(&help);
}

static void beside_the_stream_are_languages_sound_and_signs(void **state)
{
    struct help_room *help = webinar_new();
    struct buffer out;
    buffer_init(&out, 1000);
    assert_int_equal(
        help_send(help, "h1", "stage.stream",
                  "{'url':'/a.m3u8','type':'hls','lang':'en','more':["
                  "{'url':'/fr.m3u8','type':'hls','lang':'fr'},{'url':'/a.mp3','type':'audio',"
                  "'lang':'en'},{'url':'/sign.mp4','type':'mp4','sign':true,'x':1}]}"),
        ERR_NONE);
    expect_view(help, RINGS_INSIDE, "stage/stream/more",
                "[{'url':'/fr.m3u8','type':'hls','lang':'fr'},{'url':'/a.mp3','type':'audio',"
                "'lang':'en'},{'url':'/sign.mp4','type':'mp4','sign':true}]");
    expect_query(help, "h1", "stage.media", "{'of':0}", "{'url':'/a.m3u8','type':'hls'}");
    expect_query(help, "h1", "stage.media", "{'of':3}", "{'url':'/sign.mp4','type':'mp4'}");
    assert_int_equal(help_query(help, "h1", "stage.media", "{'of':4}", &out), ERR_NOT_FOUND);
    assert_int_equal(help_query(help, "h1", "stage.media", "{'of':-1}", &out), ERR_BAD_REQUEST);
    assert_int_equal(help_send(help, "h1", "stage.stream", "{'url':'/b.mp4','type':'mp4'}"), 0);
    expect_patch(help, RINGS_INSIDE,
                 "{'stage':{'stream':{'url':'/b.mp4','type':'mp4','lang':null,'more':null}}}");
    buffer_done(&out);
    help_room_free(&help);
}

static void what_stands_beside_the_stream_says_why(void **state)
{
    static const struct {
        const char *more;
        enum err error;
    } cases[] = {
        {"{}", ERR_BAD_REQUEST},
        {"['/a.mp4']", ERR_BAD_REQUEST},
        {"[{'url':'/a.mp4','type':'mp4'}]", ERR_BAD_REQUEST},
        {"[{'url':'/a.mp4','type':'mp4','lang':'fr','sign':true}]", ERR_BAD_REQUEST},
        {"[{'url':'/a.mp4','type':'mp4','lang':'de'}]", ERR_BAD_REQUEST},
        {"[{'url':'/a.mp3','type':'audio','sign':true}]", ERR_STREAM_TYPE},
        {"[{'url':'/a.mp3','type':'mp4','lang':'fr'}]", ERR_STREAM_TYPE},
        {"[{'url':'/watch.html','type':'mp4','lang':'fr'}]", ERR_STREAM_ADDRESS},
        {"[]", ERR_NONE},
    };
    struct help_room *help = webinar_new();
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        assert_int_equal(help_sendf(help, "h1", "stage.stream",
                                    "{'url':'/a.m3u8','type':'hls','more':%s}", cases[i].more),
                         cases[i].error);
    assert_int_equal(help_send(help, "h1", "stage.stream", "{'url':'/a.mp4','type':'audio'}"),
                     ERR_STREAM_TYPE);
    help_room_free(&help);
}

static void an_ending_is_undone_within_two_minutes(void **state)
{
    static const char *const ways[] = {"live", "paused"};
    for (size_t i = 0; i < 2; i++) {
        struct help_room *help = webinar_new();
        assert_int_equal(phase(help, "h1", "live"), ERR_NONE);
        if (i)
            assert_int_equal(phase(help, "h1", "paused"), ERR_NONE);
        assert_int_equal(help_send(help, "h1", "stage.reopen", "{}"), ERR_WRONG_PHASE);
        assert_int_equal(phase(help, "h1", "ended"), ERR_NONE);
        assert_int_equal(help_send(help, "m1", "stage.reopen", "{}"), ERR_PERMISSION_DENIED);
        help_wait(help, 1000 * BOUND_REOPEN_SECONDS);
        assert_int_equal(help_send(help, "h1", "stage.reopen", "{}"), ERR_NONE);
        char quoted[16];
        snprintf(quoted, sizeof quoted, "'%s'", ways[i]);
        expect_view(help, RINGS_INSIDE, "stage/phase", quoted);
        /* The next ending has two minutes of its own. */
        assert_int_equal(phase(help, "h1", "ended"), ERR_NONE);
        help_wait(help, 1000 * BOUND_REOPEN_SECONDS);
        assert_int_equal(help_send(help, "h1", "stage.reopen", "{}"), ERR_NONE);
        expect_view(help, RINGS_INSIDE, "stage/phase", quoted);
        assert_int_equal(phase(help, "h1", "ended"), ERR_NONE);
        help_wait(help, 1000 * BOUND_REOPEN_SECONDS + 1);
        assert_int_equal(help_send(help, "h1", "stage.reopen", "{}"), ERR_REOPEN_LATE);
        help_room_free(&help);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_room_exists_once_it_was_created),
        cmocka_unit_test(a_webinar_is_created_scheduled_with_all_it_was_given),
        cmocka_unit_test(a_course_is_created_live),
        cmocka_unit_test(what_is_no_stream_is_refused_with_the_reason),
        cmocka_unit_test(what_does_not_fit_a_room_is_refused),
        cmocka_unit_test(titles_are_as_long_as_their_bound),
        cmocka_unit_test(a_session_goes_through_its_phases),
        cmocka_unit_test(steps_that_are_not_in_the_table_are_refused),
        cmocka_unit_test(a_break_says_when_it_is_over),
        cmocka_unit_test(an_unknown_phase_is_refused),
        cmocka_unit_test(since_is_the_time_of_the_last_step),
        cmocka_unit_test(two_moderators_start_it_once),
        cmocka_unit_test(only_host_and_moderator_move_the_session),
        cmocka_unit_test(a_webinar_that_opens_by_itself_is_due_at_its_start),
        cmocka_unit_test(only_one_that_is_told_to_opens_by_itself),
        cmocka_unit_test(a_late_start_does_not_end_a_pause),
        cmocka_unit_test(the_server_changes_what_a_room_was_made_of),
        cmocka_unit_test(a_room_says_of_itself_what_it_is_for_where_and_in_which_languages),
        cmocka_unit_test(the_catalogue_is_told_of_the_phases_of_its_rooms_alone),
        cmocka_unit_test(beside_the_stream_are_languages_sound_and_signs),
        cmocka_unit_test(what_stands_beside_the_stream_says_why),
        cmocka_unit_test(an_ending_is_undone_within_two_minutes),
        cmocka_unit_test(the_host_changes_the_stream),
        cmocka_unit_test(whoever_is_in_is_told_where_it_plays),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
