/* SPDX-License-Identifier: Apache-2.0
 * Each step as a command of the course, or as a line of the answer. */
#include "features/catalogue_outline.h"

#include <inttypes.h>
#include <stdio.h>

#include "base/unused.h"
#include "core/effect.h"
#include "features/common_ask.h"
#include "features/common_get.h"
#include "features/outline.h"

/* ---- made --------------------------------------------------------------------------------------
 */

struct making {
    const struct listing *listing;
    const struct json *langs;
    struct emitter *emitter;
};

static void emit(const struct making *making, const char *word, const struct outline_step *step,
                 const char *type, const struct buffer *text)
{
    char name[32];
    snprintf(name, sizeof name, "%s %" PRId64, word, step->number);
    effect_emit(making->emitter, &(struct effect){.name = name,
                                                  .room = slice_of(making->listing->of),
                                                  .type = type,
                                                  .text = buffer_slice(text)});
}

static void write_unit(const struct outline_step *step, struct writer *out)
{
    if (step->day >= 0)
        writer_int(out, "day", step->day);
    else
        writer_bool(out, "open", true);
    writer_int(out, "from", step->number);
}

static void write_topic(const struct outline_step *step, struct writer *out)
{
    if (step->unit)
        writer_int(out, "unit", step->unit);
    writer_text(out, "kind", slice_of(step->kind));
    writer_int(out, "from", step->number);
}

/* The webinar is one that waits to be named, for it is not made yet. */
static void write_item(const struct outline_step *step, struct writer *out)
{
    writer_int(out, "from", step->unit);
    writer_int(out, "copy", step->number);
    writer_text(out, "kind", slice_of(step->kind));
    if (slice_is(slice_of(step->kind), "webinar"))
        writer_text(out, "of", SLICE("webinar:outline"));
    if (step->topic)
        writer_int(out, "topic", step->topic);
    if (step->counts)
        writer_bool(out, "counts", true);
}

static void make(void *context, const struct outline_step *step)
{
    static const char *const words[] = {"unit", "topic", "item"};
    static const char *const types[] = {"unit.add", "topic.add", "item.add"};
    static void (*const writes[])(const struct outline_step *step,
                                  struct writer *out) = {write_unit, write_topic, write_item};
    struct making *making = context;
    struct buffer text;
    struct writer out;
    buffer_init(&text, BOUND_ENTRY_BYTES);
    writer_init(&out, &text);
    writer_object(&out, NULL);
    outline_write_title(step, making->langs, &out);
    outline_write_text(step, making->langs, &out);
    writes[step->what](step, &out);
    writer_end(&out);
    emit(making, words[step->what], step, types[step->what], &text);
    buffer_done(&text);
}

void catalogue_outline_emit(const struct listing *listing, const struct entry *entry,
                            struct emitter *emitter)
{
    struct outline outline;
    struct making making = {listing, json_get(entry->data, "title"), emitter};
    if (outline_of(entry->data, listing->template, &outline))
        outline_each(&outline, make, &making);
}

/* ---- shown -------------------------------------------------------------------------------------
 */

struct showing {
    struct writer *out;
    enum outline_what what; /* units with their items, or forums */
    bool inside;            /* a unit, whose items are being written */
};

static void end_unit(struct showing *showing)
{
    if (!showing->inside)
        return;
    writer_end(showing->out);
    writer_end(showing->out);
    showing->inside = false;
}

static void show(void *context, const struct outline_step *step)
{
    struct showing *showing = context;
    bool topic = step->what == OUTLINE_TOPIC;
    if (topic != (showing->what == OUTLINE_TOPIC))
        return;
    if (step->what == OUTLINE_UNIT)
        end_unit(showing);
    writer_object(showing->out, NULL);
    outline_write_title(step, NULL, showing->out);
    if (step->kind)
        writer_text(showing->out, "kind", slice_of(step->kind));
    if (step->day >= 0)
        writer_int(showing->out, "day", step->day);
    if (step->what != OUTLINE_UNIT) {
        writer_end(showing->out);
        return;
    }
    writer_array(showing->out, "items");
    showing->inside = true;
}

enum err catalogue_outline(const void *state, const struct json *data, const struct scene *scene,
                           struct writer *out)
{
    int template = TEMPLATE_SPOC;
    struct outline outline;
    struct showing showing = {.out = out, .what = OUTLINE_UNIT};
    UNUSED(state);
    UNUSED(scene);
    enum err error = common_ask_choice(data, "template", listing_templates, &template);
    (void)outline_of(data, (enum listing_template) template, &outline);
    if (!error)
        error = common_ask_limit(data, "units", BOUND_OUTLINE_UNITS, &outline.units);
    if (error)
        return error;
    writer_array(out, "units");
    outline_each(&outline, show, &showing);
    end_unit(&showing);
    writer_end(out);
    writer_array(out, "topics");
    showing.what = OUTLINE_TOPIC;
    outline_each(&outline, show, &showing);
    writer_end(out);
    return ERR_NONE;
}
