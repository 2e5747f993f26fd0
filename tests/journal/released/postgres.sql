-- SPDX-License-Identifier: Apache-2.0
-- A journal of the first form that a program of schema 7 brought over and wrote to: not to be changed
-- when the program is.
CREATE SCHEMA muster;
CREATE TABLE muster.account (
    n bigint NOT NULL,
    kind text NOT NULL COLLATE pg_catalog."C",
    id text NOT NULL COLLATE pg_catalog."C",
    person text NOT NULL COLLATE pg_catalog."C",
    value text NOT NULL,
    expires_ms bigint NOT NULL
);
ALTER TABLE muster.account ALTER COLUMN n ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME muster.account_n_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE muster.blob (
    hash bytea NOT NULL,
    content bytea NOT NULL,
    waits boolean DEFAULT false NOT NULL,
    put_ms bigint DEFAULT 0 NOT NULL
);
ALTER TABLE ONLY muster.blob ALTER COLUMN content SET STORAGE EXTERNAL;
CREATE TABLE muster.entry (
    room bigint NOT NULL,
    seq bigint NOT NULL,
    at_ms bigint NOT NULL,
    type text NOT NULL COLLATE pg_catalog."C",
    person text NOT NULL COLLATE pg_catalog."C",
    name text NOT NULL,
    op text NOT NULL COLLATE pg_catalog."C",
    text text NOT NULL,
    chain bytea NOT NULL,
    content bytea,
    salt bytea
);
CREATE TABLE muster.key (
    hash text NOT NULL COLLATE pg_catalog."C",
    print bytea NOT NULL,
    state text DEFAULT 'made'::text NOT NULL COLLATE pg_catalog."C"
);
CREATE UNLOGGED TABLE muster.key_bytes (
    hash text NOT NULL COLLATE pg_catalog."C",
    value bytea NOT NULL
);
CREATE TABLE muster.mark (
    name text NOT NULL COLLATE pg_catalog."C",
    room text NOT NULL COLLATE pg_catalog."C",
    value bigint NOT NULL
)
WITH (fillfactor='50');
CREATE TABLE muster.meta (
    key text NOT NULL COLLATE pg_catalog."C",
    value text NOT NULL
);
CREATE TABLE muster.room (
    id bigint NOT NULL,
    name text NOT NULL COLLATE pg_catalog."C",
    head bigint DEFAULT 0 NOT NULL,
    chain bytea DEFAULT decode(repeat('00'::text, 32), 'hex'::text) NOT NULL
)
WITH (fillfactor='50');
ALTER TABLE muster.room ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME muster.room_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE muster.schema_version (
    version bigint NOT NULL,
    at timestamp with time zone DEFAULT now() NOT NULL
);
CREATE TABLE muster.search (
    shard bigint NOT NULL,
    room bigint NOT NULL,
    seq bigint NOT NULL,
    at_ms bigint NOT NULL,
    part text NOT NULL,
    stamp text NOT NULL,
    words tsvector NOT NULL
)
PARTITION BY LIST (shard);
CREATE TABLE muster.search_0 (
    shard bigint NOT NULL,
    room bigint NOT NULL,
    seq bigint NOT NULL,
    at_ms bigint NOT NULL,
    part text NOT NULL,
    stamp text NOT NULL,
    words tsvector NOT NULL
);
CREATE TABLE muster.search_1 (
    shard bigint NOT NULL,
    room bigint NOT NULL,
    seq bigint NOT NULL,
    at_ms bigint NOT NULL,
    part text NOT NULL,
    stamp text NOT NULL,
    words tsvector NOT NULL
);
CREATE TABLE muster.search_10 (
    shard bigint NOT NULL,
    room bigint NOT NULL,
    seq bigint NOT NULL,
    at_ms bigint NOT NULL,
    part text NOT NULL,
    stamp text NOT NULL,
    words tsvector NOT NULL
);
CREATE TABLE muster.search_11 (
    shard bigint NOT NULL,
    room bigint NOT NULL,
    seq bigint NOT NULL,
    at_ms bigint NOT NULL,
    part text NOT NULL,
    stamp text NOT NULL,
    words tsvector NOT NULL
);
CREATE TABLE muster.search_12 (
    shard bigint NOT NULL,
    room bigint NOT NULL,
    seq bigint NOT NULL,
    at_ms bigint NOT NULL,
    part text NOT NULL,
    stamp text NOT NULL,
    words tsvector NOT NULL
);
CREATE TABLE muster.search_13 (
    shard bigint NOT NULL,
    room bigint NOT NULL,
    seq bigint NOT NULL,
    at_ms bigint NOT NULL,
    part text NOT NULL,
    stamp text NOT NULL,
    words tsvector NOT NULL
);
CREATE TABLE muster.search_14 (
    shard bigint NOT NULL,
    room bigint NOT NULL,
    seq bigint NOT NULL,
    at_ms bigint NOT NULL,
    part text NOT NULL,
    stamp text NOT NULL,
    words tsvector NOT NULL
);
CREATE TABLE muster.search_15 (
    shard bigint NOT NULL,
    room bigint NOT NULL,
    seq bigint NOT NULL,
    at_ms bigint NOT NULL,
    part text NOT NULL,
    stamp text NOT NULL,
    words tsvector NOT NULL
);
CREATE TABLE muster.search_2 (
    shard bigint NOT NULL,
    room bigint NOT NULL,
    seq bigint NOT NULL,
    at_ms bigint NOT NULL,
    part text NOT NULL,
    stamp text NOT NULL,
    words tsvector NOT NULL
);
CREATE TABLE muster.search_3 (
    shard bigint NOT NULL,
    room bigint NOT NULL,
    seq bigint NOT NULL,
    at_ms bigint NOT NULL,
    part text NOT NULL,
    stamp text NOT NULL,
    words tsvector NOT NULL
);
CREATE TABLE muster.search_4 (
    shard bigint NOT NULL,
    room bigint NOT NULL,
    seq bigint NOT NULL,
    at_ms bigint NOT NULL,
    part text NOT NULL,
    stamp text NOT NULL,
    words tsvector NOT NULL
);
CREATE TABLE muster.search_5 (
    shard bigint NOT NULL,
    room bigint NOT NULL,
    seq bigint NOT NULL,
    at_ms bigint NOT NULL,
    part text NOT NULL,
    stamp text NOT NULL,
    words tsvector NOT NULL
);
CREATE TABLE muster.search_6 (
    shard bigint NOT NULL,
    room bigint NOT NULL,
    seq bigint NOT NULL,
    at_ms bigint NOT NULL,
    part text NOT NULL,
    stamp text NOT NULL,
    words tsvector NOT NULL
);
CREATE TABLE muster.search_7 (
    shard bigint NOT NULL,
    room bigint NOT NULL,
    seq bigint NOT NULL,
    at_ms bigint NOT NULL,
    part text NOT NULL,
    stamp text NOT NULL,
    words tsvector NOT NULL
);
CREATE TABLE muster.search_8 (
    shard bigint NOT NULL,
    room bigint NOT NULL,
    seq bigint NOT NULL,
    at_ms bigint NOT NULL,
    part text NOT NULL,
    stamp text NOT NULL,
    words tsvector NOT NULL
);
CREATE TABLE muster.search_9 (
    shard bigint NOT NULL,
    room bigint NOT NULL,
    seq bigint NOT NULL,
    at_ms bigint NOT NULL,
    part text NOT NULL,
    stamp text NOT NULL,
    words tsvector NOT NULL
);
CREATE TABLE muster.search_room (
    id bigint NOT NULL,
    name text NOT NULL COLLATE pg_catalog."C",
    upto bigint DEFAULT 0 NOT NULL
);
ALTER TABLE muster.search_room ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME muster.search_room_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE muster.search_shard (
    id bigint NOT NULL,
    taken bigint DEFAULT 0 NOT NULL
);
CREATE TABLE muster.secret (
    name text NOT NULL COLLATE pg_catalog."C",
    value bytea NOT NULL
);
ALTER TABLE ONLY muster.search ATTACH PARTITION muster.search_0 FOR VALUES IN ('0');
ALTER TABLE ONLY muster.search ATTACH PARTITION muster.search_1 FOR VALUES IN ('1');
ALTER TABLE ONLY muster.search ATTACH PARTITION muster.search_10 FOR VALUES IN ('10');
ALTER TABLE ONLY muster.search ATTACH PARTITION muster.search_11 FOR VALUES IN ('11');
ALTER TABLE ONLY muster.search ATTACH PARTITION muster.search_12 FOR VALUES IN ('12');
ALTER TABLE ONLY muster.search ATTACH PARTITION muster.search_13 FOR VALUES IN ('13');
ALTER TABLE ONLY muster.search ATTACH PARTITION muster.search_14 FOR VALUES IN ('14');
ALTER TABLE ONLY muster.search ATTACH PARTITION muster.search_15 FOR VALUES IN ('15');
ALTER TABLE ONLY muster.search ATTACH PARTITION muster.search_2 FOR VALUES IN ('2');
ALTER TABLE ONLY muster.search ATTACH PARTITION muster.search_3 FOR VALUES IN ('3');
ALTER TABLE ONLY muster.search ATTACH PARTITION muster.search_4 FOR VALUES IN ('4');
ALTER TABLE ONLY muster.search ATTACH PARTITION muster.search_5 FOR VALUES IN ('5');
ALTER TABLE ONLY muster.search ATTACH PARTITION muster.search_6 FOR VALUES IN ('6');
ALTER TABLE ONLY muster.search ATTACH PARTITION muster.search_7 FOR VALUES IN ('7');
ALTER TABLE ONLY muster.search ATTACH PARTITION muster.search_8 FOR VALUES IN ('8');
ALTER TABLE ONLY muster.search ATTACH PARTITION muster.search_9 FOR VALUES IN ('9');
INSERT INTO muster.entry VALUES (3, 1, 1700000000000, 'stage.set', 'system', 'Amal Ḥaddād', 'op0', '{"text":"WORDS-0 مرحبا é"}', '\x94ab10995520c6bbbfc66bf524f1e94f55df1f91a3692d3d69a0dab5ba1472e4', NULL, NULL);
INSERT INTO muster.entry VALUES (1, 1, 1700000000001, 'chat.post', 'u7', '', 'op1', '{"text":"WORDS-1 مرحبا é"}', '\x0407aa3ef9f138ab448cbfe32675230a0ea8b8e48c640bcfa1df112bbdbc0018', NULL, NULL);
INSERT INTO muster.entry VALUES (1, 2, 1700000000004, 'stage.set', 'system', 'Amal Ḥaddād', 'op4', '{"text":"WORDS-4 مرحبا é"}', '\x6b1b52f35d2733f1ad9a400b49e5931b9026ab155bad0fc29066684bdfbc97f1', NULL, NULL);
INSERT INTO muster.entry VALUES (2, 2, 1700000000005, 'chat.post', 'u7', '', 'op5', '{"text":"LONG-5 7elsz6dkry5cjqx4bipw4bipw3ahov29gnu18fmt07elsz6dkry5cjqx5cjqx4bipw3ahov29gnu18fmt07elsz6dkry6dkry5cjqx4bipw3ahov29gnu18fmt07elsz7elsz6dkry5cjqx4bipw3ahov29gnu18fmt08fmt07elsz6dkry5cjqx4bipw3ahov29gnu19gnu18fmt07elsz6dkry5cjqx4bipw3ahov2ahov29gnu18fmt07elsz6dkry5cjqx4bipw3bipw3ahov29gnu18fmt07elsz6dkry5cjqx4cjqx4bipw3ahov29gnu18fmt07elsz6dkry5dkry5cjqx4bipw3ahov29gnu18fmt07elsz6elsz6dkry5cjqx4bipw3ahov29gnu18fmt07fmt07elsz6dkry5cjqx4bipw3ahov29gnu18gnu18fmt07elsz6dkry5cjqx4bipw3ahov29hov29gnu18fmt07elsz6dkry5cjqx4bipw3aipw3ahov29gnu18fmt07elsz6dkry5cjqx4bjqx4bipw3ahov29gnu18fmt07elsz6dkry5ckry5cjqx4bipw3ahov29gnu18fmt07elsz6dlsz6dkry5cjqx4bipw3ahov29gnu18fmt07emt07elsz6dkry5cjqx4bipw3ahov29gnu18fnu18fmt07elsz6dkry5cjqx4bipw3ahov29gov29gnu18fmt07elsz6dkry5cjqx4bipw3ahpw3ahov29gnu18fmt07elsz6dkry5cjqx4biqx4bipw3ahov29gnu18fmt07elsz6dkry5cjry5cjqx4bipw3ahov29gnu18fmt07elsz6dksz6dkry5cjqx4bipw3ahov29gnu18fmt07elt07elsz6dkry5cjqx4bipw3ahov29gnu18fmu18fmt07elsz6dkry5cjqx4bipw3ahov29gnv29gnu18fmt07elsz6dkry5cjqx4bipw3ahow3ahov29gnu18fmt07elsz6dkry5cjqx4bipx4bipw3ahov29gnu18fmt07elsz6dkry5cjqy5cjqx4bipw3ahov29gnu18fmt07elsz6dkrz6dkry5cjqx4bipw3ahov29gnu18fmt07els07elsz6dkry5cjqx4bipw3ahov29gnu18fmt18fmt07elsz6dkry5cjqx4bipw3ahov29gnu29gnu18fmt07elsz6dkry5cjqx4bipw3ahov3ahov29gnu18fmt07elsz6dkry5cjqx4bipw4bipw3ahov29gnu18fmt07elsz6dkry5cjqx5cjqx4bipw3ahov29gnu18fmt07elsz6dkry6dkry5cjqx4bipw3ahov29gnu18fmt07elsz7elsz6dkry5cjqx4bipw3ahov29gnu18fmt08fmt07elsz6dkry5cjqx4bipw3ahov29gnu19gnu18fmt07elsz6dkry5cjqx4bipw3ahov2ahov29gnu18fmt07elsz6dkry5cjqx4bipw3bipw3ahov29gnu18fmt07elsz6dkry5cjqx4cjqx4bipw3ahov29gnu18fmt07elsz6dkry5dkry5cjqx4bipw3ahov29gnu18fmt07elsz6elsz6dkry5cjqx4bipw3ahov29gnu18fmt07fmt07elsz6dkry5cjqx4bipw3ahov29gnu18gnu18fmt07elsz6dkry5cjqx4bipw3ahov29hov29gnu18fmt07elsz6dkry5cjqx4bipw3aipw3ahov29gnu18fmt07elsz6dkry5cjqx4bjqx4bipw3ahov29gnu18fmt07elsz6dkry5ckry5cjqx4bipw3ahov29gnu18fmt07elsz6dlsz6dkry5cjqx4bipw3ahov29gnu18fmt07emt07elsz6dkry5cjqx4bipw3ahov29gnu18fnu18fmt07elsz6dkry5cjqx4bipw3ahov29gov29gnu18fmt07elsz6dkry5cjqx4bipw3ahpw3ahov29gnu18fmt07elsz6dkry5cjqx4biqx4bipw3ahov29gnu18fmt07elsz6dkry5cjry5cjqx4bipw3ahov29gnu18fmt07elsz6dksz6dkry5cjqx4bipw3ahov29gnu18fmt07elt07elsz6dkry5cjqx4bipw3ahov29gnu18fmu18fmt07elsz6dkry5cjqx4bipw3ahov29gnv29gnu18fmt07elsz6dkry5cjqx4bipw3ahow3ahov29gnu18fmt07elsz6dkry5cjqx4bipx4bipw3ahov29gnu18fmt07elsz6dkry5cjqy5cjqx4bipw3ahov29gnu18fmt07elsz6dkrz6dkry5cjqx4bipw3ahov29gnu18fmt07els07elsz6dkry5cjqx4bipw3ahov29gnu18fmt18fmt07elsz6dkry5cjqx4bipw3ahov29gnu29gnu18fmt07elsz6dkry5cjqx4bipw3ahov3ahov29gnu18fmt07elsz6dkry5cjqx4bipw4bipw3ahov29gnu18fmt07elsz6dkry5cjqx5cjqx4bipw3ahov29gnu18fmt07elsz6dkry6dkry5cjqx4bipw3ahov29gnu18fmt07elsz7elsz6dkry5cjqx4bipw3ahov29gnu18fmt08fmt07elsz6dkry5cjqx4bipw3ahov29gnu19gnu18fmt07elsz6dkry5cjqx4bipw3ahov2ahov29gnu18fmt07elsz6dkry5cjqx4bipw3bipw3ahov29gnu18fmt0"}', '\xede49b5ef8857656f9e46a985d348e005f5947e3d98b8d0daa624f120c60c930', NULL, NULL);
INSERT INTO muster.entry VALUES (3, 3, 1700000000006, 'chat.post', 'system', 'مشارك', 'op6', '{"text":"WORDS-6 مرحبا é"}', '\xaefd9e497c5858e3a344c818de2a464279d2a2ce4bd4878d22cd3568d3004864', NULL, NULL);
INSERT INTO muster.entry VALUES (1, 3, 1700000000007, 'chat.post', 'u7', 'José', 'op7', '{"text":"WORDS-7 مرحبا é"}', '\xf125c90a2d9dd9951bdf494799389f03346564a1282829046bc1497330c90fd1', NULL, NULL);
INSERT INTO muster.entry VALUES (2, 3, 1700000000008, 'stage.set', 'system', 'Amal Ḥaddād', 'op8', '{"text":"WORDS-8 مرحبا é"}', '\x68a51fd86ee706af93f5b0b8a4e64ed71bc5e1a7875c33730118c0569bb5eb35', NULL, NULL);
INSERT INTO muster.entry VALUES (3, 4, 1700000000009, 'chat.post', 'u7', '', 'op9', '{"text":"WORDS-9 مرحبا é"}', '\x125d2b1518ee63f4fbacf7257970a81b080d368f3485a000f4f51cab9e304130', NULL, NULL);
INSERT INTO muster.entry VALUES (1, 4, 1700000000010, 'chat.post', 'system', 'مشارك', 'op10', '{"text":"WORDS-10 مرحبا é"}', '\x1bd346749a47697c992ce4b1628ddc6d6f86ef34d6c84b32d35e4817fc7ec422', NULL, NULL);
INSERT INTO muster.entry VALUES (2, 4, 1700000000011, 'chat.post', 'u7', 'José', 'op11', '{"text":"WORDS-11 مرحبا é"}', '\xf6c58d94c38d629da7779906b7a1963da72cdf6039c42a291ba4102f5413ee54', NULL, NULL);
INSERT INTO muster.entry VALUES (3, 5, 1700000000012, 'stage.set', 'system', 'Amal Ḥaddād', 'op12', '{"text":"WORDS-12 مرحبا é"}', '\x7f2834e007895fbeb080353c7d8b46dcb7d68e921c59197beacd29dcc024ca37', NULL, NULL);
INSERT INTO muster.entry VALUES (1, 5, 1700000000013, 'chat.post', 'u7', '', 'op13', '{"text":"LONG-13 ahov29gnu18fmt07els07elsz6dkry5cjqx4bipw3ahov29gnu18fmt18fmt07elsz6dkry5cjqx4bipw3ahov29gnu29gnu18fmt07elsz6dkry5cjqx4bipw3ahov3ahov29gnu18fmt07elsz6dkry5cjqx4bipw4bipw3ahov29gnu18fmt07elsz6dkry5cjqx5cjqx4bipw3ahov29gnu18fmt07elsz6dkry6dkry5cjqx4bipw3ahov29gnu18fmt07elsz7elsz6dkry5cjqx4bipw3ahov29gnu18fmt08fmt07elsz6dkry5cjqx4bipw3ahov29gnu19gnu18fmt07elsz6dkry5cjqx4bipw3ahov2ahov29gnu18fmt07elsz6dkry5cjqx4bipw3bipw3ahov29gnu18fmt07elsz6dkry5cjqx4cjqx4bipw3ahov29gnu18fmt07elsz6dkry5dkry5cjqx4bipw3ahov29gnu18fmt07elsz6elsz6dkry5cjqx4bipw3ahov29gnu18fmt07fmt07elsz6dkry5cjqx4bipw3ahov29gnu18gnu18fmt07elsz6dkry5cjqx4bipw3ahov29hov29gnu18fmt07elsz6dkry5cjqx4bipw3aipw3ahov29gnu18fmt07elsz6dkry5cjqx4bjqx4bipw3ahov29gnu18fmt07elsz6dkry5ckry5cjqx4bipw3ahov29gnu18fmt07elsz6dlsz6dkry5cjqx4bipw3ahov29gnu18fmt07emt07elsz6dkry5cjqx4bipw3ahov29gnu18fnu18fmt07elsz6dkry5cjqx4bipw3ahov29gov29gnu18fmt07elsz6dkry5cjqx4bipw3ahpw3ahov29gnu18fmt07elsz6dkry5cjqx4biqx4bipw3ahov29gnu18fmt07elsz6dkry5cjry5cjqx4bipw3ahov29gnu18fmt07elsz6dksz6dkry5cjqx4bipw3ahov29gnu18fmt07elt07elsz6dkry5cjqx4bipw3ahov29gnu18fmu18fmt07elsz6dkry5cjqx4bipw3ahov29gnv29gnu18fmt07elsz6dkry5cjqx4bipw3ahow3ahov29gnu18fmt07elsz6dkry5cjqx4bipx4bipw3ahov29gnu18fmt07elsz6dkry5cjqy5cjqx4bipw3ahov29gnu18fmt07elsz6dkrz6dkry5cjqx4bipw3ahov29gnu18fmt07els07elsz6dkry5cjqx4bipw3ahov29gnu18fmt18fmt07elsz6dkry5cjqx4bipw3ahov29gnu29gnu18fmt07elsz6dkry5cjqx4bipw3ahov3ahov29gnu18fmt07elsz6dkry5cjqx4bipw4bipw3ahov29gnu18fmt07elsz6dkry5cjqx5cjqx4bipw3ahov29gnu18fmt07elsz6dkry6dkry5cjqx4bipw3ahov29gnu18fmt07elsz7elsz6dkry5cjqx4bipw3ahov29gnu18fmt08fmt07elsz6dkry5cjqx4bipw3ahov29gnu19gnu18fmt07elsz6dkry5cjqx4bipw3ahov2ahov29gnu18fmt07elsz6dkry5cjqx4bipw3bipw3ahov29gnu18fmt07elsz6dkry5cjqx4cjqx4bipw3ahov29gnu18fmt07elsz6dkry5dkry5cjqx4bipw3ahov29gnu18fmt07elsz6elsz6dkry5cjqx4bipw3ahov29gnu18fmt07fmt07elsz6dkry5cjqx4bipw3ahov29gnu18gnu18fmt07elsz6dkry5cjqx4bipw3ahov29hov29gnu18fmt07elsz6dkry5cjqx4bipw3aipw3ahov29gnu18fmt07elsz6dkry5cjqx4bjqx4bipw3ahov29gnu18fmt07elsz6dkry5ckry5cjqx4bipw3ahov29gnu18fmt07elsz6dlsz6dkry5cjqx4bipw3ahov29gnu18fmt07emt07elsz6dkry5cjqx4bipw3ahov29gnu18fnu18fmt07elsz6dkry5cjqx4bipw3ahov29gov29gnu18fmt07elsz6dkry5cjqx4bipw3ahpw3ahov29gnu18fmt07elsz6dkry5cjqx4biqx4bipw3ahov29gnu18fmt07elsz6dkry5cjry5cjqx4bipw3ahov29gnu18fmt07elsz6dksz6dkry5cjqx4bipw3ahov29gnu18fmt07elt07elsz6dkry5cjqx4bipw3ahov29gnu18fmu18fmt07elsz6dkry5cjqx4bipw3ahov29gnv29gnu18fmt07elsz6dkry5cjqx4bipw3ahow3ahov29gnu18fmt07elsz6dkry5cjqx4bipx4bipw3ahov29gnu18fmt07elsz6dkry5cjqy5cjqx4bipw3ahov29gnu18fmt07elsz6dkrz6dkry5cjqx4bipw3ahov29gnu18fmt07els07elsz6dkry5cjqx4bipw3ahov29gnu18fmt18fmt07elsz6dkry5cjqx4bipw3ahov29gnu29gnu18fmt07elsz6dkry5cjqx4bipw3ahov3ahov29gnu18fmt07elsz6dkry5cjqx4bipw4bipw3ahov29gnu18fmt07elsz6dkry5cjqx5cjqx4bipw3ahov29gnu18fmt07elsz6dkry6dkry5cjqx4bipw3ahov29gnu18fmt07elsz7elsz6dkry5cjqx4bipw"}', '\x6015bba41842820a3cc24431b7bac3d9e980cb2a0d27bbb60df281512acf91f2', NULL, NULL);
INSERT INTO muster.entry VALUES (2, 5, 1700000000014, 'chat.post', 'system', 'مشارك', 'op14', '{"text":"WORDS-14 مرحبا é"}', '\x6945d9cc11d05ac62473c977f00fc35ad7a7ce05fe57df9dc378985a90f2ca5d', NULL, NULL);
INSERT INTO muster.entry VALUES (3, 6, 1700000000015, 'chat.post', 'u7', 'José', 'op15', '{"text":"WORDS-15 مرحبا é"}', '\x95a987d3fb09960328aea32463b1d72803d148258944e90daa0a76bfd12cb8d1', NULL, NULL);
INSERT INTO muster.entry VALUES (1, 6, 1700000000016, 'stage.set', 'system', 'Amal Ḥaddād', 'op16', '{"text":"WORDS-16 مرحبا é"}', '\xab6f01893d727580bbb1f5a8267713bba378ba7129a18464fd2451467175eba3', NULL, NULL);
INSERT INTO muster.entry VALUES (2, 6, 1700000000017, 'chat.post', 'u7', '', 'op17', '{"text":"WORDS-17 مرحبا é"}', '\x3425c4acd484c4c777c669349cd3861b15c5d24d6797b6264e40d04c366a279c', NULL, NULL);
INSERT INTO muster.entry VALUES (3, 7, 1700000000018, 'chat.post', 'system', 'مشارك', 'op18', '{"text":"WORDS-18 مرحبا é"}', '\x2934f31167aae4213d0a464846ccafbcb3cd3d3ed541294aa98b0cf0f5442586', NULL, NULL);
INSERT INTO muster.entry VALUES (1, 7, 1700000000019, 'chat.post', 'u7', 'José', 'op19', '{"text":"WORDS-19 مرحبا é"}', '\xdcca957bab9fd78045d645e78416e73ee8404ca6b8fbdbefb7c2a138b706f0ed', NULL, NULL);
INSERT INTO muster.entry VALUES (2, 7, 1700000000020, 'stage.set', 'system', 'Amal Ḥaddād', 'op20', '{"text":"WORDS-20 مرحبا é"}', '\x333a82e162ba7aedd2121e5f1790c14e375c4471601a2fa0734690692d8cbed3', NULL, NULL);
INSERT INTO muster.entry VALUES (1, 8, 1700000000022, 'chat.post', 'system', 'مشارك', 'op22', '{"text":"WORDS-22 مرحبا é"}', '\x703ee5e7d34c7ca2de337be027ea0a1948c529f91acfcc94a9e49b8ed59b7241', NULL, NULL);
INSERT INTO muster.entry VALUES (2, 8, 1700000000023, 'chat.post', 'u7', 'José', 'op23', '{"text":"WORDS-23 مرحبا é"}', '\xd6d2759fea6e60b7cc35d86bc6171d58274c401773ec39382b552fa28ca539a4', NULL, NULL);
INSERT INTO muster.entry VALUES (3, 2, 1700000000003, 'chat.post', 'u7', '', 'op3', '{}', '\xec20f052a141bc8a647f04c11fcd20343f401cde73e454d98c3ff8ad3d72b97e', '\xc929c7e834d2f82de7a53a6c7b1b001a688b47e48a0ccacb82fcc963741357dc', NULL);
INSERT INTO muster.entry VALUES (3, 8, 1700000000021, 'chat.post', 'u7', '', 'op21', '{}', '\xd594936131beef8711c72eb94a3711d77db74706285b9886f0edf960156ed46c', '\x2a4f4d800ccbcfcb8fa4c9f9fc1ebd710c75d093e3a32309cb7bd9d8ab42d768', NULL);
INSERT INTO muster.entry VALUES (2, 1, 1700000000002, 'chat.post', 'system', '', 'op2', '{}', '\x8985479a1f8822733293703a1802675939d844e5b6346de4bc22ec3af86a0090', '\x85e7218aee4120c9c85464c4a3b56dd9d8e79fe0e8d7ae5ed2222f9fdd03356b', NULL);
INSERT INTO muster.entry VALUES (4, 1, 1795921619212, 'person.add', 'system', '', 'G3whcuvX0tc1s1O7QIHFJA', '{"name":"Organiser","roles":["organiser"]}', '\x763c04850b6d1789680e03891885345947f05eb77c7da143f27c5c1369f31f35', NULL, '\xd06e17df6154257c2353f17d703ead19');
INSERT INTO muster.key VALUES ('e079cd3a499f6f8569daeeeabbe7b9ce2268d2fc40fbc247cfa2b40927d4a03a', '\x1ba66f7d14c1b6fdd82506d6272b5fcf7fa81d269d828a8ec185dd0c7c4e5c26', 'made');
INSERT INTO muster.key_bytes VALUES ('e079cd3a499f6f8569daeeeabbe7b9ce2268d2fc40fbc247cfa2b40927d4a03a', '\xac7e88cb541a90ca2c7eafc2b64bf1cc2b0fc08dadaec316d960ffa6b12740fe');
INSERT INTO muster.mark VALUES ('alive', '', 1700000000123);
INSERT INTO muster.mark VALUES ('alarm', 'academy:main', 9223372036854775807);
INSERT INTO muster.mark VALUES ('effects', 'academy:main', 1);
INSERT INTO muster.meta VALUES ('epoch', 'KlOEfZo6d2elreqA206ctw');
INSERT INTO muster.meta VALUES ('mark/alive', '1700000000123');
INSERT INTO muster.room OVERRIDING SYSTEM VALUE VALUES (3, 'webinar:w1', 8, '\xd594936131beef8711c72eb94a3711d77db74706285b9886f0edf960156ed46c');
INSERT INTO muster.room OVERRIDING SYSTEM VALUE VALUES (1, 'course:c1', 8, '\x703ee5e7d34c7ca2de337be027ea0a1948c529f91acfcc94a9e49b8ed59b7241');
INSERT INTO muster.room OVERRIDING SYSTEM VALUE VALUES (2, 'inbox:u7', 8, '\xd6d2759fea6e60b7cc35d86bc6171d58274c401773ec39382b552fa28ca539a4');
INSERT INTO muster.room OVERRIDING SYSTEM VALUE VALUES (4, 'academy:main', 1, '\x763c04850b6d1789680e03891885345947f05eb77c7da143f27c5c1369f31f35');
INSERT INTO muster.schema_version VALUES (1, '2026-11-27 07:12:18.74833+00');
INSERT INTO muster.schema_version VALUES (2, '2026-11-27 07:12:18.761018+00');
INSERT INTO muster.schema_version VALUES (3, '2026-11-27 07:12:18.761729+00');
INSERT INTO muster.schema_version VALUES (4, '2026-11-29 03:06:58.345696+00');
INSERT INTO muster.schema_version VALUES (5, '2026-11-29 03:06:58.473471+00');
INSERT INTO muster.schema_version VALUES (6, '2026-11-29 03:06:58.538217+00');
INSERT INTO muster.schema_version VALUES (7, '2026-11-29 03:06:58.971374+00');
INSERT INTO muster.search_shard VALUES (0, 0);
INSERT INTO muster.search_shard VALUES (1, 0);
INSERT INTO muster.search_shard VALUES (2, 0);
INSERT INTO muster.search_shard VALUES (3, 0);
INSERT INTO muster.search_shard VALUES (4, 0);
INSERT INTO muster.search_shard VALUES (5, 0);
INSERT INTO muster.search_shard VALUES (6, 0);
INSERT INTO muster.search_shard VALUES (7, 0);
INSERT INTO muster.search_shard VALUES (8, 0);
INSERT INTO muster.search_shard VALUES (9, 0);
INSERT INTO muster.search_shard VALUES (10, 0);
INSERT INTO muster.search_shard VALUES (11, 0);
INSERT INTO muster.search_shard VALUES (12, 0);
INSERT INTO muster.search_shard VALUES (13, 0);
INSERT INTO muster.search_shard VALUES (14, 0);
INSERT INTO muster.search_shard VALUES (15, 0);
INSERT INTO muster.secret VALUES ('cluster', '\xcd7dd0f23a63fefba11f619364e9092710c42fa561e448c437933bd5d20d8335');
SELECT pg_catalog.setval('muster.account_n_seq', 1, false);
SELECT pg_catalog.setval('muster.room_id_seq', 4, true);
SELECT pg_catalog.setval('muster.search_room_id_seq', 1, false);
ALTER TABLE ONLY muster.account
    ADD CONSTRAINT account_kind_id_key UNIQUE (kind, id);
