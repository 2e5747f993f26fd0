/* SPDX-License-Identifier: Apache-2.0
 *
 * The program's door: the table of its subcommands.
 */
#include "subcommand.h"

static const struct subcommand *const subcommands[] = {
    &cmd_serve,  &cmd_token,  &cmd_journal, &cmd_config,     &cmd_organiser,
    &cmd_person, &cmd_room,   &cmd_invite,  &cmd_credential, &cmd_announce,
    &cmd_mail,   &cmd_search, &cmd_support};
enum { SUBCOMMANDS_COUNT = sizeof subcommands / sizeof *subcommands };

static void usage_print(FILE *to)
{
    fprintf(to, "Muster " MUSTER_VERSION ", a live webinar and course messaging server\n\n"
                "Usage: muster COMMAND [flags]\n\nCommands:\n");
    for (size_t i = 0; i < SUBCOMMANDS_COUNT; i++)
        fprintf(to, "  %-10s %s\n", subcommands[i]->name, subcommands[i]->summary);
    fprintf(to, "\nmuster COMMAND --help says more. muster --version prints the version.\n");
}

int main(int argc, char **argv)
{
    struct slice name = slice_of(argc > 1 ? argv[1] : NULL);
    for (size_t i = 0; i < SUBCOMMANDS_COUNT; i++)
        if (slice_is(name, subcommands[i]->name))
            return subcommand_run(subcommands[i], argc, argv);
    if (slice_is(name, "--version")) {
        puts("muster " MUSTER_VERSION);
        return 0;
    }
    if (slice_is(name, "--help") || slice_is(name, "help")) {
        usage_print(stdout);
        return 0;
    }
    usage_print(stderr);
    return SUBCOMMAND_USAGE;
}
