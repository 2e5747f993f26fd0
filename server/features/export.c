/* SPDX-License-Identifier: Apache-2.0
 * A table for each kind of room. Of a part it says:
 *
 *   ask        a query; `place`, by which it is paged, if that is not "after"; `from`, where it
 *              begins; `with`, what else it is asked
 *   see        or the things at this place of the view; of the part of the room that `part` names
 *   key        that part's id, where there is one of its kind; `order`, the place of its view that
 *              says in which order the things are read
 *   each       once for each member of that place of the view, or for each row of that other part,
 *              of the kind `where` if that is said; it is the member `as` of the query, the id
 *              of the part, and a column of the table
 *   of, names  or once for each thing that rows of those parts name, in these members
 *   shows      the columns that people read; talk: it reads as a conversation
 *   leads      each of its rows leads to a page of its own, of that other part
 *   reads      its rows are read one after another, with their words and files
 *   blobs      its rows are files: their contents come along
 *   vtt        it is captions, or chapters: a file for players too
 *   ics        it is moments of a calendar
 *   titles     its rows have the title of that row of another part that has the same key
 *   journal    it is the room's entries themselves, with their chain
 */
#include "features/export.h"

#include "base/mem.h"
#include "base/unused.h"
#include "core/erasure.h"
#include "core/room.h"
#include "features/common_get.h"

struct export_part {
    const char *name, *how; /* the members of an object */
    unsigned roles;         /* 0: whoever may ask */
};

static const struct export_part of_session[] = {
    {"attendance",
     "\"ask\":\"attendance.list\",\"shows\":[\"name\",\"role\",\"first\",\"left\",\"minutes\","
     "\"rejoins\",\"answered\",\"completed\"]",
     0},
    {"polls",
     "\"ask\":\"poll.report\",\"shows\":[\"title\",\"label\",\"count\",\"voters\",\"round\","
     "\"late\",\"ballot\"]",
     0},
    {"ballots",
     "\"ask\":\"poll.ballots\",\"each\":\"poll.polls\",\"as\":\"poll\",\"shows\":[\"poll\","
     "\"name\",\"late\",\"ballot\"]",
     0},
    {"answers",
     "\"ask\":\"poll.answers\",\"place\":\"before\",\"each\":\"poll.polls\",\"as\":\"poll\","
     "\"shows\":[\"poll\",\"texts\"]",
     0},
    {"feedback",
     "\"ask\":\"survey.report\",\"shows\":[\"title\",\"moment\",\"question\",\"label\",\"became\","
     "\"count\",\"mean\",\"text\"]",
     0},
    {"questions",
     "\"see\":\"question.questions\",\"shows\":[\"at\",\"name\",\"text\",\"votes\",\"state\","
     "\"answer.name\",\"answer.text\"]",
     0},
    {"chat",
     "\"ask\":\"chat.history\",\"from\":1,\"shows\":[\"at\",\"name\",\"text\"],"
     "\"talk\":true",
     0},
    {"reactions",
     "\"ask\":\"reaction.minutes\",\"shows\":[\"at\",\"clap\",\"heart\",\"thumb\",\"wow\","
     "\"laugh\"]",
     0},
    {"tempo",
     "\"ask\":\"tempo.minutes\",\"shows\":[\"at\",\"faster\",\"fine\",\"slower\",\"lost\"]", 0},
    {"chapters",
     "\"see\":\"agenda.items\",\"vtt\":\"chapters\",\"shows\":[\"began\",\"title\",\"minutes\"]",
     0},
    {"captions",
     "\"ask\":\"captions.history\",\"place\":\"before\",\"each\":\"captions.languages\","
     "\"as\":\"language\",\"vtt\":\"captions\",\"shows\":[\"at\",\"language\",\"text\"],"
     "\"talk\":true",
     0},
    {"notes",
     "\"part\":\"notes\",\"key\":\"text\",\"see\":\"notes.paragraphs\","
     "\"order\":\"notes.order\",\"shows\":[\"text\",\"name\",\"at\"]",
     0},
    {"notices", "\"see\":\"notice.notices\",\"shows\":[\"at\",\"name\",\"text\"],\"talk\":true", 0},
    {"handouts", "\"see\":\"handout.handouts\",\"shows\":[\"title\",\"url\"]", 0},
    {"audit",
     "\"ask\":\"report.acts\",\"place\":\"before\",\"shows\":[\"at\",\"name\",\"type\",\"whose\","
     "\"data.why\"]",
     ROLE_HOST},
};