ALTER TABLE ONLY muster.account
    ADD CONSTRAINT account_pkey PRIMARY KEY (n);
ALTER TABLE ONLY muster.blob
    ADD CONSTRAINT blob_pkey PRIMARY KEY (hash);
ALTER TABLE ONLY muster.entry
    ADD CONSTRAINT entry_pkey PRIMARY KEY (room, seq);
ALTER TABLE ONLY muster.entry
    ADD CONSTRAINT entry_room_op_person_key UNIQUE (room, op, person);
ALTER TABLE ONLY muster.key_bytes
    ADD CONSTRAINT key_bytes_pkey PRIMARY KEY (hash);
ALTER TABLE ONLY muster.key
    ADD CONSTRAINT key_pkey PRIMARY KEY (hash);
ALTER TABLE ONLY muster.mark
    ADD CONSTRAINT mark_pkey PRIMARY KEY (name, room);
ALTER TABLE ONLY muster.meta
    ADD CONSTRAINT meta_pkey PRIMARY KEY (key);
ALTER TABLE ONLY muster.room
    ADD CONSTRAINT room_name_key UNIQUE (name);
ALTER TABLE ONLY muster.room
    ADD CONSTRAINT room_pkey PRIMARY KEY (id);
ALTER TABLE ONLY muster.schema_version
    ADD CONSTRAINT schema_version_pkey PRIMARY KEY (version);
