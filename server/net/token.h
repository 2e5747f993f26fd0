/* SPDX-License-Identifier: Apache-2.0
 *
 * Tokens: JSON Web Tokens (RFC 7519) in the compact form of RFC 7515. One algorithm per key, pinned
 * by configuration before anything is verified; `none`, key material inside the token (jwk, jku,
 * x5u, x5c), `crit` and unknown `kid` are refused. Of the payload only the claims named here are
 * read: the others may be anything. Verifying is pure: the time is given. Nothing here ever logs.
 * The only place of the floor that shows OpenSSL is token.c and token_key.c.
 */
#ifndef MUSTER_NET_TOKEN_H
#define MUSTER_NET_TOKEN_H

#include "base/bounds.h"
#include "base/buffer.h"
#include "base/error.h"
#include "base/slice.h"
#include "base/token_person.h"
#include "net/token_key.h"

enum {
    TOKEN_KEYS = 8,        /* keys at once: enough to rotate */
    TOKEN_BYTES = 8192,    /* a whole token */
    TOKEN_MARK_BYTES = 16, /* two of 2^64 tokens may have the same */
    TOKEN_ISSUERS = 32,    /* systems whose people are told apart */
    TOKEN_MAIL_BYTES = 254,
};

/* What somebody of another system becomes whom the academy does not know. */
enum token_newcomer {
    TOKEN_NEWCOMER_NONE, /* nothing: they stay outside */
    TOKEN_NEWCOMER_ASKS, /* access is asked for them */
    TOKEN_NEWCOMER_JOINS /* they are a member from then on */
};

/* A system that signs tokens of its people. */
struct token_issuer {
    struct slice name; /* its `iss` */
    bool joins;        /* its people are members; else access is asked for them */
};

struct token_key_options {
    enum token_alg alg;
    struct slice kid; /* absent: the key has no name, and a token that names one does not fit */
    struct slice key; /* HS256: the secret's bytes; else a PEM public key (SubjectPublicKeyInfo) */
};

struct token_options {
    struct slice issuer; /* `iss` must be this, or one of the issuers; absent: not checked */
    struct token_issuer issuers[TOKEN_ISSUERS];
    size_t issuers_count;
    bool outside;          /* tokens are of other systems: claims->newcomer is filled in */
    struct slice audience; /* `aud` must be or hold this; absent: not checked */
    int64_t skew_seconds;  /* for nbf and iat, and exp; 0: 10 s */
    int64_t life_seconds;  /* the longest from iat, or from now without it, to exp; 0: any */
    struct token_key_options keys[TOKEN_KEYS];
    size_t keys_count;
    bool keys_named; /* a token must name its key */
    bool rotates;    /* the second key was there before the first: what is said to be of the first,
                        or of none by name, may be signed by either */
};

struct token_rules;

/* Rules with copies of everything. NULL, and one sentence in `why`, when a key does not fit its
 * algorithm or is too weak. No keys at all is allowed: every token is then invalid. */
struct token_rules *token_rules_new(const struct token_options *options, char *why,
                                    size_t why_bytes);
/* Each becomes what the other was; whoever has a pointer to one has other rules from then on. */
void token_rules_swap(struct token_rules *one, struct token_rules *other);
/* Frees *rules and sets it to NULL. */
void token_rules_free(struct token_rules **rules);

/* By what a token can be taken back (net/revoked.h): of one size whatever `jti` is. */
struct token_mark {
    int64_t iat_s;                       /* 0: it does not say */
    unsigned char jti[TOKEN_MARK_BYTES]; /* of its hash; zeros: it has none */
};
/* Fills in mark->jti. */
void token_mark_jti(struct token_mark *mark, struct slice jti);

/* What a verified token says. */
struct token_claims {
    char id[BOUND_ID_BYTES + 1];         /* of the person: token_person of the token's sub, or
                                            token_person_of where its issuer is one of several */
    char name[BOUND_NAME_CHARS * 4 + 1]; /* cleaned and cut; may be empty */
    int64_t exp_ms;                      /* end of validity, always set */
    struct token_mark mark;
    char jti[BOUND_ID_BYTES + 1]; /* as it was said; "" when it is longer, or absent */
    int64_t ends_ms; /* of the login behind it (net/logins.h), called as `jti` says; 0: there is
                        none */
    bool anonymous;  /* never: for who comes without a token */
    char linked[BOUND_ID_BYTES + 1]; /* what the token means, where `id` is who the academy says
                                        that is (net/linked.h); "": `id` is what it means */
    enum token_newcomer newcomer;
    char mail[TOKEN_MAIL_BYTES + 1]; /* `email`, unless it says that it is not verified; "": none */
    char country[3];                 /* `country`, if it is two letters; "": none */
};

/* ERR_NONE and *claims; ERR_TOKEN_EXPIRED when only `exp` has passed; ERR_LIMIT_EXCEEDED when all
 * but its length of life is right; ERR_UNAUTHORIZED for everything else. A token without `exp` is
 * invalid. */
enum err token_verify(const struct token_rules *rules, struct slice token, int64_t now_ms,
                      struct token_claims *claims);

/* When whoever was let in by it has to show another: seconds since 1970, the last that 32 bits hold
 * for what is later; 0: never. */
uint32_t token_until_s(const struct token_claims *claims);

/* What to sign. Absent texts are left out. */
struct token_order {
    enum token_alg alg;
    struct slice key; /* HS256: the secret; else a PEM private key */
    struct slice kid;
    struct slice id, name, issuer, audience, jti;
    int64_t iat_s, exp_s;
};
/* Appends a signed token to `out`. ERR_BAD_REQUEST when the key does not fit. */
enum err token_make(const struct token_order *order, struct buffer *out);

#endif
