/* SPDX-License-Identifier: Apache-2.0
 * What is taken in is an `upload` from its first byte to the answer; so is what is given out. */
#include "net/uploads.h"

#include <stdio.h>
#include <unistd.h>

#include "base/bounds.h"
#include "base/map.h"
#include "base/mem.h"
#include "base/unused.h"
#include "fanout/people.h"
#include "hub/gate.h"
#include "hub/hub.h"
#include "net/api_routes.h"
#include "net/endpoints.h"
#include "net/exchange.h"
#include "net/media.h"
#include "net/origin.h"
#include "net/scan.h"
#include "net/slide_path.h"
#include "net/stats.h"
#include "net/upload_entry.h"

enum {
    ADD_BYTES = 8192,        /* of `file.add` */
    CALLED_BYTES = 4096,     /* of Content-Disposition */
    DISCARD_BYTES = 1 << 20, /* read, so that the refusal arrives; more is hung up on */
    METHOD_BAD = 405,
    LENGTH_REQUIRED = 411,
    UPLOADS_TRACKED = 65536,
};

static const struct slice blob_path = {"/api/blobs/", 11};

struct uploads {
    struct uploads_options options;
    char *url, *scanner;
    struct map *people; /* id -> size_t: uploads under way, owned */
    size_t open;        /* exchanges of either kind */
    size_t taking;      /* uploads */
    int64_t bytes;      /* of all uploads, as announced */
    bool freed;
};

/* One upload, or one file on its way out. */
struct upload {
    struct uploads *uploads;
    struct http_response *response; /* NULL: the connection has gone */
    struct json *ticket;            /* owned; NULL: a file is asked for */
    struct actor actor;             /* its texts stand in the ticket */
    struct buffer content;
    struct stored stored;
    char id[HASH_HEX + 1];
    enum slide_part part;        /* of that id, a page of slides */
    struct json *page;           /* owned: which page is asked for; NULL: a file is */
    char op[BOUND_ID_BYTES + 1]; /* of `file.add`, or `slide.add` */
    struct upload_author author;
    bool head;    /* the request was HEAD */
    bool working; /* the thread or the hub has it */
    enum err error;
};

/* ---- beginning and end ------------------------------------------------------------------------
 */

void uploads_set_file_bytes(struct uploads *uploads, int64_t file_bytes)
{
    bool good = file_bytes > 0 && file_bytes <= BOUND_FILE_BYTES;
    uploads->options.file_bytes = good ? file_bytes : BOUND_FILE_BYTES;
}

struct uploads *uploads_new(const struct uploads_options *options)
{
    struct uploads *uploads = mem_new(sizeof *uploads);
    uploads->options = *options;
    uploads->url = mem_text(slice_of(options->url));
    uploads->scanner = mem_text(slice_of(options->scanner));
    uploads_set_file_bytes(uploads, options->file_bytes);
    uploads->people = map_new(UPLOADS_TRACKED);
    return uploads;
}

static void free_if_done(struct uploads *uploads)
{
    if (!uploads->freed || uploads->open > 0)
        return;
    map_free(&uploads->people, mem_free);
    mem_free(uploads->url);
    mem_free(uploads->scanner);
    mem_free(uploads);
}

void uploads_free(struct uploads **uploads)
{
    struct uploads *old = *uploads;
    *uploads = NULL;
    if (!old)
        return;
    old->freed = true;
    free_if_done(old);
}

static void share_add(struct uploads *uploads, struct slice person, int step)
{
    size_t *count = map_find(uploads->people, person);
    if (!count) {
        count = mem_new(sizeof *count);
        map_put(uploads->people, person, count);
    }
    *count = step > 0 ? *count + 1 : *count - 1;
    if (*count == 0)
        mem_free(map_take(uploads->people, person));
}

