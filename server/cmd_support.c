/* SPDX-License-Identifier: Apache-2.0
 *
 * muster support: one file for whoever helps, without secrets and without what people wrote.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "subcommand.h"
#include "support.h"

enum { FLAG_LOG };

/* Nobody else may read it until the operator has. */
static bool file_make(const char *path, struct slice bytes)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (fd < 0)
        return false;
    bool good = true;
    while (good && bytes.len > 0) {
        ssize_t len = write(fd, bytes.at, bytes.len);
        good = len > 0;
        if (good)
            bytes = (struct slice){bytes.at + len, bytes.len - (size_t)len};
    }
    return close(fd) == 0 && good;
}

static int support_run(const struct invocation *invocation)
{
    const char *path = invocation->rest_count ? invocation->rest[0] : NULL;
    const char *from = invocation->values[FLAG_LOG];
    FILE *log = NULL;
    struct buffer out;
    if (!path) {
        subcommand_fail("support", "name the file to make (muster-support.zip)");
        return SUBCOMMAND_USAGE;
    }
    if (from && !(log = strcmp(from, "-") == 0 ? stdin : fopen(from, "re")))
        return subcommand_fail("support", "%s: %s", from, strerror(errno));
    buffer_init(&out, SUPPORT_BYTES);
    bool good = support_write(invocation->config, log, &out);
    if (!good)
        subcommand_fail("support", "it is too large");
    else if (!file_make(path, buffer_slice(&out)))
        good = !subcommand_fail("support", "%s: %s", path, strerror(errno));
    else
        printf("%s holds no secrets and nothing that people wrote; it names addresses of this "
               "installation, and in its log people and rooms by their ids\n",
               path);
    buffer_done(&out);
    if (log && log != stdin)
        fclose(log);
    return good ? 0 : 1;
}

static const struct subcommand_flag flags[] = {
    [FLAG_LOG] = {.name = "log",
                  .value = "FILE",
                  .help = "lines of the log to take; -: those given"},
};

const struct subcommand cmd_support = {
    .name = "support",
    .arguments = "FILE",
    .summary = "Gather what whoever helps wants to see, without secrets.",
    .details =
        "Writes a ZIP file: version, configuration with its secrets masked, limits, health and\n"
        "figures of the server that runs here, sizes of the journal, lines of the log. Nothing\n"
        "that people wrote. Example:\n"
        "  journalctl -u muster -n 2000 -o cat | muster support support.zip --log -",
    .flags = flags,
    .flags_count = sizeof flags / sizeof *flags,
    .rest_max = 1,
    .run = support_run,
};
