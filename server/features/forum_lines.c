/* SPDX-License-Identifier: Apache-2.0
 * A few numbers for each person. */
#include "features/forum_lines.h"

#include "base/bounds.h"
#include "base/mem.h"
#include "core/veil.h"

struct line {
    int64_t posts, answers, accepted, votes, last_ms;
};

struct map *forum_lines_new(void)
{
    return map_new(BOUND_MEMBERS);
}

void forum_lines_free(struct map **lines)
{
    map_free(lines, mem_free);
}

void forum_lines_add(struct map *lines, struct slice person, bool answers, int64_t at_ms)
{
    struct line *line = map_find(lines, person);
    if (veil_hides(person) || (!line && map_full(lines)))
        return;
    if (!line) {
        line = mem_new(sizeof *line);
        map_put(lines, person, line);
    }
    line->posts++;
    line->answers += answers;
    if (at_ms > line->last_ms)
        line->last_ms = at_ms;
}

void forum_lines_take(struct map *lines, struct slice person, bool answers)
{
    struct line *line = map_find(lines, person);
    if (!line)
        return;
    line->posts--;
    line->answers -= answers;
}

void forum_lines_vote(struct map *lines, struct slice person, int64_t more)
{
    struct line *line = map_find(lines, person);
    if (line)
        line->votes += more;
}

void forum_lines_accept(struct map *lines, struct slice person, bool accepted)
{
    struct line *line = map_find(lines, person);
    if (line)
        line->accepted += accepted ? 1 : -1;
}

void forum_lines_sum(const struct map *lines, struct slice person, struct deeds *out)
{
    const struct line *line = map_find(lines, person);
    if (!line)
        return;
    out->posts += line->posts;
    out->answers += line->answers;
    out->accepted += line->accepted;
    out->votes += line->votes;
    if (line->last_ms > out->last_ms)
        out->last_ms = line->last_ms;
}