static void upload_free(struct upload *upload)
{
    struct uploads *uploads = upload->uploads;
    if (upload->response) {
        upload->response->later.gone = NULL;
        upload->response->later.maker = NULL;
    }
    if (upload->ticket) {
        share_add(uploads, upload->actor.id, -1);
        uploads->taking--;
        uploads->bytes -= upload_ticket_int(upload->ticket, "bytes");
        people_release(hub_fanout(uploads->options.hub)->people, &upload->actor.person);
        json_free(&upload->ticket);
    }
    buffer_done(&upload->content);
    json_free(&upload->page);
    mem_free(upload);
    uploads->open--;
    free_if_done(uploads);
}

/* The connection has gone: what the thread or the hub has goes on to its end. */
static void upload_gone(void *maker)
{
    struct upload *upload = maker;
    upload->response = NULL;
    if (!upload->working)
        upload_free(upload);
}

static struct upload *upload_new(struct uploads *uploads, struct http_response *response)
{
    struct upload *upload = mem_new(sizeof *upload);
    upload->uploads = uploads;
    upload->response = response;
    uploads->open++;
    response->next = HTTP_UPLOADS;
    response->later.gone = upload_gone;
    response->later.maker = upload;
    return upload;
}

/* The answer stands there, or nobody waits for it. */
static void upload_end(struct upload *upload)
{
    struct http_response *response = upload->response;
    upload_free(upload);
    if (response)
        response_ready(response);
}

static void upload_fail(struct upload *upload, enum err error)
{
    if (upload->response)
        response_fault(upload->response, error, 0, SLICE(""));
    upload_end(upload);
}

/* ---- taking in ---------------------------------------------------------------------------------
 */

void api_uploads_announce(struct exchange *exchange)
{
    const struct uploads *uploads = exchange->site->uploads;
    if (uploads && uploads->options.contents)
        upload_ticket_announce(exchange, uploads->options.media, uploads->options.file_bytes);
    else
        exchange_fail(exchange, ERR_NOT_AVAILABLE);
}

static void refuse(struct http_response *response, int status, enum err error)
{
    static const struct http_request post = {.method = {"POST", 4}};
    static const struct response_style style = {.media_sources = ""};
    response_problem(response, status, error, &post, &style);
}

static bool is_full(const struct uploads *uploads, const struct json *ticket)
{
    const size_t *own = map_find(uploads->people, upload_ticket_text(ticket, "person"));
    return uploads->taking >= BOUND_UPLOADS || (own && *own >= BOUND_UPLOADS_PERSON) ||
           map_full(uploads->people) ||
           uploads->bytes + upload_ticket_int(ticket, "bytes") > BOUND_UPLOADS_BYTES;
}

/* Why it is not taken in; ERR_NONE: it is. */
static enum err take_check(const struct uploads *uploads, const struct http_request *request,
                           const struct json *ticket, int *status)
{
    enum err error = ERR_NONE;
    int64_t bytes = endpoints_length(request->content_length);
    bool own = *uploads->url && slice_is(request->origin, uploads->url);
    if (!own && !origin_allowed(request->origin, request->host, uploads->options.origins))
        error = ERR_PERMISSION_DENIED;
    else if (request->twice || request->transfer_encoding.at ||
             (request->content_length.at && bytes < 0))
        error = ERR_BAD_REQUEST;
    else if (!ticket)
        error = ERR_UNAUTHORIZED;
    else if (request->content_length.at && bytes > upload_ticket_int(ticket, "bytes"))
        error = ERR_FILE_TOO_LARGE;
    else if (request->content_length.at && bytes != upload_ticket_int(ticket, "bytes"))
        error = ERR_BAD_REQUEST;
    else if (is_full(uploads, ticket))
        error = ERR_TOO_MANY_REQUESTS;
    else
        error = gate_allows(uploads->options.hub, upload_ticket_text(ticket, "person"));
    *status = error_http(error);
    if (error != ERR_NONE || request->content_length.at)
        return error;
    *status = LENGTH_REQUIRED;
    return ERR_BAD_REQUEST;
}