ALTER TABLE ONLY muster.search
    ADD CONSTRAINT search_pkey PRIMARY KEY (room, seq, shard);
ALTER TABLE ONLY muster.search_0
    ADD CONSTRAINT search_0_pkey PRIMARY KEY (room, seq, shard);
ALTER TABLE ONLY muster.search_10
    ADD CONSTRAINT search_10_pkey PRIMARY KEY (room, seq, shard);
ALTER TABLE ONLY muster.search_11
    ADD CONSTRAINT search_11_pkey PRIMARY KEY (room, seq, shard);
ALTER TABLE ONLY muster.search_12
    ADD CONSTRAINT search_12_pkey PRIMARY KEY (room, seq, shard);
ALTER TABLE ONLY muster.search_13
    ADD CONSTRAINT search_13_pkey PRIMARY KEY (room, seq, shard);
ALTER TABLE ONLY muster.search_14
    ADD CONSTRAINT search_14_pkey PRIMARY KEY (room, seq, shard);
ALTER TABLE ONLY muster.search_15
    ADD CONSTRAINT search_15_pkey PRIMARY KEY (room, seq, shard);
ALTER TABLE ONLY muster.search_1
    ADD CONSTRAINT search_1_pkey PRIMARY KEY (room, seq, shard);
ALTER TABLE ONLY muster.search_2
    ADD CONSTRAINT search_2_pkey PRIMARY KEY (room, seq, shard);
