/* SPDX-License-Identifier: Apache-2.0
 * Claims in the order of the specification. */
#include "net/launch_token.h"

#include <inttypes.h>
#include <stdio.h>

#include "base/base64url.h"
#include "base/bounds.h"
#include "base/writer.h"
#include "net/token_key.h"

#define CLAIM      "https://purl.imsglobal.org/spec/lti/claim/"
#define VOCABULARY "http://purl.imsglobal.org/vocab/lis/v2/"

enum { ADDRESS_BYTES = 2048, NAME_BYTES = 44, SEQ_BYTES = 24, ROLES = 2 };

/* By the role in the course. Whoever only reads is there for a while, or has been silenced. */
static const struct {
    const char *role;
    const char *uris[ROLES];
} roles[] = {
    {"host", {VOCABULARY "membership#Instructor", NULL}},
    {"moderator",
     {VOCABULARY "membership#Instructor", VOCABULARY "membership/Instructor#TeachingAssistant"}},
    {"presenter", {VOCABULARY "membership#Mentor", NULL}},
    {"participant", {VOCABULARY "membership#Learner", NULL}},
    {"visitor", {VOCABULARY "membership#Learner", VOCABULARY "membership/Learner#GuestLearner"}},
    {"guest", {VOCABULARY "membership#Learner", VOCABULARY "membership/Learner#GuestLearner"}},
};

static void write_roles(struct slice role, struct writer *out)
{
    writer_array(out, CLAIM "roles");
    for (size_t i = 0; i < sizeof roles / sizeof roles[0]; i++)
        for (size_t u = 0; u < ROLES && slice_is(role, roles[i].role); u++)
            if (roles[i].uris[u])
                writer_text(out, NULL, slice_of(roles[i].uris[u]));
    writer_end(out);
}

/* What that tool calls a thing of ours. */
static void write_name(const struct launch_token *launch, const char *kind, struct slice thing,
                       const char *key, struct writer *out)
{
    const struct slice parts[] = {launch->client, SLICE("\n"), slice_of(kind), SLICE("\n"), thing};
    struct hash mac = hash_mac((struct slice){(const char *)launch->veil->bytes, HASH_BYTES}, parts,
                               sizeof parts / sizeof parts[0]);
    struct buffer text;
    buffer_init(&text, NAME_BYTES);
    base64url_write((struct slice){(const char *)mac.bytes, HASH_BYTES}, &text);
    writer_text(out, key, buffer_slice(&text));
    buffer_done(&text);
}

static void write_person(const struct launch_token *launch, struct writer *out)
{
    write_name(launch, "person", launch->person, "sub", out);
    if (launch->name.len > 0)
        writer_text(out, "name", launch->name);
    if (launch->mail.len > 0)
        writer_text(out, "email", launch->mail);
}

static void write_place(const struct launch_token *launch, struct writer *out)
{
    char thing[BOUND_ID_BYTES + SEQ_BYTES];
    snprintf(thing, sizeof thing, "%.*s/%" PRId64, (int)launch->course.len, launch->course.at,
             launch->item);
    writer_object(out, CLAIM "resource_link");
    write_name(launch, "item", slice_of(thing), "id", out);
    if (launch->title.len > 0)
        writer_text(out, "title", launch->title);
    writer_end(out);
    writer_object(out, CLAIM "context");
    write_name(launch, "course", launch->course, "id", out);
    writer_array(out, "type");
    writer_text(out, NULL, SLICE(VOCABULARY "course#CourseSection"));
    writer_end(out);
    if (launch->course_title.len > 0)
        writer_text(out, "title", launch->course_title);
    writer_end(out);
}

static void write_presentation(const struct launch_token *launch, struct writer *out)
{
    char address[ADDRESS_BYTES];
    const char *colon = memchr(launch->course.at, ':', launch->course.len);
    size_t id = colon ? (size_t)(colon + 1 - launch->course.at) : 0;
    snprintf(address, sizeof address, "%.*s/course/%.*s/unit/%" PRId64, (int)launch->url.len,
             launch->url.at, (int)(launch->course.len - id), launch->course.at + id, launch->unit);
    writer_object(out, CLAIM "launch_presentation");
    writer_text(out, "document_target", SLICE("window"));
    writer_text(out, "return_url", slice_of(address));
    writer_text(out, "locale", launch->language);
    writer_end(out);
}

static void write_custom(const struct json *custom, struct writer *out)
{
    struct slice text;
    writer_object(out, CLAIM "custom");
    for (const struct json *at = json_first(custom); at; at = json_next(at))
        if (json_as_text(at, &text))
            writer_text_slice(out, json_key(at), text);
    writer_end(out);
}

static void write_claims(const struct launch_token *launch, struct writer *out)
{
    writer_object(out, NULL);
    writer_text(out, "iss", launch->url);
    writer_text(out, "aud", launch->client);
    writer_text(out, "azp", launch->client);
    write_person(launch, out);
    writer_int(out, "iat", launch->now_s);
    writer_int(out, "exp", launch->now_s + LAUNCH_TOKEN_SECONDS);
    writer_text(out, "nonce", launch->nonce);
    writer_text(out, CLAIM "message_type", SLICE("LtiResourceLinkRequest"));
    writer_text(out, CLAIM "version", SLICE("1.3.0"));
    writer_text(out, CLAIM "deployment_id", launch->deployment);
    writer_text(out, CLAIM "target_link_uri", launch->target);
    write_place(launch, out);
    write_roles(launch->role, out);
    writer_object(out, CLAIM "tool_platform");
    writer_text(out, "guid", launch->url);
    writer_text(out, "name", launch->platform);
    writer_text(out, "product_family_code", SLICE("muster"));
    writer_end(out);
    write_presentation(launch, out);
    if (launch->custom)
        write_custom(launch->custom, out);
    writer_end(out);
}

static void write_header(const struct launch_token *launch, struct writer *out)
{
    writer_object(out, NULL);
    writer_text(out, "alg", SLICE("RS256"));
    writer_text(out, "kid", launch->kid);
    writer_text(out, "typ", SLICE("JWT"));
    writer_end(out);
}

enum err launch_token_make(const struct launch_token *launch, struct buffer *out)
{
    const char *why;
    struct token_key *key = token_key_private(TOKEN_RS256, launch->pem, &why);
    struct buffer header, claims;
    struct writer writer;
    if (!key)
        return ERR_INTERNAL;
    buffer_init(&header, LAUNCH_TOKEN_BYTES);
    buffer_init(&claims, LAUNCH_TOKEN_BYTES);
    writer_init(&writer, &header);
    write_header(launch, &writer);
    writer_init(&writer, &claims);
    write_claims(launch, &writer);
    bool done = !header.full && !claims.full &&
                token_key_join(key, buffer_slice(&header), buffer_slice(&claims), out);
    buffer_done(&header);
    buffer_done(&claims);
    token_key_free(&key);
    return done ? ERR_NONE : ERR_INTERNAL;
}
