/* SPDX-License-Identifier: Apache-2.0
 *
 * muster search: the index of what people wrote, made anew from the journal.
 */
#include <stdio.h>

#include "journal/search.h"
#include "searching.h"
#include "subcommand.h"

enum { FLAG_JOURNAL, WHY_BYTES = 512 };

static int rebuild(const char *url)
{
    char why[WHY_BYTES] = "";
    struct search *search = searching_index(url, why, sizeof why);
    if (!search)
        return subcommand_fail("search", "%s", why);
    enum err error = search_empty(search);
    search_close(&search);
    if (error)
        return subcommand_fail("search", "the index cannot be emptied: %s", error_text(error));
    printf("The index is empty. It is made anew by a server that starts, and within five minutes "
           "by one that runs.\n");
    return 0;
}

static int search_run(const struct invocation *invocation)
{
    if (invocation->rest_count != 1 || strcmp(invocation->rest[0], "rebuild") != 0) {
        subcommand_fail("search", "what is to be done? See muster search --help");
        return SUBCOMMAND_USAGE;
    }
    return rebuild(config_text(invocation->config, CONFIG_JOURNAL_URL));
}

static const struct subcommand_flag flags[] = {
    [FLAG_JOURNAL] = {.name = "journal",
                      .value = "URL",
                      .help = "whose index it is: sqlite:PATH or postgresql://…",
                      .sets = true,
                      .key = CONFIG_JOURNAL_URL},
};

const struct subcommand cmd_search = {
    .name = "search",
    .arguments = "rebuild",
    .summary = "Make the index of what people wrote anew.",
    .details = "  rebuild  empties it: a server that starts makes it anew from the journal, and "
               "one\n"
               "           that runs within five minutes. That of a journal in SQLite only while "
               "no\n"
               "           server has it open. Nothing is lost; less is found meanwhile.",
    .flags = flags,
    .flags_count = sizeof flags / sizeof *flags,
    .rest_max = 1,
    .run = search_run,
};
