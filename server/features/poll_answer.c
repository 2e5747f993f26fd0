/* SPDX-License-Identifier: Apache-2.0
 * An answer is known by the seq of its entry, a word by a hash of what it folds to. */
#include "features/poll_answer.h"

#include "base/bounds.h"
#include "base/hash.h"
#include "base/mem.h"
#include "base/text.h"
#include "base/unused.h"
#include "features/common_author.h"
#include "features/common_get.h"
#include "features/common_read.h"

/* ---- showing -----------------------------------------------------------------------------------
 */

enum err poll_show_read(const struct json *data, struct writer *out)
{
    enum err error = common_read_seq(data, "poll", out);
    bool word = common_has(data, "word");
    if (error || word == common_has(data, "answer"))
        return ERR_BAD_REQUEST;
    error = word ? common_read_id(data, "word", out) : common_read_seq(data, "answer", out);
    return error ? error : common_read_bool(data, "shown", out);
}

static struct poll_texts *answer_find(const struct poll_box *box, int64_t seq)
{
    struct map_at at = {0};
    while (map_next(box->ballots, &at)) {
        struct poll_texts *texts = poll_ballot_texts(at.value);
        if (texts && texts->seq == seq)
            return texts;
    }
    return NULL;
}

/* The box that holds it, of whichever round; NULL: none does. */
static struct poll_box *box_find(const struct poll *poll, int64_t seq, struct poll_texts **texts)
{
    for (int64_t round = poll->round; round >= 1; round--) {
        const struct poll_box *box = poll_round_box(poll, round);
        *texts = answer_find(box, seq);
        if (*texts)
            return (struct poll_box *)(uintptr_t)box;
    }
    return NULL;
}

static enum err word_check(const struct poll *poll, const struct entry *entry)
{
    struct slice word = common_get_text(entry->data, "word");
    if (!poll->banned || word.len != HASH_SHORT)
        return ERR_NOT_FOUND;
    bool full = !common_get_bool(entry->data, "shown") && poll->hidden && map_full(poll->hidden) &&
                !map_find(poll->hidden, word);
    return full ? ERR_LIMIT_EXCEEDED : ERR_NONE;
}

enum err poll_show_check(const void *state, const struct entry *entry, const struct scene *scene)
{
    const struct poll *poll = poll_find(state, entry);
    UNUSED(scene);
    if (!poll || !poll->type->written)
        return ERR_NOT_FOUND;
    if (common_has(entry->data, "word"))
        return word_check(poll, entry);
    struct poll_texts *texts = NULL;
    const struct poll_box *box = box_find(poll, common_get_int(entry->data, "answer"), &texts);
    if (!box || poll->banned)
        return ERR_NOT_FOUND;
    bool full = common_get_bool(entry->data, "shown") && !texts->shown &&
                map_count(box->counts) >= BOUND_POLL_SHOWN;
    return full ? ERR_LIMIT_EXCEEDED : ERR_NONE;
}

static void word_show(struct poll *poll, struct slice word, bool shown)
{
    if (!poll->hidden)
        poll->hidden = map_new(BOUND_POLL_BANNED);
    if (shown)
        map_take(poll->hidden, word);
    else
        map_put(poll->hidden, word, poll);
}

/* One whose words are erased is not shown. */
void poll_show_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    struct poll *poll = poll_find(state, entry);
    bool shown = common_get_bool(entry->data, "shown");
    UNUSED(scene);
    if (common_has(entry->data, "word")) {
        poll->told = true;
        word_show(poll, common_get_text(entry->data, "word"), shown);
        return;
    }
    struct poll_texts *texts = NULL;
    struct poll_box *box = box_find(poll, common_get_int(entry->data, "answer"), &texts);
    poll->type->count(box, texts, -1);
    texts->shown = shown && texts->count > 0;
    poll->told |= shown;
    poll->type->count(box, texts, 1);
}

/* ---- the list ----------------------------------------------------------------------------------
 */

struct answer {
    const struct poll_texts *texts;
    struct slice voter;
};

