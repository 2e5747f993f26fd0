/* SPDX-License-Identifier: Apache-2.0
 * See line.h. */
#include "journal/line.h"

#include "base/check.h"

static void list_init(struct line_list *list)
{
    list->first = NULL;
    list->last = &list->first;
}

static void list_add(struct line_list *list, struct question *question)
{
    question->next = NULL;
    question->link = list->last;
    *list->last = question;
    list->last = &question->next;
}

static void list_remove(struct line_list *list, struct question *question)
{
    *question->link = question->next;
    if (question->next)
        question->next->link = question->link;
    else
        list->last = question->link;
    question->next = NULL;
}

static struct question *list_take(struct line_list *list)
{
    struct question *first = list->first;
    if (first)
        list_remove(list, first);
    return first;
}

static struct line_list *list_of(struct line *line, const struct question *question)
{
    return question->large ? &line->large : &line->small;
}

static void set_state(struct question *question, enum question_state state)
{
    check(state != QUESTION_WAITING || question->state == QUESTION_BEGUN);
    check(state != QUESTION_BEGUN || question->state == QUESTION_WAITING);
    check(question->state != QUESTION_ENDED);
    question->state = state;
}

void line_init(struct line *line, unsigned threads)
{
    list_init(&line->small);
    list_init(&line->large);
    list_init(&line->ended);
    line->visiting_max = threads > 1 ? threads - 1 : 1;
}

void line_add(struct line *line, struct question *question)
{
    check(question->state == QUESTION_WAITING);
    list_add(list_of(line, question), question);
}

struct question *line_begin(struct line *line)
{
    bool may = line->large.first && line->visiting < line->visiting_max;
    bool large = may && (line->large_next || !line->small.first);
    struct question *question = list_take(large ? &line->large : &line->small);
    if (!question)
        return NULL;
    line->large_next = !large;
    line->visiting += large;
    line->begun++;
    set_state(question, QUESTION_BEGUN);
    return question;
}

void line_put(struct line *line, struct question *question, bool more)
{
    line->visiting -= question->large;
    if (!more) {
        line_end(line, question);
        return;
    }
    set_state(question, QUESTION_WAITING);
    question->large = true;
    list_add(&line->large, question);
}

void line_end(struct line *line, struct question *question)
{
    set_state(question, QUESTION_ENDED);
    list_add(&line->ended, question);
}

bool line_remove(struct line *line, struct question *question)
{
    if (question->state != QUESTION_WAITING)
        return false;
    list_remove(list_of(line, question), question);
    return true;
}

struct question *line_take_ended(struct line *line)
{
    return list_take(&line->ended);
}