ALTER TABLE ONLY muster.search_3
    ADD CONSTRAINT search_3_pkey PRIMARY KEY (room, seq, shard);
ALTER TABLE ONLY muster.search_4
    ADD CONSTRAINT search_4_pkey PRIMARY KEY (room, seq, shard);
ALTER TABLE ONLY muster.search_5
    ADD CONSTRAINT search_5_pkey PRIMARY KEY (room, seq, shard);
ALTER TABLE ONLY muster.search_6
    ADD CONSTRAINT search_6_pkey PRIMARY KEY (room, seq, shard);
ALTER TABLE ONLY muster.search_7
    ADD CONSTRAINT search_7_pkey PRIMARY KEY (room, seq, shard);
ALTER TABLE ONLY muster.search_8
    ADD CONSTRAINT search_8_pkey PRIMARY KEY (room, seq, shard);
ALTER TABLE ONLY muster.search_9
    ADD CONSTRAINT search_9_pkey PRIMARY KEY (room, seq, shard);
ALTER TABLE ONLY muster.search_room
    ADD CONSTRAINT search_room_name_key UNIQUE (name);
ALTER TABLE ONLY muster.search_room
    ADD CONSTRAINT search_room_pkey PRIMARY KEY (id);
ALTER TABLE ONLY muster.search_shard
    ADD CONSTRAINT search_shard_pkey PRIMARY KEY (id);
