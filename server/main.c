/* SPDX-License-Identifier: Apache-2.0
 *
 * The program's door: the table of its subcommands.
 */
#include "command.h"

static const struct command *const commands[] = {&cmd_serve, &cmd_token, &cmd_journal, &cmd_config};
enum { COMMANDS_COUNT = sizeof commands / sizeof *commands };

static void usage_print(FILE *to)
{
    fprintf(to, "Muster " MUSTER_VERSION ", a live webinar and course messaging server\n\n"
                "Usage: muster COMMAND [flags]\n\nCommands:\n");
    for (size_t i = 0; i < COMMANDS_COUNT; i++)
        fprintf(to, "  %-10s %s\n", commands[i]->name, commands[i]->summary);
    fprintf(to, "\nmuster COMMAND --help says more. muster --version prints the version.\n");
}

int main(int argc, char **argv)
{
    struct slice name = slice_of(argc > 1 ? argv[1] : NULL);
    for (size_t i = 0; i < COMMANDS_COUNT; i++)
        if (slice_is(name, commands[i]->name))
            return command_run(commands[i], argc, argv);
    if (slice_is(name, "--version")) {
        puts("muster " MUSTER_VERSION);
        return 0;
    }
    if (slice_is(name, "--help") || slice_is(name, "help")) {
        usage_print(stdout);
        return 0;
    }
    usage_print(stderr);
    return COMMAND_USAGE;
}
