/* SPDX-License-Identifier: Apache-2.0
 * Field by field. */
#include "net/http_read.h"

#include "net/endpoints.h"
#include "net/target.h"

enum { NAME_BYTES = 255, COOKIE_BYTES = 2047, SHORT_BYTES = 127, AGENT_BYTES = 511 };

static struct slice field(const struct http_head *head, struct slice name, size_t most)
{
    struct slice value = http_head_field(head, name);
    return value.len > most ? SLICE("") : value;
}

struct http_request http_read(const struct http_head *head)
{
    struct slice path = target_path(head->target), target = head->target;
    size_t query = path.len + (path.len < target.len); /* behind the "?" */
    struct slice length = field(head, SLICE("content-length"), SHORT_BYTES);
    return (struct http_request){
        .method = head->method,
        .path = path,
        .query = {target.at + query, target.len - query},
        .host = field(head, SLICE("host"), NAME_BYTES),
        .origin = field(head, SLICE("origin"), NAME_BYTES),
        .accept_encoding = field(head, SLICE("accept-encoding"), NAME_BYTES),
        .if_none_match = field(head, SLICE("if-none-match"), NAME_BYTES),
        .range = field(head, SLICE("range"), SHORT_BYTES),
        .content_length = length,
        .http11 = slice_is(head->version, "HTTP/1.1"),
        .transfer_encoding = field(head, SLICE("transfer-encoding"), SHORT_BYTES),
        .content_type = field(head, SLICE("content-type"), SHORT_BYTES),
        .cookie = field(head, SLICE("cookie"), COOKIE_BYTES),
        .authorization = http_head_field(head, SLICE("authorization")),
        .key = field(head, SLICE("idempotency-key"), SHORT_BYTES),
        .agent = field(head, SLICE("user-agent"), AGENT_BYTES),
        .languages = field(head, SLICE("accept-language"), NAME_BYTES),
        .twice = length.at && length.len == 0,
    };
}

/* Methods behind whose request everybody sees the same follow; with a body, its length is said. */
static const struct {
    const char *name;
    bool body;
} usual[] = {{"GET", false}, {"HEAD", false}, {"OPTIONS", false}, {"DELETE", false},
             {"POST", true}, {"PUT", true},   {"PATCH", true}};

static bool is_usual(const struct http_request *request)
{
    for (size_t i = 0; i < sizeof usual / sizeof usual[0]; i++) {
        if (slice_is(request->method, usual[i].name))
            return !usual[i].body || request->content_length.at;
    }
    return false;
}

bool http_read_keeps(const struct http_head *head, const struct http_request *request, size_t body)
{
    int64_t length = request->content_length.at ? endpoints_length(request->content_length) : 0;
    return request->http11 && is_usual(request) && length == (int64_t)body &&
           !http_head_last(head, SLICE("transfer-encoding")).at &&
           !http_head_last(head, SLICE("expect")).at &&
           !http_head_lists(head, SLICE("connection"), SLICE("close"));
}
