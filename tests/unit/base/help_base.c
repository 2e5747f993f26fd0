/* SPDX-License-Identifier: Apache-2.0 */
#include "help_base.h"

#include <inttypes.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

void assert_slice(struct slice text, const char *expected)
{
    if (text.len != strlen(expected) || (text.len && memcmp(text.at, expected, text.len) != 0))
        fail_msg("got \"%.*s\", expected \"%s\"", (int)text.len, text.at ? text.at : "", expected);
}

void assert_buffer(const struct buffer *buffer, const char *expected)
{
    assert_slice(buffer_slice(buffer), expected);
}

void assert_aborts(void (*call)(void *context), void *context)
{
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        struct rlimit none = {0, 0};
        setrlimit(RLIMIT_CORE, &none);
        signal(SIGABRT, SIG_DFL);
        if (!freopen("/dev/null", "w", stderr))
            _exit(2);
        call(context);
        _exit(0);
    }
    int status = 0;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFSIGNALED(status));
    assert_int_equal(WTERMSIG(status), SIGABRT);
}

uint64_t random_next(uint64_t *state)
{
    uint64_t z = *state += 0x9e3779b97f4a7c15U;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9U;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebU;
    return z ^ (z >> 31);
}

unsigned random_below(uint64_t *state, unsigned limit)
{
    return (unsigned)(random_next(state) >> 32) % limit;
}

uint64_t random_seed(uint64_t fixed)
{
    const char *given = getenv("MUSTER_SEED");
    uint64_t seed = given ? strtoull(given, NULL, 0) : fixed;
    print_message("seed %" PRIu64 "\n", seed);
    return seed;
}

struct json *json_of(const char *text)
{
    struct json *json = NULL;
    if (json_parse_large(slice_of(text), &json) != ERR_NONE)
        fail_msg("not JSON: %s", text);
    return json;
}

void assert_json(const struct json *json, const char *expected)
{
    struct json *wanted = json_of(expected);
    if (!json_equal(json, wanted)) {
        struct buffer got;
        buffer_init(&got, 1 << 20);
        json_print(json, &got);
        fail_msg("got %.*s, expected %s", (int)got.len, got.bytes, expected);
    }
    json_free(&wanted);
}
