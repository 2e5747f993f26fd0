/* SPDX-License-Identifier: Apache-2.0
 * What all backends have in common: texts become words, questions terms, hits pages. */
#include "journal/search.h"

#include "base/check.h"
#include "base/mem.h"
#include "journal/search_backend.h"

/* Words are no longer than their text but for what folding makes of it, and for Arabic stems. */
enum { WORDS_BYTES_MAX = 8 * BOUND_SEARCH_TEXT_BYTES };

void search_close(struct search **search)
{
    (*search)->ops->close(*search);
    *search = NULL;
}

const char *search_name(const struct search *search)
{
    return search->ops->name;
}

enum err search_upto(struct search *search, struct slice room, int64_t *upto)
{
    *upto = 0;
    return search->ops->upto(search, room, upto);
}

static enum err document_check(const struct search_document *document)
{
    check(document->seq > 0 && document->at_ms >= 0);
    bool fits = document->text.len <= BOUND_SEARCH_TEXT_BYTES &&
                document->part.len <= BOUND_SEARCH_PART_BYTES &&
                document->stamp.len <= BOUND_SEARCH_STAMP_BYTES;
    return fits ? ERR_NONE : ERR_TEXT_TOO_LONG;
}

enum err search_index(struct search *search, const struct search_batch *batch)
{
    enum err error = ERR_NONE;
    size_t count = batch->count;
    check(count <= BOUND_JOURNAL_BATCH && batch->from <= batch->upto);
    check(batch->room.len <= SEARCH_ROOM_BYTES);
    struct search_document *documents = mem_new((count + 1) * sizeof *documents);
    struct buffer *words = mem_new((count + 1) * sizeof *words);
    size_t done = 0;
    for (; error == ERR_NONE && done < count; done++) {
        buffer_init(&words[done], WORDS_BYTES_MAX);
        error = document_check(&batch->documents[done]);
        if (error == ERR_NONE)
            error = search_words(batch->documents[done].text, &words[done]);
        documents[done] = batch->documents[done];
        documents[done].text = buffer_slice(&words[done]);
    }
    const struct search_group group = {.room = batch->room,
                                       .from = batch->from,
                                       .upto = batch->upto,
                                       .documents = documents,
                                       .count = count};
    if (error == ERR_NONE)
        error = search->ops->index(search, &group);
    while (done > 0)
        buffer_done(&words[--done]);
    mem_free(words);
    mem_free(documents);
    return error;
}

enum err search_ask(struct search *search, const struct search_question *question,
                    struct search_page *page)
{
    struct search_terms terms;
    page->count = 0;
    check(question->rooms_count <= BOUND_SEARCH_ROOMS && question->limit <= BOUND_SEARCH_PAGE);
    if (question->text.len > BOUND_SEARCH_ASK_BYTES)
        return ERR_TEXT_TOO_LONG;
    enum err error = search_terms_read(question->text, question->prefix, &terms);
    if (error != ERR_NONE || terms.count == 0 || question->rooms_count == 0 || question->limit == 0)
        return error;
    const struct search_asked asked = {.terms = &terms,
                                       .rooms = question->rooms,
                                       .rooms_count = question->rooms_count,
                                       .after = question->after,
                                       .limit = question->limit};
    return search->ops->ask(search, &asked, page);
}

enum err search_forget(struct search *search, struct slice room, const int64_t *seqs, size_t count)
{
    check(count <= BOUND_JOURNAL_BATCH);
    return count > 0 ? search->ops->forget(search, room, seqs, count) : ERR_NONE;
}

enum err search_clean(struct search *search, bool *left)
{
    *left = false;
    return search->ops->clean(search, left);
}

enum err search_empty(struct search *search)
{
    return search->ops->empty(search);
}
