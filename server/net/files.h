/* SPDX-License-Identifier: Apache-2.0
 *
 * Files of a folder over HTTP. A path is taken apart and put together again from harmless names, so
 * nothing outside the folder and nothing hidden can be named. The web client's files may lie there
 * compressed (.br, .gz); media are served in ranges.
 */
#ifndef MUSTER_NET_FILES_H
#define MUSTER_NET_FILES_H

#include "net/response.h"

enum { FILES_PATH_BYTES = 512 };

/* The relative path of `path` ("/a/b.js" → "a/b.js") in `out`; false when it holds an empty, hidden
 * or upward name, a byte that is no plain character, or is too long. "/" gives "". */
bool files_clean(struct slice path, char out[FILES_PATH_BYTES]);
/* Whether Accept-Encoding `accept` (RFC 9110 §12.5.3) takes `coding`. */
bool files_accepts(struct slice accept, const char *coding);
/* The range of a file of `bytes` that `range` (RFC 9110 §14) asks for. */
enum files_range { FILES_WHOLE, FILES_PART, FILES_OUTSIDE };
enum files_range files_range(struct slice range, int64_t bytes, int64_t *at, int64_t *len);
/* The media type of a file name. */
const char *files_type(const char *name);

/* Answers from the web client's folder `root`; false, nothing written, when there is no such file.
 * A path whose last name has no dot is the client's own affair and gets index.html. */
bool files_answer_web(const char *root, const struct http_request *request,
                      const struct response_style *style, struct http_response *response);
/* Answers from the media folder with the file `path` ("/demo/index.m3u8"). */
bool files_answer_media(const char *root, struct slice path, const struct http_request *request,
                        const struct response_style *style, struct http_response *response);

/* Whether an If-None-Match (RFC 9110 §13.1.2) names that ETag: any of a list, weak or not. */
bool files_etag_matches(struct slice list, struct slice etag);

#endif