/* That of the announcement, or one of its own. */
static void op_choose(struct upload *upload)
{
    char random[23];
    struct slice op = upload_ticket_text(upload->ticket, "op");
    hash_random_id(random);
    if (op.len == 0)
        op = slice_of(random);
    snprintf(upload->op, sizeof upload->op, "%.*s", (int)op.len, op.at);
}

/* From now on the bytes are awaited. False when no more people can be remembered. */
static bool take_begin(struct uploads *uploads, struct json *ticket, struct http_response *response)
{
    struct slice person = upload_ticket_text(ticket, "person");
    size_t bytes = (size_t)upload_ticket_int(ticket, "bytes");
    struct person *held = people_hold(hub_fanout(uploads->options.hub)->people, person,
                                      loop_tick_ms(uploads->options.loop));
    if (!held)
        return false;
    struct upload *upload = upload_new(uploads, response);
    upload->ticket = ticket;
    op_choose(upload);
    upload->actor = (struct actor){
        .id = person, .name = upload_ticket_text(ticket, "called"), .person = held, .keeps = true};
    bool known = upload_entry_author(hub_veil(uploads->options.hub), ticket, slice_of(upload->op),
                                     &upload->author);
    upload->error = known ? ERR_NONE : ERR_NOT_AVAILABLE;
    share_add(uploads, person, 1);
    uploads->taking++;
    uploads->bytes += (int64_t)bytes;
    buffer_init(&response->taken, bytes);
    response->body_wait = bytes;
    return true;
}

static void take_answer(struct uploads *uploads, const struct http_request *request,
                        struct http_response *response)
{
    int status;
    struct json *ticket = upload_ticket_read(uploads->options.media, request->path,
                                             loop_now_ms(uploads->options.loop));
    enum err error = take_check(uploads, request, ticket, &status);
    int64_t bytes = endpoints_length(request->content_length);
    response->body_wait = bytes > 0 && bytes <= DISCARD_BYTES ? (size_t)bytes : 0;
    if (error == ERR_NONE && take_begin(uploads, ticket, response))
        return;
    if (error == ERR_NONE)
        error = ERR_TOO_MANY_REQUESTS;
    if (request->twice || request->transfer_encoding.at)
        response->body_wait = 0;
    json_free(&ticket);
    uploads->options.stats->refused[REFUSED_SIGNATURE] += error == ERR_UNAUTHORIZED;
    uploads->options.stats->refused[REFUSED_TOO_LARGE] += error == ERR_FILE_TOO_LARGE;
    refuse(response, status, error);
}

static void keep_work(void *context)
{
    struct upload *upload = context;
    const struct uploads *uploads = upload->uploads;
    struct slice content = buffer_slice(&upload->content);
    const struct upload_cause cause = upload_entry_cause(upload->ticket, &upload->author);
    if (upload->error == ERR_NONE)
        upload->error = upload_entry_takes(upload->ticket, content);
    if (upload->error == ERR_NONE && *uploads->scanner)
        upload->error = scan_content(uploads->scanner, content);
    if (upload->error == ERR_NONE)
        upload->error = upload_store_put(contents_blobs(uploads->options.contents), content, &cause,
                                         &upload->stored);
    buffer_done(&upload->content);
}

static void dropped(void *context, enum err error)
{
    struct upload *upload = context;
    UNUSED(error); /* nobody knows the id */
    upload_fail(upload, upload->error);
}

static void take_back(struct upload *upload, enum err why)
{
    const struct slice id = slice_of(upload->stored.id);
    upload->error = why;
    contents_drop(upload->uploads->options.contents, &id, 1, dropped, upload);
}

/* The entry may be there, or come: net/upload_sweep.h finds out. */
static bool is_doubtful(enum err error)
{
    return error == ERR_JOURNAL_AWAY || error == ERR_INTERNAL;
}

