/* SPDX-License-Identifier: Apache-2.0
 * Four tables of steps, and the words of them. */
#include "features/outline.h"

#include <inttypes.h>
#include <stdio.h>

#include "features/common_get.h"
#include "features/common_read.h"

enum { UNITS_USUAL = 8, WEEK_DAYS = 7, TITLE_BYTES = 256 };

/* Numbers of things: of forums of the course, of a unit's forum, and of items in it. */
enum { FORUMS = 100, FORUMS_OF_UNITS = 200, ITEMS = 1000, ITEMS_OF_UNIT = 10 };

/* ---- words -------------------------------------------------------------------------------------
 */

static const struct outline_words
    week = {{"Week", "Semaine", "Semana", "الأسبوع"}},
    unit = {{"Unit", "Unité", "Unidad", "الوحدة"}},
    begin = {{"Begin here", "Commencez ici", "Empiece aquí", "ابدأ من هنا"}},
    week_about = {{"What this week is about, what there is to do, and by when.",
                   "Le sujet de cette semaine, ce qu’il y a à faire, et pour quand.",
                   "El tema de esta semana, lo que hay que hacer y para cuándo.",
                   "موضوع هذا الأسبوع، وما ينبغي عمله، وحتى متى."}},
    unit_about = {{"What this unit is about, and what one can do after it.",
                   "Le sujet de cette unité, et ce que l’on sait faire ensuite.",
                   "El tema de esta unidad y lo que se sabe hacer después.",
                   "موضوع هذه الوحدة، وما يستطيعه المرء بعدها."}},
    live = {{"Live session", "Session en direct", "Sesión en directo", "جلسة مباشرة"}},
    discussion = {{"Discussion", "Discussion", "Debate", "نقاش"}},
    test = {{"Test", "Test", "Prueba", "اختبار"}},
    final = {{"Final assignment", "Devoir final", "Tarea final", "الواجب الختامي"}},
    announcements = {{"Announcements", "Annonces", "Anuncios", "إعلانات"}},
    questions = {{"Questions", "Questions", "Preguntas", "أسئلة"}},
    help = {{"Help", "Aide", "Ayuda", "مساعدة"}},
    how = {{"How we work", "Notre façon de travailler", "Cómo trabajamos", "كيف نعمل"}},
    how_about = {{"Who is here and what for, where things stand, and when we meet.",
                  "Qui est ici et pourquoi, où se trouvent les choses, quand nous nous réunissons.",
                  "Quién está aquí y para qué, dónde están las cosas y cuándo nos reunimos.",
                  "من هنا ولماذا، وأين توجد الأشياء، ومتى نجتمع."}},
    documents = {{"Documents", "Documents", "Documentos", "وثائق"}},
    meetings = {{"Meetings", "Réunions", "Reuniones", "اجتماعات"}},
    guides = {{"Guides", "Guides", "Guías", "أدلة"}},
    papers = {{"Papers and reports", "Articles et rapports", "Artículos e informes",
               "مقالات وتقارير"}},
    recordings = {{"Recordings", "Enregistrements", "Grabaciones", "تسجيلات"}},
    holds = {{"What stands here, and who looks after it.",
              "Ce qui se trouve ici, et qui s’en occupe.",
              "Lo que hay aquí y quién se encarga de ello.", "ما يوجد هنا، ومن يعتني به."}},
    suggestions = {{"Suggestions", "Suggestions", "Sugerencias", "اقتراحات"}};

static void write_words(const char *key, const struct outline_words *words, int64_t counted,
                        const struct json *langs, struct writer *out)
{
    char text[TITLE_BYTES];
    bool any = false;
    writer_object(out, key);
    for (size_t i = 0; i < 4; i++) {
        if (langs && !common_has(langs, common_languages[i]))
            continue;
        if (counted)
            snprintf(text, sizeof text, "%s %" PRId64, words->in[i], counted);
        else
            snprintf(text, sizeof text, "%s", words->in[i]);
        writer_text(out, common_languages[i], slice_of(text));
        any = true;
    }
    if (!any)
        writer_text(out, common_languages[0], slice_of(words->in[0]));
    writer_end(out);
}

void outline_write_title(const struct outline_step *step, const struct json *langs,
                         struct writer *out)
{
    write_words("title", step->title, step->counted, langs, out);
}

void outline_write_text(const struct outline_step *step, const struct json *langs,
                        struct writer *out)
{
    if (step->text)
        write_words("text", step->text, 0, langs, out);
}

/* ---- steps -------------------------------------------------------------------------------------
 */

struct walk {
    void (*visit)(void *context, const struct outline_step *step);
    void *context;
    int64_t unit;   /* the one that steps are in now */
    int64_t topics; /* forums of the course so far */
    int64_t items;  /* items of the unit so far */
};

static void add_unit(struct walk *walk, const struct outline_words *title, bool counted,
                     int64_t day)
{
    walk->unit++;
    walk->items = 0;
    walk->visit(walk->context, &(struct outline_step){.what = OUTLINE_UNIT,
                                                      .number = walk->unit,
                                                      .unit = walk->unit,
                                                      .title = title,
                                                      .counted = counted ? walk->unit : 0,
                                                      .day = day});
}

