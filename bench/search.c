/* SPDX-License-Identifier: Apache-2.0
 *
 * The index of what people wrote: how fast it takes posts in, how long a page of what was found
 * takes, and what it weighs.
 *
 *     search [POSTS [FILE | postgresql://…]]     100000 posts into a file in a folder of its own
 *
 * Times of a file are of the processor, so that a machine with other work says the same; those of
 * PostgreSQL, which works elsewhere, are of the clock. Posts of 40 words in 50 rooms. A few words
 * are in most posts, most words in few: every fourth word is one of 50, the others one of 200,000.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/mem.h"
#include "journal/search.h"
#include "journal/search_backend.h"

enum {
    ROOMS = 50,
    WORDS = 40,
    BATCH = 256,
    COMMON = 50,
    RARE = 200000,
    TEXT_BYTES = 1024,
    QUESTIONS = 1000,
    DAY_MS = 86400000,
};

static double now_ms(bool remote)
{
    struct timespec now;
    clock_gettime(remote ? CLOCK_MONOTONIC : CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

/* xorshift64*: the same posts in each run. */
static uint64_t chance(uint64_t *state)
{
    *state ^= *state >> 12;
    *state ^= *state << 25;
    *state ^= *state >> 27;
    return *state * UINT64_C(2685821657736338717);
}

/* One word in each of the four languages has letters that are folded. */
static int word_write(char *out, size_t bytes, uint64_t *state, size_t place)
{
    static const char *const ends[] = {"", "é", "ña", "ة"};
    if (place % 4 == 0)
        return snprintf(out, bytes, "often%u ", (unsigned)(chance(state) % COMMON));
    unsigned number = (unsigned)(chance(state) % RARE);
    return snprintf(out, bytes, "w%u%s ", number, ends[number % 4]);
}

static size_t post_write(char text[TEXT_BYTES], uint64_t *state)
{
    size_t len = 0;
    for (size_t i = 0; i < WORDS; i++)
        len += (size_t)word_write(text + len, TEXT_BYTES - len, state, i);
    return len;
}

static void die(const char *what, enum err error)
{
    fprintf(stderr, "%s: %s\n", what, error_text(error));
    exit(1);
}

struct filling {
    double all_ms, worst_ms;
    uint64_t bytes;
};

/* A batch of one room after another, as they come from the journal. */
static struct filling fill(struct search *search, bool remote, size_t posts)
{
    static char texts[BATCH][TEXT_BYTES];
    static struct search_document documents[BATCH];
    struct filling filling = {0};
    uint64_t state = 1;
    int64_t upto[ROOMS] = {0};
    for (size_t done = 0, turn = 0; done < posts; turn++) {
        size_t room = turn % ROOMS, count = posts - done < BATCH ? posts - done : BATCH;
        char name[32];
        snprintf(name, sizeof name, "course:c%zu", room);
        for (size_t i = 0; i < count; i++) {
            size_t len = post_write(texts[i], &state);
            filling.bytes += len;
            documents[i] =
                (struct search_document){.seq = upto[room] + (int64_t)i + 1,
                                         .at_ms = INT64_C(1700000000000) + (int64_t)(done + i),
                                         .part = SLICE("forum/1"),
                                         .text = {texts[i], len}};
        }
        const struct search_batch batch = {.room = slice_of(name),
                                           .from = upto[room],
                                           .upto = upto[room] + (int64_t)count,
                                           .documents = documents,
                                           .count = count};
        double begin = now_ms(remote);
        enum err error = search_index(search, &batch);
        double took = now_ms(remote) - begin;
        if (error)
            die("the index takes nothing in", error);
        filling.all_ms += took;
        filling.worst_ms = took > filling.worst_ms ? took : filling.worst_ms;
        upto[room] = batch.upto;
        done += count;
    }
    return filling;
}

static int by_time(const void *a, const void *b)
{
    double left = *(const double *)a, right = *(const double *)b;
    return (left > right) - (left < right);
}

enum asked { RARE_WORD, COMMON_WORD, BEGIN, DEEP, ASKED };

static const char *const names_of[ASKED] = {
    "a rare word", "a common word", "a begin of two letters", "the 100th page of a common one"};

static void words_write(enum asked what, uint64_t number, char *words, size_t bytes)
{
    if (what == RARE_WORD)
        snprintf(words, bytes, "w%u", (unsigned)(number % (RARE / 4)) * 4);
    else if (what == BEGIN)
        snprintf(words, bytes, "w%u", 1 + (unsigned)(number % 9));
    else
        snprintf(words, bytes, "often%u", (unsigned)(number % COMMON));
}

