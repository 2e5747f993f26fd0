/* SPDX-License-Identifier: Apache-2.0
 * One request on a socket of its own, which waits: nothing else is going on. */
#include "cmd_api.h"

#include <netdb.h>
#include <stdio.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

#include "journal/key_read.h"
#include "net/login_keys.h"

enum {
    HEAD_BYTES = 16384,
    ANSWER_BYTES = 16 << 20,
    WAIT_SECONDS = 30,
    KEY_TRIES = 200,
    HALF_MADE_TRIES = 20,
    NOT_YET = 503
};

struct api_ask {
    const char *method, *path;
    struct slice json;
};

static int failed(struct buffer *out, const char *sentence)
{
    buffer_addf(out, "%s", sentence);
    return 0;
}

static void host_set(struct buffer *host)
{
    buffer_clear(host);
    buffer_add(host, SLICE("127.0.0.1"));
}

/* Who listens at `address`; every address of the machine is also its own. */
static int dial_at(const char *address)
{
    struct buffer host;
    struct addrinfo *found = NULL;
    const struct addrinfo hints = {.ai_socktype = SOCK_STREAM};
    const struct timeval wait = {.tv_sec = WAIT_SECONDS};
    unsigned port = 0;
    char number[16];
    int fd = -1;
    buffer_init(&host, 256);
    bool good = config_split_address(address, &host, &port);
    struct slice name = buffer_slice(&host);
    if (slice_is(name, "*") || slice_is(name, "0.0.0.0") || slice_is(name, "::"))
        host_set(&host);
    buffer_add_byte(&host, '\0');
    snprintf(number, sizeof number, "%u", port);
    if (good && getaddrinfo(host.bytes, number, &hints, &found) == 0) {
        fd = socket(found->ai_family, SOCK_STREAM | SOCK_CLOEXEC, 0);
        if (fd >= 0)
            (void)setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &wait, sizeof wait);
        if (fd >= 0 && connect(fd, found->ai_addr, found->ai_addrlen) != 0) {
            close(fd);
            fd = -1;
        }
        freeaddrinfo(found);
    }
    buffer_done(&host);
    return fd;
}

static int dial(const struct config *config)
{
    return dial_at(config_text(config, CONFIG_SERVER_LISTEN));
}

static bool write_all(int fd, struct slice bytes)
{
    while (bytes.len > 0) {
        ssize_t len = send(fd, bytes.at, bytes.len, MSG_NOSIGNAL);
        if (len <= 0)
            return false;
        bytes = (struct slice){bytes.at + len, bytes.len - (size_t)len};
    }
    return true;
}

static bool read_all(int fd, struct buffer *answer)
{
    char part[16384];
    ssize_t len;
    while ((len = recv(fd, part, sizeof part, 0)) > 0)
        buffer_add(answer, (struct slice){part, (size_t)len});
    return len == 0 && !answer->full;
}

static void request_write(const struct api_ask *ask, struct slice token, struct buffer *out)
{
    buffer_addf(out, "%s %s HTTP/1.1\r\nHost: localhost\r\nConnection: close", ask->method,
                ask->path);
    if (token.len > 0)
        buffer_addf(out, "\r\nAuthorization: Bearer %.*s", (int)token.len, token.at);
    if (ask->json.at)
        buffer_addf(out, "\r\nContent-Type: application/json\r\nContent-Length: %zu",
                    ask->json.len);
    buffer_add(out, SLICE("\r\n\r\n"));
    buffer_add(out, ask->json);
}

/* The status, and the body behind the empty line. */
static int answer_read(struct slice answer, struct buffer *out)
{
    int status = 0;
    const char *end = answer.len ? memmem(answer.at, answer.len, "\r\n\r\n", 4) : NULL;
    if (!end || answer.len < 13 || !slice_starts(answer, SLICE("HTTP/1.1 ")))
        return 0;
    for (int i = 9; i < 12; i++)
        status = status * 10 + (answer.at[i] - '0');
    buffer_add(out, (struct slice){end + 4, answer.len - (size_t)(end + 4 - answer.at)});
    return status;
}