static void add_topic(struct walk *walk, const struct outline_words *title, const char *kind)
{
    walk->visit(walk->context, &(struct outline_step){.what = OUTLINE_TOPIC,
                                                      .number = FORUMS + walk->topics++,
                                                      .kind = kind,
                                                      .title = title,
                                                      .day = -1});
}

static void add_item(struct walk *walk, const char *kind, const struct outline_words *title,
                     const struct outline_words *text)
{
    bool is_topic = slice_is(slice_of(kind), "topic");
    bool counts = !is_topic && !slice_is(slice_of(kind), "webinar");
    walk->visit(walk->context,
                &(struct outline_step){.what = OUTLINE_ITEM,
                                       .number = ITEMS + ITEMS_OF_UNIT * walk->unit + walk->items++,
                                       .unit = walk->unit,
                                       .kind = kind,
                                       .title = title,
                                       .text = text,
                                       .day = -1,
                                       .topic = is_topic ? FORUMS_OF_UNITS + walk->unit : 0,
                                       .counts = counts});
}

/* Its forum, and the item that leads there. */
static void add_discussion(struct walk *walk, const struct outline_words *of)
{
    walk->visit(walk->context, &(struct outline_step){.what = OUTLINE_TOPIC,
                                                      .number = FORUMS_OF_UNITS + walk->unit,
                                                      .unit = walk->unit,
                                                      .kind = "discussion",
                                                      .title = of,
                                                      .counted = walk->unit,
                                                      .day = -1});
    add_item(walk, "topic", &discussion, NULL);
}

static void walk_weeks(struct walk *walk, int64_t count)
{
    add_topic(walk, &announcements, "announcement");
    add_topic(walk, &questions, "question");
    for (int64_t nth = 0; nth < count; nth++) {
        add_unit(walk, &week, true, nth * WEEK_DAYS);
        add_item(walk, "article", &begin, &week_about);
        add_item(walk, "webinar", &live, NULL);
        add_discussion(walk, &week);
        add_item(walk, "test", &test, NULL);
        if (nth == count - 1)
            add_item(walk, "assignment", &final, NULL);
    }
}

static void walk_pace(struct walk *walk, int64_t count)
{
    add_topic(walk, &help, "question");
    for (int64_t nth = 0; nth < count; nth++) {
        add_unit(walk, &unit, true, -1);
        add_item(walk, "article", &begin, &unit_about);
        add_item(walk, "test", &test, NULL);
    }
}

static void walk_space(struct walk *walk)
{
    add_topic(walk, &announcements, "announcement");
    add_topic(walk, &discussion, "discussion");
    add_unit(walk, &begin, false, -1);
    add_item(walk, "article", &how, &how_about);
    add_unit(walk, &documents, false, -1);
    add_item(walk, "article", &begin, &holds);
    add_unit(walk, &meetings, false, -1);
    add_item(walk, "webinar", &live, NULL);
}

static void walk_library(struct walk *walk)
{
    static const struct outline_words *const sections[] = {&guides, &papers, &recordings};
    add_topic(walk, &suggestions, "discussion");
    for (size_t i = 0; i < sizeof sections / sizeof sections[0]; i++) {
        add_unit(walk, sections[i], false, -1);
        add_item(walk, "article", &begin, &holds);
    }
}

void outline_each(const struct outline *outline,
                  void (*visit)(void *context, const struct outline_step *step), void *context)
{
    struct walk walk = {.visit = visit, .context = context};
    switch (outline->template) {
    case TEMPLATE_SPOC:
        walk_weeks(&walk, outline->units);
        return;
    case TEMPLATE_COURSE:
        walk_pace(&walk, outline->units);
        return;
    case TEMPLATE_WORKSPACE:
        walk_space(&walk);
        return;
    case TEMPLATE_LIBRARY:
        walk_library(&walk);
        return;
    case TEMPLATE_WEBINAR:
        return;
    }
}

/* ---- what is asked for -------------------------------------------------------------------------
 */

static bool has_number(enum listing_template template)
{
    return template == TEMPLATE_SPOC || template == TEMPLATE_COURSE;
}

bool outline_of(const struct json *data, enum listing_template template, struct outline *out)
{
    *out = (struct outline){template, UNITS_USUAL};
    if (common_has(data, "units"))
        out->units = common_get_int(data, "units");
    return common_get_bool(data, "outline") && template != TEMPLATE_WEBINAR;
}

enum err outline_read(const struct json *data, struct writer *out)
{
    int template = common_get_choice(data, "template", listing_templates);
    bool asked = common_get_bool(data, "outline");
    enum err error = common_read_optional_bool(data, "outline", out);
    if (error || (asked && template == TEMPLATE_WEBINAR))
        return ERR_BAD_REQUEST;
    if (!common_has(data, "units"))
        return ERR_NONE;
    if (!asked || !has_number((enum listing_template) template))
        return ERR_BAD_REQUEST;
    return common_read_int(data, "units", 1, BOUND_OUTLINE_UNITS, out);
}