/* The last hit before a page far behind; 0 hits: there is none so far. */
static void go_down(struct search *search, struct search_question *question,
                    struct search_page *page, struct search_hit *last)
{
    for (int n = 0; n < 100; n++) {
        if (search_ask(search, question, page) || page->count == 0)
            return;
        *last = page->hits[page->count - 1];
        question->after = last;
    }
}

static void ask(struct search *search, bool remote, enum asked what, size_t rooms_count)
{
    static double took[QUESTIONS];
    static struct search_page page;
    struct search_hit last;
    struct slice rooms[ROOMS];
    char names[ROOMS][32], words[64];
    uint64_t state = 7;
    size_t hits = 0, count = what < BEGIN ? QUESTIONS : QUESTIONS / 20;
    for (size_t i = 0; i < count; i++) {
        for (size_t k = 0; k < rooms_count; k++) {
            snprintf(names[k], sizeof names[k], "course:c%zu", (i + k) % ROOMS);
            rooms[k] = slice_of(names[k]);
        }
        words_write(what, chance(&state), words, sizeof words);
        struct search_question question = {.text = slice_of(words),
                                           .prefix = what == BEGIN,
                                           .rooms = rooms,
                                           .rooms_count = rooms_count,
                                           .limit = 50};
        if (what == DEEP)
            go_down(search, &question, &page, &last);
        double begin = now_ms(remote);
        enum err error = search_ask(search, &question, &page);
        took[i] = now_ms(remote) - begin;
        if (error)
            die("the index does not answer", error);
        hits += page.count;
    }
    qsort(took, count, sizeof took[0], by_time);
    printf("%-30s %3zu rooms  p50 %7.2f ms  p99 %7.2f ms  worst %7.2f ms  %zu hits\n",
           names_of[what], rooms_count, took[count / 2], took[count * 99 / 100], took[count - 1],
           hits);
}

/* A hundred posts of one room are forgotten, and what is left of them goes out of the files. */
static void erase(struct search *search, bool remote)
{
    int64_t seqs[100];
    double all = 0, worst = 0;
    size_t steps = 0;
    for (size_t i = 0; i < 100; i++)
        seqs[i] = (int64_t)(3 * i + 1);
    double begin = now_ms(remote);
    enum err error = search_forget(search, SLICE("course:c7"), seqs, 100);
    double took = now_ms(remote) - begin;
    if (error)
        die("nothing is forgotten", error);
    for (bool left = true; left; steps++) {
        begin = now_ms(remote);
        error = search_clean(search, &left);
        double step = now_ms(remote) - begin;
        if (error)
            die("nothing is cleaned", error);
        all += step;
        worst = step > worst ? step : worst;
    }
    printf("100 posts forgotten in %.2f ms, and out of the files in %zu steps of %.1f ms, at most "
           "%.1f ms\n",
           took, steps, all / (double)steps, worst);
}

static double megabytes(const char *path)
{
    struct stat file;
    return stat(path, &file) == 0 ? (double)file.st_size / 1e6 : 0;
}

int main(int argc, char **argv)
{
    size_t posts = argc > 1 ? (size_t)strtoul(argv[1], NULL, 10) : 100000;
    char folder[] = "/tmp/muster-search-XXXXXX", path[256] = "", why[512] = "";
    bool remote = argc > 2 && strncmp(argv[2], "postgres", 8) == 0, own = argc <= 2;
    if (own && !mkdtemp(folder))
        return 1;
    snprintf(path, sizeof path, "%s%s", own ? folder : argv[2], own ? "/index" : "");
    struct search *search = remote ? postgres_search_open(path, why, sizeof why)
                                   : sqlite_search_open(path, why, sizeof why);
    if (!search) {
        fprintf(stderr, "%s\n", why);
        return 1;
    }
    struct filling filling = fill(search, remote, posts);
    printf("%zu posts, %.0f MB of text: %.0f a second, a batch of %d at most %.1f ms\n", posts,
           (double)filling.bytes / 1e6, (double)posts / filling.all_ms * 1e3, BATCH,
           filling.worst_ms);
    for (int what = 0; what < ASKED; what++) {
        ask(search, remote, (enum asked)what, 1);
        ask(search, remote, (enum asked)what, ROOMS);
    }
    erase(search, remote);
    search_close(&search);
    if (!remote)
        printf("the index: %.0f MB\n", megabytes(path));
    if (own) {
        unlink(path);
        rmdir(folder);
    }
    return 0;
}