static void added(void *context, const struct hub_answer *answer)
{
    struct upload *upload = context;
    struct writer writer;
    if (is_doubtful(answer->error)) {
        upload_fail(upload, answer->error);
        return;
    }
    if (answer->error) {
        take_back(upload, answer->error);
        return;
    }
    contents_settle(upload->uploads->options.contents, slice_of(upload->stored.id));
    if (upload->response) {
        response_start_plain(upload->response, 200);
        response_header(upload->response, "Cache-Control", SLICE("no-store"));
        writer_init(&writer, &upload->response->body);
        writer_object(&writer, NULL);
        writer_int(&writer, "file", answer->seq);
        writer_text(&writer, "type", slice_of(upload_kind_name(upload->stored.kind)));
        writer_text(&writer, "name", slice_of(upload->stored.name));
        writer_int(&writer, "bytes", upload->stored.bytes);
        upload_entry_size(&upload->stored, &writer);
        writer_end(&writer);
        static const struct http_request post = {.method = {"POST", 4}};
        response_body(upload->response, &post, "application/json");
    }
    upload_end(upload);
}

static void kept(void *context)
{
    struct upload *upload = context;
    struct buffer text;
    struct json *data = NULL;
    if (upload->error != ERR_NONE) {
        upload_fail(upload, upload->error);
        return;
    }
    if (upload->uploads->freed) {
        take_back(upload, ERR_NOT_AVAILABLE);
        return;
    }
    buffer_init(&text, ADD_BYTES);
    upload_entry_write(upload->ticket, slice_of(upload->op), &upload->stored, &text);
    if (json_parse(buffer_slice(&text), &data) == ERR_NONE)
        hub_command(upload->uploads->options.hub, &upload->actor, upload_entry_type(upload->ticket),
                    data, added, upload);
    else
        added(upload, &(struct hub_answer){.error = ERR_BAD_REQUEST});
    json_free(&data);
    buffer_done(&text);
}

/* ---- giving out --------------------------------------------------------------------------------
 */

/* RFC 6266 §4.1, RFC 8187: whatever the name is, the header is ASCII. */
static void disposition_write(const struct stored *stored, struct buffer *out)
{
    static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-_";
    buffer_addf(out, "%s; filename*=UTF-8''",
                upload_kind_is_picture(stored->kind) ? "inline" : "attachment");
    for (const char *at = stored->name; *at; at++) {
        if (strchr(plain, *at))
            buffer_add_byte(out, *at);
        else
            buffer_addf(out, "%%%02X", (unsigned char)*at);
    }
}

static void find_work(void *context)
{
    struct upload *upload = context;
    struct blobs *blobs = contents_blobs(upload->uploads->options.contents);
    struct slice id = slice_of(upload->id);
    upload->error = upload->page ? slide_store_get(blobs, id, upload->part, &upload->stored)
                                 : upload_store_get(blobs, id, &upload->stored);
}

static void found(void *context)
{
    struct upload *upload = context;
    struct http_response *response = upload->response;
    const struct http_request request = {.method = upload->head ? SLICE("HEAD") : SLICE("GET")};
    struct buffer called;
    if (upload->error != ERR_NONE || !response) {
        if (upload->stored.fd >= 0)
            close(upload->stored.fd);
        upload_fail(upload, upload->error);
        return;
    }
    buffer_init(&called, CALLED_BYTES);
    disposition_write(&upload->stored, &called);
    response_start_plain(response, 200);
    response_header(response, "Content-Type", slice_of(upload_kind_type(upload->stored.kind)));
    response_header(response, "Content-Disposition", buffer_slice(&called));
    response_header(response, "Content-Security-Policy", SLICE("default-src 'none'; sandbox"));
    response_header(response, "Cross-Origin-Resource-Policy", SLICE("same-origin"));
    response_header(response, "Cache-Control",
                    upload->uploads->options.keeps_nothing
                        ? SLICE("no-store")
                        : SLICE("private, max-age=43200, immutable"));
    response->file = upload->stored.fd;
    response_file(response, &request, upload->stored.at, upload->stored.bytes);
    buffer_done(&called);
    upload_end(upload);
}

