/* SPDX-License-Identifier: Apache-2.0
 *
 * muster config: what is in force, and why.
 */
#include "subcommand.h"

enum { FLAG_TEMPLATE };

static int config_run(const struct invocation *invocation)
{
    struct buffer out;
    buffer_init(&out, 1 << 20);
    if (invocation->values[FLAG_TEMPLATE])
        config_template(&out);
    else
        config_print(invocation->config, &out);
    struct slice text = buffer_slice(&out);
    fwrite(text.at, 1, text.len, stdout);
    buffer_done(&out);
    return 0;
}

static const struct subcommand_flag flags[] = {
    [FLAG_TEMPLATE] = {.name = "template", .help = "print the commented file of all defaults"},
};

const struct subcommand cmd_config = {
    .name = "config",
    .summary = "Print the effective configuration and where each value came from.",
    .details = "Values come from the defaults, the file, the environment (MUSTER_SECTION_KEY) and\n"
               "flags, in rising order. Secrets are masked.",
    .flags = flags,
    .flags_count = sizeof flags / sizeof *flags,
    .run = config_run,
};
