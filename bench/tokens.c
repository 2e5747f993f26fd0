/* SPDX-License-Identifier: Apache-2.0
 * A blocking HTTP/1.1 client, just enough for one kind of request. */
#include "bench/tokens.h"

#include "base/mem.h"
#include "bench/dialog.h"

#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

enum { ANSWER_BYTES = 8192 };

struct http {
    struct sockaddr_in server;
    int fd; /* -1 when not connected */
};

static bool http_connect(struct http *http)
{
    http->fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    struct timeval wait = {.tv_sec = 10};
    setsockopt(http->fd, SOL_SOCKET, SO_RCVTIMEO, &wait, sizeof wait);
    return connect(http->fd, (const struct sockaddr *)&http->server, sizeof http->server) == 0;
}

static void http_close(struct http *http)
{
    if (http->fd >= 0)
        close(http->fd);
    http->fd = -1;
}

/* The length of the whole answer once its head is there; 0 before. */
static size_t answer_length(const char *answer, size_t have)
{
    const char *end = memmem(answer, have, "\r\n\r\n", 4);
    const char *length = end ? strcasestr(answer, "\r\ncontent-length:") : NULL;
    if (!length)
        return 0;
    return (size_t)(end - answer) + 4 +
           strtoul(length + sizeof "\r\ncontent-length:" - 1, NULL, 10);
}

/* Reads one answer as text; false when the connection ended before it was whole. */
static bool http_read(struct http *http, char answer[ANSWER_BYTES])
{
    size_t have = 0, wanted = 0;
    while (wanted == 0 || have < wanted) {
        ssize_t got = have < ANSWER_BYTES - 1
                          ? recv(http->fd, answer + have, ANSWER_BYTES - 1 - have, 0)
                          : -1;
        if (got <= 0)
            return false;
        have += (size_t)got;
        answer[have] = '\0';
        wanted = answer_length(answer, have);
    }
    if (strcasestr(answer, "\r\nconnection: close\r\n"))
        http_close(http);
    return true;
}

static bool http_post(struct http *http, const char *path, char answer[ANSWER_BYTES])
{
    char request[512];
    int len = snprintf(request, sizeof request,
                       "POST %s HTTP/1.1\r\nHost: 127.0.0.1:%u\r\nConnection: close\r\n"
                       "Content-Length: 0\r\n\r\n",
                       path, ntohs(http->server.sin_port));
    /* A kept connection may have been closed meanwhile: once more on a new one. */
    for (int attempt = 0; attempt < 2; attempt++) {
        if ((http->fd >= 0 || http_connect(http)) &&
            send(http->fd, request, (size_t)len, MSG_NOSIGNAL) == len && http_read(http, answer))
            return true;
        http_close(http);
    }
    return false;
}

/* The value of "token" in the answer, as a copy. */
static char *token_find(const char *answer)
{
    static const char name[] = "\"token\":\"";
    const char *at = strstr(answer, name);
    if (strncmp(answer, "HTTP/1.1 200", 12) != 0 || !at)
        return NULL;
    at += sizeof name - 1;
    return mem_text((struct slice){at, strcspn(at, "\"")});
}

bool tokens_fetch(struct tokens *tokens, const char *server, const char *identity, unsigned count)
{
    char path[128], answer[ANSWER_BYTES] = "";
    struct http http = {.fd = -1};
    *tokens = (struct tokens){.texts = mem_new(count * sizeof(char *)), .count = count};
    if (!swarm_address(server, &http.server))
        return false;
    for (unsigned i = 0; i < count; i++) {
        if (identity)
            snprintf(path, sizeof path, "/demo/token?identity=%s", identity);
        else
            snprintf(path, sizeof path, "/demo/token?id=p%u", i + 1);
        if (http_post(&http, path, answer))
            tokens->texts[i] = token_find(answer);
        if (!tokens->texts[i]) {
            fprintf(stderr, "load: no token from the demo: %.200s\n", answer);
            break;
        }
    }
    http_close(&http);
    return count > 0 && tokens->texts[count - 1] != NULL;
}

const char *tokens_get(const struct tokens *tokens, unsigned at)
{
    return at < tokens->count ? tokens->texts[at] : NULL;
}

void tokens_done(struct tokens *tokens)
{
    for (unsigned i = 0; i < tokens->count; i++)
        mem_free(tokens->texts[i]);
    mem_free(tokens->texts);
    *tokens = (struct tokens){0};
}
