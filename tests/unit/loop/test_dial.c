/* SPDX-License-Identifier: Apache-2.0
 * Connecting by name, number and path; what nobody answers; closing at any moment. */
#include "unit/loop/help_loop.h"

#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "loop/dial.h"

struct caught {
    struct trace *trace;
    struct dial *dial;
    int fd;
    char why[64];
};

/* '+' connected, '-' not. The dial is closed within the call. */
static void catch (void *context, int fd, const char *why)
{
    struct caught *caught = context;
    caught->fd = fd;
    strncpy(caught->why, why ? why : "", sizeof caught->why - 1);
    trace_add(caught->trace, fd >= 0 ? '+' : '-');
    dial_close(&caught->dial);
}

static void await_end(struct caught *caught)
{
    for (int i = 0; i < 1000 && caught->dial; i++)
        trace_pass(caught->trace, 5);
    assert_null(caught->dial);
}

/* A listening socket of 127.0.0.1 and its port. */
static int listen_tcp(unsigned *port)
{
    struct sockaddr_in at = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t bytes = sizeof at;
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    assert_int_equal(bind(fd, (struct sockaddr *)&at, sizeof at), 0);
    assert_int_equal(listen(fd, 8), 0);
    assert_int_equal(getsockname(fd, (struct sockaddr *)&at, &bytes), 0);
    *port = ntohs(at.sin_port);
    return fd;
}

static void said_arrives(int listening, int fd)
{
    char text[3] = "";
    int other = accept(listening, NULL, NULL);
    assert_true(other >= 0);
    assert_int_equal(write(fd, "hi", 2), 2);
    assert_int_equal(read(other, text, 2), 2);
    assert_string_equal(text, "hi");
    close(other);
    close(fd);
}

static void a_number_and_a_name_are_connected_to(void **state)
{
    static const char *const hosts[] = {"127.0.0.1", "localhost"};
    struct caught caught = {.trace = *state};
    unsigned port;
    int listening = listen_tcp(&port);
    for (size_t i = 0; i < 2; i++) {
        caught.dial = dial_new(caught.trace->loop, hosts[i], port, catch, &caught);
        assert_int_equal(caught.trace->len, i);
        await_end(&caught);
        assert_string_equal(caught.why, "");
        said_arrives(listening, caught.fd);
    }
    assert_string_equal(caught.trace->text, "++");
    close(listening);
}

static void a_path_is_connected_to(void **state)
{
    struct caught caught = {.trace = *state};
    struct sockaddr_un at = {.sun_family = AF_UNIX};
    char folder[] = "/tmp/muster-dial-XXXXXX";
    assert_non_null(mkdtemp(folder));
    snprintf(at.sun_path, sizeof at.sun_path, "%s/a", folder);
    int listening = socket(AF_UNIX, SOCK_STREAM, 0);
    assert_int_equal(bind(listening, (struct sockaddr *)&at, sizeof at), 0);
    assert_int_equal(listen(listening, 8), 0);
    caught.dial = dial_new_local(caught.trace->loop, at.sun_path, catch, &caught);
    assert_string_equal(caught.trace->text, "");
    await_end(&caught);
    said_arrives(listening, caught.fd);
    close(listening);
    unlink(at.sun_path);
    caught.dial = dial_new_local(caught.trace->loop, at.sun_path, catch, &caught);
    await_end(&caught);
    assert_string_equal(caught.why, "there is no such socket");
    rmdir(folder);
}

static void nobody_there_is_said(void **state)
{
    struct caught caught = {.trace = *state};
    char endless[200];
    unsigned port;
    close(listen_tcp(&port));
    caught.dial = dial_new(caught.trace->loop, "127.0.0.1", port, catch, &caught);
    await_end(&caught);
    assert_int_equal(caught.fd, -1);
    assert_string_equal(caught.why, "the connection was refused");
    caught.dial = dial_new(caught.trace->loop, "no such host", port, catch, &caught);
    await_end(&caught);
    assert_string_equal(caught.why, "the name has no address");
    memset(endless, '/', sizeof endless);
    endless[sizeof endless - 1] = '\0';
    caught.dial = dial_new_local(caught.trace->loop, endless, catch, &caught);
    await_end(&caught);
    assert_string_equal(caught.why, "the path is too long");
}

/* In the turn of the call, and later; what is left of it ends with the loop. */
static void a_closed_dial_is_silent(void **state)
{
    struct trace *trace = *state;
    struct caught caught = {.trace = trace};
    unsigned port;
    size_t said = 0;
    int listening = listen_tcp(&port);
    for (int i = 0; i < 3; i++) {
        caught.dial = i < 2 ? dial_new(trace->loop, "127.0.0.1", port, catch, &caught)
                            : dial_new_local(trace->loop, "/nowhere", catch, &caught);
        /* It may be through after that turn. */
        if (i == 1)
            trace_pass(trace, 0);
        said = strlen(trace->text);
        dial_close(&caught.dial);
        assert_null(caught.dial);
    }
    dial_close(&caught.dial);
    trace_pass(trace, 10);
    assert_int_equal(strlen(trace->text), said);
    caught.dial = dial_new(trace->loop, "localhost", port, catch, &caught);
    dial_close(&caught.dial);
    close(listening);
}

#define CASE(fn) cmocka_unit_test_prestate_setup_teardown(fn, trace_setup, trace_teardown, real)

int main(void)
{
    char real[] = "real";
    const struct CMUnitTest tests[] = {
        CASE(a_number_and_a_name_are_connected_to),
        CASE(a_path_is_connected_to),
        CASE(nobody_there_is_said),
        CASE(a_closed_dial_is_silent),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