static int exchange(int fd, const struct api_ask *ask, struct slice token, struct buffer *out)
{
    struct buffer request, answer;
    buffer_init(&request, HEAD_BYTES + ask->json.len);
    buffer_init(&answer, ANSWER_BYTES);
    request_write(ask, token, &request);
    int status = 0;
    if (!request.full && write_all(fd, buffer_slice(&request)) && read_all(fd, &answer))
        status = answer_read(buffer_slice(&answer), out);
    buffer_done(&request);
    buffer_done(&answer);
    return status;
}

static const struct timespec moment = {.tv_nsec = 100000000}; /* between two tries */

static bool token_make_own(const struct config *config, struct buffer *token)
{
    unsigned char key[JOURNAL_KEY_BYTES];
    const char *url = config_text(config, CONFIG_JOURNAL_URL);
    enum err error = key_read(url, SLICE(LOGIN_KEYS_OPERATOR), key);
    /* A server that has just begun makes it soon; its folder may be half made. */
    for (int tries = 0; error && tries < (error == ERR_NOT_FOUND ? KEY_TRIES : HALF_MADE_TRIES);
         tries++) {
        nanosleep(&moment, NULL);
        error = key_read(url, SLICE(LOGIN_KEYS_OPERATOR), key);
    }
    bool made = !error && login_keys_sign_operator((struct slice){(const char *)key, sizeof key},
                                                   time(NULL), token);
    explicit_bzero(key, sizeof key);
    return made;
}

/* Once; 0: no answer, and *out says why. */
static int ask_once(const struct config *config, const struct api_ask *ask, struct slice token,
                    struct buffer *out)
{
    int fd = dial(config);
    if (fd < 0)
        return failed(out, "no server answers where server.listen says (name the server's "
                           "--config)");
    int status = exchange(fd, ask, token, out);
    close(fd);
    return status ? status : failed(out, "the server did not answer");
}

int api_call(const struct config *config, const char *method, const char *path, struct slice json,
             struct buffer *out)
{
    const struct api_ask ask = {method, path, json};
    struct buffer token;
    if (*config_text(config, CONFIG_SERVER_TLS_CERT))
        return failed(out, "the server speaks TLS itself: its API is asked with a token instead");
    int fd = dial(config);
    if (fd < 0)
        return failed(out, "no server answers where server.listen says (name the server's "
                           "--config)");
    close(fd);
    buffer_init(&token, TOKEN_BYTES);
    int status = 0;
    if (!token_make_own(config, &token))
        failed(out, "the key beside the journal cannot be read: is this the server's configuration "
                    "and account, and has the server run?");
    else
        status = ask_once(config, &ask, buffer_slice(&token), out);
    /* A server that has just begun may not have read yet what it wrote, and says so. */
    for (int tries = 0; status == NOT_YET && tries < HALF_MADE_TRIES; tries++) {
        nanosleep(&moment, NULL);
        buffer_clear(out);
        status = ask_once(config, &ask, buffer_slice(&token), out);
    }
    buffer_done(&token);
    return status;
}

int api_look(const struct config *config, const char *path, struct buffer *out)
{
    const struct api_ask ask = {"GET", path, {NULL, 0}};
    const char *health = config_text(config, CONFIG_SERVER_HEALTH_LISTEN);
    if (*config_text(config, CONFIG_SERVER_TLS_CERT))
        return failed(out, "the server speaks TLS itself: ask it with another program");
    int fd = dial_at(*health ? health : config_text(config, CONFIG_SERVER_LISTEN));
    if (fd < 0)
        return failed(out, "no server answers there");
    int status = exchange(fd, &ask, SLICE(""), out);
    close(fd);
    return status ? status : failed(out, "the server did not answer");
}