/* Which content is that page: the room says it, or that there is none for whoever asks. */
static void page_known(void *context, const struct hub_answer *answer)
{
    struct upload *upload = context;
    struct json *image = NULL;
    struct slice blob = {"", 0};
    if (answer->error || json_parse(answer->json, &image) != ERR_NONE ||
        !json_get_text(image, "blob", &blob)) {
        json_free(&image);
        upload_fail(upload, answer->error == ERR_JOURNAL_AWAY ? answer->error : ERR_NOT_FOUND);
        return;
    }
    snprintf(upload->id, sizeof upload->id, "%.*s", (int)blob.len, blob.at);
    json_free(&image);
    contents_post(upload->uploads->options.contents, find_work, found, upload);
}

static void page_ask(struct upload *upload)
{
    static const struct actor system = {.id = {"system", 6}};
    hub_command(upload->uploads->options.hub, &system, SLICE("slide.image"), upload->page,
                page_known, upload);
}

static bool slides_answer(struct uploads *uploads, const struct http_request *request,
                          struct http_response *response)
{
    struct slide_path path;
    if (!slide_path_read(uploads->options.media, request->path, loop_now_ms(uploads->options.loop),
                         &path))
        return false;
    struct upload *upload = upload_new(uploads, response);
    upload->head = slice_is(request->method, "HEAD");
    upload->part = path.part;
    upload->page = slide_path_question(&path);
    return true;
}

static bool blob_answer(struct uploads *uploads, const struct http_request *request,
                        struct http_response *response)
{
    struct slice path = {request->path.at + blob_path.len, request->path.len - blob_path.len}, id;
    if (!media_opens_blob(uploads->options.media, path, loop_now_ms(uploads->options.loop), &id) ||
        id.len != HASH_HEX)
        return false;
    struct upload *upload = upload_new(uploads, response);
    upload->head = slice_is(request->method, "HEAD");
    snprintf(upload->id, sizeof upload->id, "%.*s", (int)id.len, id.at);
    return true;
}

static void give_answer(struct uploads *uploads, const struct http_request *request,
                        struct http_response *response)
{
    if (!slice_is(request->method, "HEAD") && !slice_is(request->method, "GET")) {
        response_start_plain(response, METHOD_BAD);
        response_header(response, "Allow", SLICE("GET, HEAD"));
        response_header(response, "Content-Length", SLICE("0"));
        response_bare(response);
    } else if (!(slide_path_is(request->path) ? slides_answer : blob_answer)(uploads, request,
                                                                             response)) {
        uploads->options.stats->refused[REFUSED_SIGNATURE]++;
        refuse(response, error_http(ERR_PERMISSION_DENIED), ERR_PERMISSION_DENIED);
    }
}

bool uploads_is(struct slice path)
{
    return upload_ticket_is(path) || slice_starts(path, blob_path) || slide_path_is(path);
}

void uploads_answer(struct uploads *uploads, const struct http_request *request,
                    struct http_response *response)
{
    response->body_wait = 0;
    if (!uploads->options.contents) {
        refuse(response, error_http(ERR_NOT_FOUND), ERR_NOT_FOUND);
    } else if (slice_starts(request->path, blob_path) || slide_path_is(request->path)) {
        give_answer(uploads, request, response);
    } else if (slice_is(request->method, "POST")) {
        take_answer(uploads, request, response);
    } else {
        response_start_plain(response, METHOD_BAD);
        response_header(response, "Allow", SLICE("POST"));
        response_header(response, "Content-Length", SLICE("0"));
        response_bare(response);
    }
}

void uploads_taken(struct http_response *response)
{
    struct upload *upload = response->later.maker;
    response->next = HTTP_WAITS;
    upload->working = true;
    if (upload->page) {
        page_ask(upload);
        return;
    }
    if (!upload->ticket) {
        contents_post(upload->uploads->options.contents, find_work, found, upload);
        return;
    }
    upload->content = response->taken;
    response->taken = (struct buffer){.bytes = NULL};
    contents_post(upload->uploads->options.contents, keep_work, kept, upload);
}
