/* SPDX-License-Identifier: Apache-2.0
 * All whose question it was: of those that were merged into it too. */
#include "features/question_told.h"

#include <stdio.h>

#include "core/inbox_of.h"
#include "features/question_state.h"

struct answered {
    const struct question *question;
    const struct entry *entry;
    const struct scene *scene;
    struct emitter *emitter;
};

static void write_told(const struct answered *answered, const struct question *asked,
                       struct writer *out)
{
    const struct entry *entry = answered->entry;
    const struct answer *answer = &answered->question->answer;
    writer_object(out, NULL);
    writer_text(out, "of", entry->room);
    writer_int(out, "thread", answered->question->seq);
    writer_int(out, "post", asked->seq);
    writer_text(out, "why", SLICE("answered"));
    writer_int(out, "said", entry->seq);
    if (!answer->veiled && answer->author.id) {
        writer_text(out, "by", slice_of(answer->author.id));
        if (answer->author.name[0])
            writer_text(out, "name", slice_of(answer->author.name));
    }
    writer_end(out);
}

static void tell(const struct answered *answered, const struct question *asked)
{
    const struct answer *answer = &answered->question->answer;
    struct slice whom = slice_of(asked->author.id);
    char inbox[INBOX_OF_BYTES];
    struct buffer text;
    struct writer writer;
    bool own = answer->author.id && common_author_is(&answer->author, whom);
    if (own || veil_hides(whom) || !(room_role(answered->scene->room, whom) & ROLE_READERS))
        return;
    buffer_init(&text, BOUND_ENTRY_BYTES);
    writer_init(&writer, &text);
    write_told(answered, asked, &writer);
    effect_emit(answered->emitter, &(struct effect){.name = "answered",
                                                    .room = inbox_of(whom, inbox),
                                                    .type = "inbox.mention",
                                                    .text = buffer_slice(&text)});
    buffer_done(&text);
}

/* One effect of a name for each inbox. */
static bool is_first(const struct question *question, size_t place)
{
    struct slice whom = slice_of(question->merged[place]->author.id);
    bool first = !common_author_is(&question->author, whom);
    for (size_t i = 0; first && i < place; i++)
        first = !common_author_is(&question->merged[i]->author, whom);
    return first;
}

void question_told_effects(const void *state, const struct entry *entry, const struct scene *scene,
                           struct emitter *emitter)
{
    const struct question *question = question_find(state, entry);
    const struct answered answered = {question, entry, scene, emitter};
    if (!question || !question->answer.at_ms || !question->answer.text)
        return;
    tell(&answered, question);
    for (size_t i = 0; !question->answer.is_private && i < question->merged_count; i++)
        if (is_first(question, i))
            tell(&answered, question->merged[i]);
}

/* In the words that they asked it in. */
static bool about(const void *state, int64_t seq, const struct news_ask *ask,
                  struct news_item *item)
{
    const struct questions *questions = state;
    const struct question *asked = map_find(questions->questions, slice_of_seq(&seq));
    if (!asked || !common_author_is(&asked->author, ask->scene->person))
        return false;
    const struct question *question =
        asked->into ? map_find(questions->questions, slice_of_seq(&asked->into)) : asked;
    if (!question || !question->answer.at_ms || !question->answer.text ||
        news_level(ask, 0, 0) == NEWS_MUTED)
        return false;
    item->thing = question->seq;
    item->title = slice_of(asked->text);
    item->dir = text_dir_name(asked->dir).at;
    return true;
}

const struct news question_news = {.about = about};