ALTER TABLE ONLY muster.secret
    ADD CONSTRAINT secret_pkey PRIMARY KEY (name);
CREATE INDEX account_end ON muster.account USING btree (expires_ms) WHERE (expires_ms > 0);
CREATE INDEX account_person ON muster.account USING btree (person, kind) WHERE (person <> ''::text);
CREATE INDEX blob_waits ON muster.blob USING btree (put_ms) WHERE waits;
CREATE INDEX search_words_idx ON ONLY muster.search USING gin (words) WITH (fastupdate=off);
CREATE INDEX search_0_words_idx ON muster.search_0 USING gin (words) WITH (fastupdate=off);
CREATE INDEX search_10_words_idx ON muster.search_10 USING gin (words) WITH (fastupdate=off);
CREATE INDEX search_11_words_idx ON muster.search_11 USING gin (words) WITH (fastupdate=off);
CREATE INDEX search_12_words_idx ON muster.search_12 USING gin (words) WITH (fastupdate=off);
CREATE INDEX search_13_words_idx ON muster.search_13 USING gin (words) WITH (fastupdate=off);
CREATE INDEX search_14_words_idx ON muster.search_14 USING gin (words) WITH (fastupdate=off);
CREATE INDEX search_15_words_idx ON muster.search_15 USING gin (words) WITH (fastupdate=off);
CREATE INDEX search_1_words_idx ON muster.search_1 USING gin (words) WITH (fastupdate=off);
CREATE INDEX search_2_words_idx ON muster.search_2 USING gin (words) WITH (fastupdate=off);
CREATE INDEX search_3_words_idx ON muster.search_3 USING gin (words) WITH (fastupdate=off);
CREATE INDEX search_4_words_idx ON muster.search_4 USING gin (words) WITH (fastupdate=off);
CREATE INDEX search_5_words_idx ON muster.search_5 USING gin (words) WITH (fastupdate=off);
CREATE INDEX search_6_words_idx ON muster.search_6 USING gin (words) WITH (fastupdate=off);
CREATE INDEX search_7_words_idx ON muster.search_7 USING gin (words) WITH (fastupdate=off);
CREATE INDEX search_8_words_idx ON muster.search_8 USING gin (words) WITH (fastupdate=off);
CREATE INDEX search_9_words_idx ON muster.search_9 USING gin (words) WITH (fastupdate=off);
ALTER INDEX muster.search_pkey ATTACH PARTITION muster.search_0_pkey;
ALTER INDEX muster.search_words_idx ATTACH PARTITION muster.search_0_words_idx;
ALTER INDEX muster.search_pkey ATTACH PARTITION muster.search_10_pkey;
ALTER INDEX muster.search_words_idx ATTACH PARTITION muster.search_10_words_idx;
ALTER INDEX muster.search_pkey ATTACH PARTITION muster.search_11_pkey;
ALTER INDEX muster.search_words_idx ATTACH PARTITION muster.search_11_words_idx;
ALTER INDEX muster.search_pkey ATTACH PARTITION muster.search_12_pkey;
ALTER INDEX muster.search_words_idx ATTACH PARTITION muster.search_12_words_idx;
ALTER INDEX muster.search_pkey ATTACH PARTITION muster.search_13_pkey;
ALTER INDEX muster.search_words_idx ATTACH PARTITION muster.search_13_words_idx;
ALTER INDEX muster.search_pkey ATTACH PARTITION muster.search_14_pkey;
ALTER INDEX muster.search_words_idx ATTACH PARTITION muster.search_14_words_idx;
ALTER INDEX muster.search_pkey ATTACH PARTITION muster.search_15_pkey;
ALTER INDEX muster.search_words_idx ATTACH PARTITION muster.search_15_words_idx;
ALTER INDEX muster.search_pkey ATTACH PARTITION muster.search_1_pkey;
ALTER INDEX muster.search_words_idx ATTACH PARTITION muster.search_1_words_idx;
ALTER INDEX muster.search_pkey ATTACH PARTITION muster.search_2_pkey;
ALTER INDEX muster.search_words_idx ATTACH PARTITION muster.search_2_words_idx;
ALTER INDEX muster.search_pkey ATTACH PARTITION muster.search_3_pkey;
ALTER INDEX muster.search_words_idx ATTACH PARTITION muster.search_3_words_idx;
ALTER INDEX muster.search_pkey ATTACH PARTITION muster.search_4_pkey;
ALTER INDEX muster.search_words_idx ATTACH PARTITION muster.search_4_words_idx;
ALTER INDEX muster.search_pkey ATTACH PARTITION muster.search_5_pkey;
ALTER INDEX muster.search_words_idx ATTACH PARTITION muster.search_5_words_idx;
ALTER INDEX muster.search_pkey ATTACH PARTITION muster.search_6_pkey;
ALTER INDEX muster.search_words_idx ATTACH PARTITION muster.search_6_words_idx;
ALTER INDEX muster.search_pkey ATTACH PARTITION muster.search_7_pkey;
ALTER INDEX muster.search_words_idx ATTACH PARTITION muster.search_7_words_idx;
ALTER INDEX muster.search_pkey ATTACH PARTITION muster.search_8_pkey;
ALTER INDEX muster.search_words_idx ATTACH PARTITION muster.search_8_words_idx;
ALTER INDEX muster.search_pkey ATTACH PARTITION muster.search_9_pkey;
ALTER INDEX muster.search_words_idx ATTACH PARTITION muster.search_9_words_idx;
