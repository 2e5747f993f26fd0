/* SPDX-License-Identifier: Apache-2.0
 * See help_redis.h. */
#include "unit/bus/help_redis.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { WAIT_MS = 20000, WORDS_MAX = 24 };

static void rest(void)
{
    nanosleep(&(struct timespec){.tv_nsec = 5000000}, NULL);
}

static struct sockaddr_in address(int port)
{
    return (struct sockaddr_in){.sin_family = AF_INET,
                                .sin_port = htons((uint16_t)port),
                                .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
}

/* Below the ports that connections are given, so that nobody takes it before it is used, or while
 * its server is away. */
int free_port(void)
{
    enum { FIRST = 12000, PORTS = 20000, STEP = 7 };
    static int steps;
    for (int i = 0; i < PORTS; i++) {
        int port = FIRST + (getpid() * 41 + STEP * steps++) % PORTS, one = 1;
        struct sockaddr_in at = address(port);
        int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
        bool is_free = bind(fd, (struct sockaddr *)&at, sizeof at) == 0 && listen(fd, 1) == 0;
        close(fd);
        if (is_free)
            return port;
    }
    fail_msg("no port is free");
    return 0;
}

/* ---- a server ----------------------------------------------------------------------------------
 */

static _Noreturn void server_become(const char *const *words)
{
    int log = open("log", O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    dup2(log, 1);
    dup2(log, 2);
    execvp("redis-server", (char *const *)words);
    _exit(127);
}

void server_start(struct server *server, const char *const *options)
{
    char port[16];
    const char *words[WORDS_MAX] = {"redis-server"};
    const char *const own[] = {"--port",       port, "--bind",      "127.0.0.1", "--save", "",
                               "--appendonly", "no", "--databases", "1",         NULL};
    unsigned count = 1;
    if (!server->folder[0]) {
        snprintf(server->folder, sizeof server->folder, "/tmp/muster-redis-XXXXXX");
        assert_non_null(mkdtemp(server->folder));
        server->port = free_port();
    }
    snprintf(port, sizeof port, "%d", server->port);
    for (unsigned i = 0; !server->sentinel && own[i]; i++)
        words[count++] = own[i];
    for (; options && *options && count < WORDS_MAX - 1; options++)
        words[count++] = *options;
    server->pid = fork();
    if (server->pid == 0) {
        if (chdir(server->folder) != 0)
            _exit(126);
        server_become(words);
    }
    for (int i = 0; i < WAIT_MS / 5; i++) {
        const char *answer = server_say(server, "PING");
        if (answer[0] == '+' || strncmp(answer, "-NOAUTH", 7) == 0)
            return;
        if (waitpid(server->pid, NULL, WNOHANG) != 0)
            break;
        rest();
    }
    fail_msg("redis-server does not run: is Debian's redis-server installed?");
}

void server_kill(struct server *server)
{
    if (server->pid == 0)
        return;
    kill(server->pid, SIGKILL);
    waitpid(server->pid, NULL, 0);
    server->pid = 0;
}

void server_remove(struct server *server)
{
    char path[64];
    server_kill(server);
    if (!server->folder[0])
        return;
    static const char *const files[] = {"log", "sentinel.conf", "dump.rdb"};
    for (size_t i = 0; i < sizeof files / sizeof files[0]; i++) {
        snprintf(path, sizeof path, "%s/%s", server->folder, files[i]);
        unlink(path);
    }
    if (rmdir(server->folder) != 0)
        print_error("%s is left: %s\n", server->folder, strerror(errno));
    *server = (struct server){0};
}

void server_pause(struct server *server)
{
    kill(server->pid, SIGSTOP);
}

void server_resume(struct server *server)
{
    kill(server->pid, SIGCONT);
}

const char *server_ask(const struct server *server, const struct slice *words, unsigned count)
{
    static char answer[4096];
    struct sockaddr_in at = address(server->port);
    struct timeval limit = {.tv_sec = 5};
    struct buffer out;
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    answer[0] = '\0';
    setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
    buffer_init(&out, 1 << 22);
    buffer_addf(&out, "*%u\r\n", count);
    for (unsigned i = 0; i < count; i++) {
        buffer_addf(&out, "$%zu\r\n", words[i].len);
        buffer_add(&out, words[i]);
        buffer_add(&out, SLICE("\r\n"));
    }
    if (connect(fd, (struct sockaddr *)&at, sizeof at) == 0) {
        size_t sent = 0;
        ssize_t got = 1;
        while (sent < out.len &&
               (got = send(fd, out.bytes + sent, out.len - sent, MSG_NOSIGNAL)) > 0)
            sent += (size_t)got;
        got = read(fd, answer, sizeof answer - 1);
        answer[got > 0 ? got : 0] = '\0';
    }
    buffer_done(&out);
    close(fd);
    return answer;
}

const char *server_say(const struct server *server, const char *line)
{
    struct slice words[WORDS_MAX];
    unsigned count = 0;
    for (; *line && count < WORDS_MAX; line += strspn(line, " ")) {
        words[count] = (struct slice){line, strcspn(line, " ")};
        line += words[count++].len;
    }
    return server_ask(server, words, count);
}

/* ---- somebody who is no Redis server -----------------------------------------------------------
 */

static void fake_hang_up(struct fake_connection *connection)
{
    watch_close(&connection->watch);
    if (connection->fd > 0)
        close(connection->fd);
    connection->fd = 0;
}

static void fake_read(void *context)
{
    struct fake_connection *connection = context;
    char bytes[4096];
    ssize_t got = recv(connection->fd, bytes, sizeof bytes, MSG_DONTWAIT);
    const char *answer = connection->fake->answer(connection->fake, connection->number);
    connection->answers++;
    if (got <= 0 || !answer)
        fake_hang_up(connection);
    else
        (void)!send(connection->fd, answer, strlen(answer), MSG_NOSIGNAL | MSG_DONTWAIT);
}

static void fake_accept(void *context)
{
    struct fake *fake = context;
    struct fake_connection *connection = &fake->connections[fake->count];
    int fd = accept(fake->fd, NULL, NULL);
    if (fake->count == FAKE_CONNECTIONS) {
        close(fd);
        return;
    }
    *connection = (struct fake_connection){.fake = fake, .fd = fd, .number = fake->count++};
    connection->watch = loop_watch(fake->loop, fd, fake_read, connection);
}

void fake_open(struct fake *fake, struct loop *loop,
               const char *(*answer)(struct fake *fake, unsigned number))
{
    struct sockaddr_in at = address(0);
    socklen_t bytes = sizeof at;
    *fake = (struct fake){.loop = loop, .answer = answer};
    fake->fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    assert_int_equal(bind(fake->fd, (struct sockaddr *)&at, sizeof at), 0);
    assert_int_equal(listen(fake->fd, FAKE_CONNECTIONS), 0);
    assert_int_equal(getsockname(fake->fd, (struct sockaddr *)&at, &bytes), 0);
    fake->port = ntohs(at.sin_port);
    fake->watch = loop_watch(loop, fake->fd, fake_accept, fake);
}

void fake_close(struct fake *fake)
{
    for (unsigned i = 0; i < fake->count; i++)
        fake_hang_up(&fake->connections[i]);
    watch_close(&fake->watch);
    close(fake->fd);
}

/* ---- instances ---------------------------------------------------------------------------------
 */

static void note(char *notes, const char *format, ...)
{
    va_list arguments;
    size_t len = strlen(notes);
    va_start(arguments, format);
    vsnprintf(notes + len, NOTES_BYTES - len, format, arguments);
    va_end(arguments);
}

static void on_news(void *context, struct slice room, int64_t seq, struct slice sealed)
{
    struct instance *instance = context;
    int shown = sealed.len < SEALED_SHOWN ? (int)sealed.len : SEALED_SHOWN;
    note(instance->notes, "news:%.*s=%lld", (int)room.len, room.at, (long long)seq);
    if (sealed.at)
        note(instance->notes, "+%zu:%.*s", sealed.len, shown, sealed.at);
    note(instance->notes, " ");
}

static void on_told(void *context, struct slice message)
{
    if (message.len > 100)
        note(((struct instance *)context)->notes, "told:%zu ", message.len);
    else
        note(((struct instance *)context)->notes, "told:%.*s ", (int)message.len, message.at);
}

static void on_lost(void *context, struct slice node)
{
    note(((struct instance *)context)->notes, "lost:%.*s ", (int)node.len, node.at);
}

static void on_followed(void *context, struct slice room)
{
    struct instance *instance = context;
    instance->followed++;
    note(instance->notes, "followed:%.*s ", (int)room.len, room.at);
}

static void on_hearing(void *context, bool hearing)
{
    struct instance *instance = context;
    assert_int_equal(bus_stats(instance->bus).hearing, hearing);
    note(instance->notes, hearing ? "hearing " : "deaf ");
}

static void on_said(void *context, const char *where, const char *why)
{
    struct instance *instance = context;
    assert_null(strstr(where, "secret"));
    note(instance->said, why ? "away:%s;" : "back;", why);
}

void world_open(struct world *world)
{
    *world = (struct world){.loop = loop_new()};
}

struct instance *instance_open(struct world *world, unsigned number, const char *urls, ...)
{
    static const struct bus_listener listener = {.news = on_news,
                                                 .told = on_told,
                                                 .lost = on_lost,
                                                 .followed = on_followed,
                                                 .hearing = on_hearing};
    struct instance *instance = &world->instances[number];
    int64_t reply_ms = world->patient ? PATIENT_MS : REPLY_MS;
    char text[1024], why[256] = "";
    va_list arguments;
    va_start(arguments, urls);
    vsnprintf(text, sizeof text, urls, arguments);
    va_end(arguments);
    *instance = (struct instance){0};
    const struct redis_options options = {.loop = world->loop,
                                          .urls = text,
                                          .prefix = "test",
                                          .said = on_said,
                                          .context = instance,
                                          .beat_ms = BEAT_MS,
                                          .silent_ms = SILENT_MS,
                                          .spared_ms = SPARED_MS,
                                          .late_ms = LATE_MS,
                                          .connect_ms = reply_ms,
                                          .reply_ms = reply_ms,
                                          .retry_ms_max = RETRY_MS};
    instance->bus = redis_open(&options, why, sizeof why);
    if (!instance->bus)
        fail_msg("%s", why);
    bus_listen(instance->bus, &listener, instance);
    return instance;
}

void instance_close(struct instance *instance)
{
    bus_close(&instance->bus);
}

void world_close(struct world *world)
{
    for (unsigned i = 0; i < BUSES_MAX; i++)
        bus_close(&world->instances[i].bus);
    loop_free(&world->loop);
}

static void stop(void *context)
{
    loop_stop(context);
}

void pass(struct world *world, int64_t ms)
{
    struct timer *timer = loop_after(world->loop, ms, stop, world->loop);
    loop_run(world->loop);
    timer_close(&timer);
}

void await_text(struct world *world, const char *notes, const char *text)
{
    for (int i = 0; i < AWAIT_PASSES && !strstr(notes, text); i++)
        pass(world, AWAIT_MS);
    if (!strstr(notes, text))
        fail_msg("\"%s\" is not in \"%s\"", text, notes);
}

void await_hearing(struct world *world, const struct instance *instance, bool hearing)
{
    for (int i = 0; i < AWAIT_PASSES && bus_stats(instance->bus).hearing != hearing; i++)
        pass(world, AWAIT_MS);
    if (bus_stats(instance->bus).hearing != hearing)
        fail_msg("still %s: %s", hearing ? "deaf" : "hearing", instance->said);
}

unsigned count_text(const char *notes, const char *text)
{
    unsigned count = 0;
    for (; (notes = strstr(notes, text)); notes += strlen(text))
        count++;
    return count;
}

void await_news(struct world *world, struct instance *from, struct instance *to, const char *room)
{
    char wanted[128];
    int64_t seq = (int64_t)strlen(to->notes) + 1000;
    snprintf(wanted, sizeof wanted, "news:%s=", room);
    unsigned before = count_text(to->notes, wanted);
    for (int i = 0; i < WAIT_MS / 10 && count_text(to->notes, wanted) == before; i++) {
        bus_publish(from->bus, slice_of(room), seq++, NOTHING);
        pass(world, 10);
    }
    assert_true(count_text(to->notes, wanted) > before);
}
