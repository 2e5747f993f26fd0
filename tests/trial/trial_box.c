/* SPDX-License-Identifier: Apache-2.0
 * Suggestions: veiled, and for staff alone. */
#include "trial/trial_box.h"

#include "base/unused.h"
#include "trial/trial.h"
#include "trial/trial_text.h"

/* One pseudonym for all that a person puts in. */
static struct slice put_veil(const void *state, const struct entry *entry,
                             char out[VEIL_SCOPE_BYTES])
{
    UNUSED(state);
    UNUSED(entry);
    UNUSED(out);
    return trial_fault == TRIAL_VEIL_TAKEN_OUT ? (struct slice){NULL, 0} : SLICE("box");
}

static enum err put_check(const void *state, const struct entry *entry, const struct scene *scene)
{
    return shelf_check(state, entry, scene, 0);
}

static void put_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    UNUSED(scene);
    trial_text_add(state, entry, RINGS_STAFF);
}

static void put_patch(const void *state, const struct entry *entry, const struct viewer *viewer,
                      struct writer *out)
{
    shelf_patch(state, "suggestions", entry, viewer, out);
}

static void box_view(const void *state, const struct viewer *viewer, const struct bodies *bodies,
                     struct writer *out)
{
    UNUSED(bodies);
    shelf_view(state, "suggestions", viewer, out);
}

static const struct row rows[] = {
    {
        .name = "box.put",
        .keep = {keep_nothing},
        .roles = ROLE_ALL,
        .phases = PHASE_ANY,
        .read = trial_text_read,
        .check = put_check,
        .apply = put_apply,
        .patch = put_patch,
        .veil = {put_veil},
    },
};

const struct feature trial_box_feature = {
    .name = "box",
    .rows = rows,
    .rows_count = sizeof rows / sizeof rows[0],
    .state_new = trial_texts_new,
    .state_free = trial_texts_free,
    .view = box_view,
    .forget = trial_texts_forget,
};
