/* SPDX-License-Identifier: Apache-2.0
 *
 * Datagrams to the socket that the environment names.
 */
#include "notify.h"

#include <errno.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "base/log.h"
#include "base/mem.h"
#include "base/unused.h"

enum { WATCHDOG_SHARE = 3, WATCHDOG_MS_MIN = 10 };

struct notify {
    struct timer *alive; /* NULL: nobody waits for it */
};

/* The environment says where the journal is; it may be inherited by who writes elsewhere. */
bool notify_has_log(void)
{
    const char *stream = getenv("JOURNAL_STREAM");
    char own[64];
    struct stat about;
    if (!stream || fstat(STDERR_FILENO, &about) != 0)
        return false;
    snprintf(own, sizeof own, "%llu:%llu", (unsigned long long)about.st_dev,
             (unsigned long long)about.st_ino);
    return strcmp(stream, own) == 0;
}

/* A name that begins with @ is of no file (the kernel has a NUL there). */
static bool address_of(const char *path, struct sockaddr_un *address, socklen_t *len)
{
    size_t bytes = strlen(path);
    *address = (struct sockaddr_un){.sun_family = AF_UNIX};
    if ((*path != '/' && *path != '@') || bytes >= sizeof address->sun_path)
        return false;
    memcpy(address->sun_path, path, bytes);
    if (*path == '@')
        address->sun_path[0] = '\0';
    *len = (socklen_t)(offsetof(struct sockaddr_un, sun_path) + bytes);
    return true;
}

static void say(const char *text)
{
    const char *path = getenv("NOTIFY_SOCKET");
    struct sockaddr_un address;
    socklen_t len;
    if (!path)
        return;
    int fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    if (fd < 0 || !address_of(path, &address, &len) ||
        sendto(fd, text, strlen(text), MSG_NOSIGNAL, (struct sockaddr *)&address, len) < 0)
        log_line(LOG_WARN, "systemd cannot be told", "socket=%s reason=\"%s\"", path,
                 strerror(errno));
    if (fd >= 0)
        close(fd);
}

static void alive(void *context)
{
    UNUSED(context);
    say("WATCHDOG=1");
}

/* How long the loop may be silent, by the environment; 0: as long as it likes. It may be meant for
 * another process. */
static int64_t watchdog_ms(void)
{
    const char *limit = getenv("WATCHDOG_USEC"), *process = getenv("WATCHDOG_PID");
    if (!limit || (process && strtoll(process, NULL, 10) != (long long)getpid()))
        return 0;
    return strtoll(limit, NULL, 10) / 1000;
}

struct notify *notify_new(struct loop *loop)
{
    struct notify *notify = mem_new(sizeof *notify);
    int64_t limit_ms = watchdog_ms();
    if (limit_ms / WATCHDOG_SHARE >= WATCHDOG_MS_MIN)
        notify->alive = loop_every(loop, limit_ms / WATCHDOG_SHARE, alive, notify);
    return notify;
}

void notify_free(struct notify **notify)
{
    if (!*notify)
        return;
    timer_close(&(*notify)->alive);
    mem_free(*notify);
    *notify = NULL;
}

void notify_ready(const struct notify *notify)
{
    if (notify)
        say("READY=1");
}

void notify_stopping(const struct notify *notify, int64_t ms)
{
    char text[64];
    snprintf(text, sizeof text, "STOPPING=1\nEXTEND_TIMEOUT_USEC=%lld", (long long)ms * 1000);
    if (notify)
        say(text);
}
