/* SPDX-License-Identifier: Apache-2.0
 *
 * The key of tokens: where it comes from, and the rules made from it. Keys are read once and never
 * printed.
 */
#ifndef MUSTER_KEYS_H
#define MUSTER_KEYS_H

#include "base/buffer.h"
#include "config.h"
#include "net/token.h"

enum { KEYS_BYTES = 16384 };

/* The algorithm of the configuration. */
enum token_alg keys_alg(const struct config *config);
/* Reads the verifying key of the configuration into `key`: the secret of HS256, else the public
 * key. False, and one sentence in `why`, when there is none or it cannot be read. */
bool keys_read(const struct config *config, struct buffer *key, struct buffer *why);
/* Reads the secret in the file `path`, made with a random one (mode 0600) if it is missing, so that
 * the demo's tokens outlive a restart. */
bool keys_read_or_make(const char *path, struct buffer *key, struct buffer *why);
/* Appends a fresh random secret. */
void keys_make(struct buffer *key);
/* The secret that signs addresses of media, into `secret`: of its own file, or made from `key`, the
 * one of tokens, where that is a secret; else it stays empty. False, and one sentence in `why`,
 * when the file cannot be read or is too short. */
bool keys_media(const struct config *config, struct slice key, struct buffer *secret,
                struct buffer *why);
/* The password for the server of mails, into `password`; empty when none is configured. False, and
 * one sentence in `why`, when its file cannot be read, or two are set. */
bool keys_mail(const struct config *config, struct buffer *password, struct buffer *why);
/* Whether the configuration names a key at all. */
bool keys_named(const struct config *config);
/* Rules for `key` (absent: no token is valid) and the issuers, audience and key id of the
 * configuration; owned by the caller. With them the key before that one, where the configuration
 * names it. NULL, and one sentence in `why`, when a key does not fit or cannot be read, or is a
 * public one and no audience is configured. */
struct token_rules *keys_rules(const struct config *config, struct slice key, struct buffer *why);
/* The value of a text key, absent when empty. */
struct slice keys_text(const struct config *config, enum config_key key);

#endif