/* The page before `before`, the newest first: at most BOUND_POLL_PAGE. Those that are older than
 * the oldest of a full page fall out of it. */
static size_t page_find(const struct poll *poll, int64_t before, struct answer *page, bool *more)
{
    struct map_at at = {0};
    size_t count = 0;
    *more = false;
    while (map_next(poll->box.ballots, &at)) {
        struct poll_texts *texts = poll_ballot_texts(at.value);
        size_t place = count;
        if (!texts || texts->count == 0 || texts->seq >= before)
            continue;
        while (place > 0 && page[place - 1].texts->seq < texts->seq)
            place--;
        *more |= count == BOUND_POLL_PAGE;
        if (place == BOUND_POLL_PAGE)
            continue;
        count -= count == BOUND_POLL_PAGE;
        memmove(&page[place + 1], &page[place], (count - place) * sizeof *page);
        page[place] = (struct answer){texts, at.key};
        count++;
    }
    return count;
}

static void answer_write(const struct poll *poll, const struct answer *answer, struct writer *out)
{
    writer_object(out, NULL);
    writer_int(out, "answer", answer->texts->seq);
    if (poll->ballot == POLL_NAMED)
        writer_text(out, "person", answer->voter);
    if (answer->texts->shown)
        writer_bool(out, "shown", true);
    writer_array(out, "texts");
    poll->type->write(answer->texts, out);
    writer_end(out);
    writer_end(out);
}

enum err poll_answers(const void *state, const struct json *data, const struct scene *scene,
                      struct writer *out)
{
    const struct polls *polls = state;
    struct answer page[BOUND_POLL_PAGE];
    int64_t seq = common_get_int(data, "poll"), before = INT64_MAX;
    const struct poll *poll = map_find(polls->polls, slice_of_seq(&seq));
    bool more;
    UNUSED(scene);
    if (common_has(data, "before") && (!json_get_int(data, "before", &before) || before < 1))
        return ERR_BAD_REQUEST;
    if (!poll || !poll->type->written)
        return ERR_NOT_FOUND;
    size_t count = page_find(poll, before, page, &more);
    writer_array(out, "answers");
    for (size_t i = 0; i < count; i++)
        answer_write(poll, &page[i], out);
    writer_end(out);
    if (more)
        writer_int(out, "next", page[count - 1].texts->seq);
    return ERR_NONE;
}

/* ---- words that are withdrawn -------------------------------------------------------------------
 */

static void box_goes(struct polls *polls, const struct poll_box *box)
{
    size_t count = polls->deleted_edits_count, more = map_count(box->ballots);
    struct map_at at = {0};
    if (more == 0)
        return;
    polls->deleted_edits = mem_resize(polls->deleted_edits, count * sizeof *polls->deleted_edits,
                                      (count + more) * sizeof *polls->deleted_edits);
    while (map_next(box->ballots, &at)) {
        const struct poll_texts *texts = poll_ballot_texts(at.value);
        if (texts)
            polls->deleted_edits[polls->deleted_edits_count++] = texts->seq;
    }
}

void poll_answers_go(struct polls *polls, const struct poll *poll)
{
    for (int64_t round = 1; poll->type->written && round <= poll->round; round++)
        box_goes(polls, poll_round_box(poll, round));
}

static bool forget_in(const struct poll *poll, struct poll_box *box, int64_t seq)
{
    struct poll_texts *texts = answer_find(box, seq);
    if (texts)
        poll_box_forget(poll->type, box, texts);
    return texts;
}

bool poll_answer_forget(const struct polls *polls, int64_t seq)
{
    struct map_at at = {0};
    while (map_next(polls->polls, &at)) {
        struct poll *poll = at.value;
        if (!poll->type->written)
            continue;
        for (int64_t round = 1; round < poll->round; round++)
            if (forget_in(poll, &poll->past[round - 1], seq))
                return true;
        if (forget_in(poll, &poll->box, seq))
            return true;
    }
    return false;
}