static const struct export_part of_course[] = {
    {"team", "\"see\":\"member.staff\",\"shows\":[\"name\",\"role\"]", 0},
    {"people", "\"see\":\"cohort.people\",\"shows\":[\"name\",\"cohort\"]", 0},
    {"participation",
     "\"ask\":\"course.participation\",\"shows\":[\"person\",\"name\",\"posts\",\"answers\","
     "\"opened\",\"done\",\"passed\",\"attended\",\"seen\",\"completed\"]",
     0},
    {"units",
     "\"see\":\"unit.units\",\"ics\":true,\"leads\":\"items\",\"shows\":[\"title\",\"opened\","
     "\"at\"]",
     0},
    {"items",
     "\"part\":\"unit\",\"each\":\"unit.units\",\"as\":\"unit\",\"see\":\"unit.items\","
     "\"reads\":true,\"shows\":[\"unit\",\"kind\",\"title\",\"text\",\"url\"]",
     0},
    {"tests",
     "\"ask\":\"test.results\",\"each\":\"items\",\"where\":\"test\",\"as\":\"item\",\"shows\":["
     "\"item\",\"name\",\"taken\",\"score\",\"passed\",\"handed\"]",
     0},
    {"assignments",
     "\"ask\":\"assignment.works\",\"each\":\"items\",\"where\":\"assignment\",\"as\":\"item\","
     "\"shows\":[\"item\",\"person\",\"taken\",\"handed\",\"passed\"]",
     0},
    {"works",
     "\"ask\":\"assignment.report\",\"each\":\"items\",\"where\":\"assignment\",\"as\":\"item\","
     "\"shows\":[\"item\",\"name\",\"attempt\",\"handed\",\"overdue\",\"text\",\"files\",\"sum\","
     "\"passed\",\"remark\"]",
     0},
    {"assignments-due",
     "\"ask\":\"assignment.dates\",\"titles\":\"items\",\"ics\":true,\"shows\":[\"due\","
     "\"closes\"]",
     0},
    {"tests-due",
     "\"ask\":\"test.dates\",\"titles\":\"items\",\"ics\":true,\"shows\":[\"due\",\"closes\"]", 0},
    {"feedback",
     "\"ask\":\"survey.report\",\"shows\":[\"title\",\"moment\",\"question\",\"label\",\"became\","
     "\"count\",\"mean\",\"text\"]",
     0},
    {"topics", "\"see\":\"forum.topics\",\"shows\":[\"title\",\"kind\"]", 0},
    {"threads",
     "\"ask\":\"forum.list\",\"with\":{\"order\":\"opened\"},\"leads\":\"posts\",\"shows\":["
     "\"title\",\"name\",\"at\",\"replies\"]",
     0},
    {"posts",
     "\"part\":\"thread\",\"each\":\"threads\",\"as\":\"thread\",\"see\":\"thread.posts\","
     "\"ask\":\"forum.posts\",\"shows\":[\"at\",\"name\",\"text\"],\"talk\":true",
     0},
    {"documents",
     "\"ask\":\"document.list\",\"place\":\"before\",\"shows\":[\"about.title\","
     "\"about.authors\",\"about.year\",\"about.subjects\",\"file\",\"url\"]",
     0},
    {"files",
     "\"ask\":\"file.get\",\"of\":[\"items\",\"documents\",\"works\",\"posts\"],"
     "\"names\":[\"file\",\"pictures\",\"files\"],\"as\":\"file\",\"blobs\":true,\"shows\":["
     "\"name\",\"bytes\"]",
     0},
    {"journal", "\"journal\":true", ROLE_HOST | ROLE_SYSTEM},
};

/* From when the positions of captions and chapters are counted: the session first went live. */
struct begun {
    int64_t at_ms; /* 0: not yet */
};

static void *begun_new(const struct room *room)
{
    UNUSED(room);
    return mem_new(sizeof(struct begun));
}

static void phase_moved(void *state, const struct entry *entry, const struct scene *scene)
{
    struct begun *begun = state;
    if (!begun->at_ms && room_phase(scene->room) == PHASE_LIVE)
        begun->at_ms = entry->at_ms;
}

static void part_write(const struct export_part *part, struct writer *out)
{
    struct buffer text;
    buffer_init(&text, BOUND_ENTRY_BYTES);
    buffer_addf(&text, "{\"name\":\"%s\",%s}", part->name, part->how);
    writer_raw(out, NULL, buffer_slice(&text));
    buffer_done(&text);
}

static enum err parts_write(const struct export_part *parts, size_t count, const struct json *data,
                            const struct scene *scene, struct writer *out)
{
    struct slice name = {NULL, 0};
    bool any = false;
    if (common_has(data, "what") && !json_get_text(data, "what", &name))
        return ERR_BAD_REQUEST;
    writer_int(out, "redacted", erasure_moved(scene->room));
    writer_text(out, "title", SLICE("stage.title"));
    writer_array(out, "parts");
    for (size_t i = 0; i < count; i++) {
        if ((name.at && !slice_is(name, parts[i].name)) ||
            (parts[i].roles && !(parts[i].roles & (unsigned)scene->role)))
            continue;
        any = true;
        part_write(&parts[i], out);
    }
    writer_end(out);
    return any ? ERR_NONE : ERR_NOT_FOUND;
}

static enum err session_answer(const void *state, const struct json *data,
                               const struct scene *scene, struct writer *out)
{
    const struct begun *begun = state;
    if (begun->at_ms)
        writer_int(out, "zero", begun->at_ms);
    return parts_write(of_session, sizeof of_session / sizeof of_session[0], data, scene, out);
}

static enum err course_answer(const void *state, const struct json *data, const struct scene *scene,
                              struct writer *out)
{
    UNUSED(state);
    return parts_write(of_course, sizeof of_course / sizeof of_course[0], data, scene, out);
}

static const struct query session_queries[] = {
    {.name = "export.parts", .roles = ROLE_ORGANISERS, .answer = session_answer},
};
static const struct hearing session_hears[] = {{.type = "stage.phase", .apply = phase_moved}};
static const struct query course_queries[] = {
    {.name = "export.parts", .roles = ROLE_ORGANISERS, .answer = course_answer},
};

const struct feature export_session_feature = {
    .name = "export",
    .queries = session_queries,
    .queries_count = sizeof session_queries / sizeof session_queries[0],
    .hears = {session_hears, sizeof session_hears / sizeof session_hears[0]},
    .state_new = begun_new,
    .state_free = mem_free,
};

const struct feature export_course_feature = {
    .name = "export",
    .queries = course_queries,
    .queries_count = sizeof course_queries / sizeof course_queries[0],
};
