-- SPDX-License-Identifier: Apache-2.0
-- A journal in PostgreSQL as the first form wrote it (schema 3): not to be changed when the program is.
CREATE SCHEMA muster;
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
    content bytea
);
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
CREATE TABLE muster.secret (
    name text NOT NULL COLLATE pg_catalog."C",
    value bytea NOT NULL
);
INSERT INTO muster.entry VALUES (3, 1, 1700000000000, 'stage.set', 'system', 'Amal Ḥaddād', 'op0', '{"text":"WORDS-0 مرحبا é"}', '\x94ab10995520c6bbbfc66bf524f1e94f55df1f91a3692d3d69a0dab5ba1472e4', NULL);
INSERT INTO muster.entry VALUES (1, 1, 1700000000001, 'chat.post', 'u7', '', 'op1', '{"text":"WORDS-1 مرحبا é"}', '\x0407aa3ef9f138ab448cbfe32675230a0ea8b8e48c640bcfa1df112bbdbc0018', NULL);
INSERT INTO muster.entry VALUES (1, 2, 1700000000004, 'stage.set', 'system', 'Amal Ḥaddād', 'op4', '{"text":"WORDS-4 مرحبا é"}', '\x6b1b52f35d2733f1ad9a400b49e5931b9026ab155bad0fc29066684bdfbc97f1', NULL);
INSERT INTO muster.entry VALUES (2, 2, 1700000000005, 'chat.post', 'u7', '', 'op5', '{"text":"LONG-5 7elsz6dkry5cjqx4bipw4bipw3ahov29gnu18fmt07elsz6dkry5cjqx5cjqx4bipw3ahov29gnu18fmt07elsz6dkry6dkry5cjqx4bipw3ahov29gnu18fmt07elsz7elsz6dkry5cjqx4bipw3ahov29gnu18fmt08fmt07elsz6dkry5cjqx4bipw3ahov29gnu19gnu18fmt07elsz6dkry5cjqx4bipw3ahov2ahov29gnu18fmt07elsz6dkry5cjqx4bipw3bipw3ahov29gnu18fmt07elsz6dkry5cjqx4cjqx4bipw3ahov29gnu18fmt07elsz6dkry5dkry5cjqx4bipw3ahov29gnu18fmt07elsz6elsz6dkry5cjqx4bipw3ahov29gnu18fmt07fmt07elsz6dkry5cjqx4bipw3ahov29gnu18gnu18fmt07elsz6dkry5cjqx4bipw3ahov29hov29gnu18fmt07elsz6dkry5cjqx4bipw3aipw3ahov29gnu18fmt07elsz6dkry5cjqx4bjqx4bipw3ahov29gnu18fmt07elsz6dkry5ckry5cjqx4bipw3ahov29gnu18fmt07elsz6dlsz6dkry5cjqx4bipw3ahov29gnu18fmt07emt07elsz6dkry5cjqx4bipw3ahov29gnu18fnu18fmt07elsz6dkry5cjqx4bipw3ahov29gov29gnu18fmt07elsz6dkry5cjqx4bipw3ahpw3ahov29gnu18fmt07elsz6dkry5cjqx4biqx4bipw3ahov29gnu18fmt07elsz6dkry5cjry5cjqx4bipw3ahov29gnu18fmt07elsz6dksz6dkry5cjqx4bipw3ahov29gnu18fmt07elt07elsz6dkry5cjqx4bipw3ahov29gnu18fmu18fmt07elsz6dkry5cjqx4bipw3ahov29gnv29gnu18fmt07elsz6dkry5cjqx4bipw3ahow3ahov29gnu18fmt07elsz6dkry5cjqx4bipx4bipw3ahov29gnu18fmt07elsz6dkry5cjqy5cjqx4bipw3ahov29gnu18fmt07elsz6dkrz6dkry5cjqx4bipw3ahov29gnu18fmt07els07elsz6dkry5cjqx4bipw3ahov29gnu18fmt18fmt07elsz6dkry5cjqx4bipw3ahov29gnu29gnu18fmt07elsz6dkry5cjqx4bipw3ahov3ahov29gnu18fmt07elsz6dkry5cjqx4bipw4bipw3ahov29gnu18fmt07elsz6dkry5cjqx5cjqx4bipw3ahov29gnu18fmt07elsz6dkry6dkry5cjqx4bipw3ahov29gnu18fmt07elsz7elsz6dkry5cjqx4bipw3ahov29gnu18fmt08fmt07elsz6dkry5cjqx4bipw3ahov29gnu19gnu18fmt07elsz6dkry5cjqx4bipw3ahov2ahov29gnu18fmt07elsz6dkry5cjqx4bipw3bipw3ahov29gnu18fmt07elsz6dkry5cjqx4cjqx4bipw3ahov29gnu18fmt07elsz6dkry5dkry5cjqx4bipw3ahov29gnu18fmt07elsz6elsz6dkry5cjqx4bipw3ahov29gnu18fmt07fmt07elsz6dkry5cjqx4bipw3ahov29gnu18gnu18fmt07elsz6dkry5cjqx4bipw3ahov29hov29gnu18fmt07elsz6dkry5cjqx4bipw3aipw3ahov29gnu18fmt07elsz6dkry5cjqx4bjqx4bipw3ahov29gnu18fmt07elsz6dkry5ckry5cjqx4bipw3ahov29gnu18fmt07elsz6dlsz6dkry5cjqx4bipw3ahov29gnu18fmt07emt07elsz6dkry5cjqx4bipw3ahov29gnu18fnu18fmt07elsz6dkry5cjqx4bipw3ahov29gov29gnu18fmt07elsz6dkry5cjqx4bipw3ahpw3ahov29gnu18fmt07elsz6dkry5cjqx4biqx4bipw3ahov29gnu18fmt07elsz6dkry5cjry5cjqx4bipw3ahov29gnu18fmt07elsz6dksz6dkry5cjqx4bipw3ahov29gnu18fmt07elt07elsz6dkry5cjqx4bipw3ahov29gnu18fmu18fmt07elsz6dkry5cjqx4bipw3ahov29gnv29gnu18fmt07elsz6dkry5cjqx4bipw3ahow3ahov29gnu18fmt07elsz6dkry5cjqx4bipx4bipw3ahov29gnu18fmt07elsz6dkry5cjqy5cjqx4bipw3ahov29gnu18fmt07elsz6dkrz6dkry5cjqx4bipw3ahov29gnu18fmt07els07elsz6dkry5cjqx4bipw3ahov29gnu18fmt18fmt07elsz6dkry5cjqx4bipw3ahov29gnu29gnu18fmt07elsz6dkry5cjqx4bipw3ahov3ahov29gnu18fmt07elsz6dkry5cjqx4bipw4bipw3ahov29gnu18fmt07elsz6dkry5cjqx5cjqx4bipw3ahov29gnu18fmt07elsz6dkry6dkry5cjqx4bipw3ahov29gnu18fmt07elsz7elsz6dkry5cjqx4bipw3ahov29gnu18fmt08fmt07elsz6dkry5cjqx4bipw3ahov29gnu19gnu18fmt07elsz6dkry5cjqx4bipw3ahov2ahov29gnu18fmt07elsz6dkry5cjqx4bipw3bipw3ahov29gnu18fmt0"}', '\xede49b5ef8857656f9e46a985d348e005f5947e3d98b8d0daa624f120c60c930', NULL);
INSERT INTO muster.entry VALUES (3, 3, 1700000000006, 'chat.post', 'system', 'مشارك', 'op6', '{"text":"WORDS-6 مرحبا é"}', '\xaefd9e497c5858e3a344c818de2a464279d2a2ce4bd4878d22cd3568d3004864', NULL);
INSERT INTO muster.entry VALUES (1, 3, 1700000000007, 'chat.post', 'u7', 'José', 'op7', '{"text":"WORDS-7 مرحبا é"}', '\xf125c90a2d9dd9951bdf494799389f03346564a1282829046bc1497330c90fd1', NULL);
INSERT INTO muster.entry VALUES (2, 3, 1700000000008, 'stage.set', 'system', 'Amal Ḥaddād', 'op8', '{"text":"WORDS-8 مرحبا é"}', '\x68a51fd86ee706af93f5b0b8a4e64ed71bc5e1a7875c33730118c0569bb5eb35', NULL);
INSERT INTO muster.entry VALUES (3, 4, 1700000000009, 'chat.post', 'u7', '', 'op9', '{"text":"WORDS-9 مرحبا é"}', '\x125d2b1518ee63f4fbacf7257970a81b080d368f3485a000f4f51cab9e304130', NULL);
INSERT INTO muster.entry VALUES (1, 4, 1700000000010, 'chat.post', 'system', 'مشارك', 'op10', '{"text":"WORDS-10 مرحبا é"}', '\x1bd346749a47697c992ce4b1628ddc6d6f86ef34d6c84b32d35e4817fc7ec422', NULL);
INSERT INTO muster.entry VALUES (2, 4, 1700000000011, 'chat.post', 'u7', 'José', 'op11', '{"text":"WORDS-11 مرحبا é"}', '\xf6c58d94c38d629da7779906b7a1963da72cdf6039c42a291ba4102f5413ee54', NULL);
INSERT INTO muster.entry VALUES (3, 5, 1700000000012, 'stage.set', 'system', 'Amal Ḥaddād', 'op12', '{"text":"WORDS-12 مرحبا é"}', '\x7f2834e007895fbeb080353c7d8b46dcb7d68e921c59197beacd29dcc024ca37', NULL);
INSERT INTO muster.entry VALUES (1, 5, 1700000000013, 'chat.post', 'u7', '', 'op13', '{"text":"LONG-13 ahov29gnu18fmt07els07elsz6dkry5cjqx4bipw3ahov29gnu18fmt18fmt07elsz6dkry5cjqx4bipw3ahov29gnu29gnu18fmt07elsz6dkry5cjqx4bipw3ahov3ahov29gnu18fmt07elsz6dkry5cjqx4bipw4bipw3ahov29gnu18fmt07elsz6dkry5cjqx5cjqx4bipw3ahov29gnu18fmt07elsz6dkry6dkry5cjqx4bipw3ahov29gnu18fmt07elsz7elsz6dkry5cjqx4bipw3ahov29gnu18fmt08fmt07elsz6dkry5cjqx4bipw3ahov29gnu19gnu18fmt07elsz6dkry5cjqx4bipw3ahov2ahov29gnu18fmt07elsz6dkry5cjqx4bipw3bipw3ahov29gnu18fmt07elsz6dkry5cjqx4cjqx4bipw3ahov29gnu18fmt07elsz6dkry5dkry5cjqx4bipw3ahov29gnu18fmt07elsz6elsz6dkry5cjqx4bipw3ahov29gnu18fmt07fmt07elsz6dkry5cjqx4bipw3ahov29gnu18gnu18fmt07elsz6dkry5cjqx4bipw3ahov29hov29gnu18fmt07elsz6dkry5cjqx4bipw3aipw3ahov29gnu18fmt07elsz6dkry5cjqx4bjqx4bipw3ahov29gnu18fmt07elsz6dkry5ckry5cjqx4bipw3ahov29gnu18fmt07elsz6dlsz6dkry5cjqx4bipw3ahov29gnu18fmt07emt07elsz6dkry5cjqx4bipw3ahov29gnu18fnu18fmt07elsz6dkry5cjqx4bipw3ahov29gov29gnu18fmt07elsz6dkry5cjqx4bipw3ahpw3ahov29gnu18fmt07elsz6dkry5cjqx4biqx4bipw3ahov29gnu18fmt07elsz6dkry5cjry5cjqx4bipw3ahov29gnu18fmt07elsz6dksz6dkry5cjqx4bipw3ahov29gnu18fmt07elt07elsz6dkry5cjqx4bipw3ahov29gnu18fmu18fmt07elsz6dkry5cjqx4bipw3ahov29gnv29gnu18fmt07elsz6dkry5cjqx4bipw3ahow3ahov29gnu18fmt07elsz6dkry5cjqx4bipx4bipw3ahov29gnu18fmt07elsz6dkry5cjqy5cjqx4bipw3ahov29gnu18fmt07elsz6dkrz6dkry5cjqx4bipw3ahov29gnu18fmt07els07elsz6dkry5cjqx4bipw3ahov29gnu18fmt18fmt07elsz6dkry5cjqx4bipw3ahov29gnu29gnu18fmt07elsz6dkry5cjqx4bipw3ahov3ahov29gnu18fmt07elsz6dkry5cjqx4bipw4bipw3ahov29gnu18fmt07elsz6dkry5cjqx5cjqx4bipw3ahov29gnu18fmt07elsz6dkry6dkry5cjqx4bipw3ahov29gnu18fmt07elsz7elsz6dkry5cjqx4bipw3ahov29gnu18fmt08fmt07elsz6dkry5cjqx4bipw3ahov29gnu19gnu18fmt07elsz6dkry5cjqx4bipw3ahov2ahov29gnu18fmt07elsz6dkry5cjqx4bipw3bipw3ahov29gnu18fmt07elsz6dkry5cjqx4cjqx4bipw3ahov29gnu18fmt07elsz6dkry5dkry5cjqx4bipw3ahov29gnu18fmt07elsz6elsz6dkry5cjqx4bipw3ahov29gnu18fmt07fmt07elsz6dkry5cjqx4bipw3ahov29gnu18gnu18fmt07elsz6dkry5cjqx4bipw3ahov29hov29gnu18fmt07elsz6dkry5cjqx4bipw3aipw3ahov29gnu18fmt07elsz6dkry5cjqx4bjqx4bipw3ahov29gnu18fmt07elsz6dkry5ckry5cjqx4bipw3ahov29gnu18fmt07elsz6dlsz6dkry5cjqx4bipw3ahov29gnu18fmt07emt07elsz6dkry5cjqx4bipw3ahov29gnu18fnu18fmt07elsz6dkry5cjqx4bipw3ahov29gov29gnu18fmt07elsz6dkry5cjqx4bipw3ahpw3ahov29gnu18fmt07elsz6dkry5cjqx4biqx4bipw3ahov29gnu18fmt07elsz6dkry5cjry5cjqx4bipw3ahov29gnu18fmt07elsz6dksz6dkry5cjqx4bipw3ahov29gnu18fmt07elt07elsz6dkry5cjqx4bipw3ahov29gnu18fmu18fmt07elsz6dkry5cjqx4bipw3ahov29gnv29gnu18fmt07elsz6dkry5cjqx4bipw3ahow3ahov29gnu18fmt07elsz6dkry5cjqx4bipx4bipw3ahov29gnu18fmt07elsz6dkry5cjqy5cjqx4bipw3ahov29gnu18fmt07elsz6dkrz6dkry5cjqx4bipw3ahov29gnu18fmt07els07elsz6dkry5cjqx4bipw3ahov29gnu18fmt18fmt07elsz6dkry5cjqx4bipw3ahov29gnu29gnu18fmt07elsz6dkry5cjqx4bipw3ahov3ahov29gnu18fmt07elsz6dkry5cjqx4bipw4bipw3ahov29gnu18fmt07elsz6dkry5cjqx5cjqx4bipw3ahov29gnu18fmt07elsz6dkry6dkry5cjqx4bipw3ahov29gnu18fmt07elsz7elsz6dkry5cjqx4bipw"}', '\x6015bba41842820a3cc24431b7bac3d9e980cb2a0d27bbb60df281512acf91f2', NULL);
INSERT INTO muster.entry VALUES (2, 5, 1700000000014, 'chat.post', 'system', 'مشارك', 'op14', '{"text":"WORDS-14 مرحبا é"}', '\x6945d9cc11d05ac62473c977f00fc35ad7a7ce05fe57df9dc378985a90f2ca5d', NULL);
INSERT INTO muster.entry VALUES (3, 6, 1700000000015, 'chat.post', 'u7', 'José', 'op15', '{"text":"WORDS-15 مرحبا é"}', '\x95a987d3fb09960328aea32463b1d72803d148258944e90daa0a76bfd12cb8d1', NULL);
INSERT INTO muster.entry VALUES (1, 6, 1700000000016, 'stage.set', 'system', 'Amal Ḥaddād', 'op16', '{"text":"WORDS-16 مرحبا é"}', '\xab6f01893d727580bbb1f5a8267713bba378ba7129a18464fd2451467175eba3', NULL);
INSERT INTO muster.entry VALUES (2, 6, 1700000000017, 'chat.post', 'u7', '', 'op17', '{"text":"WORDS-17 مرحبا é"}', '\x3425c4acd484c4c777c669349cd3861b15c5d24d6797b6264e40d04c366a279c', NULL);
INSERT INTO muster.entry VALUES (3, 7, 1700000000018, 'chat.post', 'system', 'مشارك', 'op18', '{"text":"WORDS-18 مرحبا é"}', '\x2934f31167aae4213d0a464846ccafbcb3cd3d3ed541294aa98b0cf0f5442586', NULL);
INSERT INTO muster.entry VALUES (1, 7, 1700000000019, 'chat.post', 'u7', 'José', 'op19', '{"text":"WORDS-19 مرحبا é"}', '\xdcca957bab9fd78045d645e78416e73ee8404ca6b8fbdbefb7c2a138b706f0ed', NULL);
INSERT INTO muster.entry VALUES (2, 7, 1700000000020, 'stage.set', 'system', 'Amal Ḥaddād', 'op20', '{"text":"WORDS-20 مرحبا é"}', '\x333a82e162ba7aedd2121e5f1790c14e375c4471601a2fa0734690692d8cbed3', NULL);
INSERT INTO muster.entry VALUES (1, 8, 1700000000022, 'chat.post', 'system', 'مشارك', 'op22', '{"text":"WORDS-22 مرحبا é"}', '\x703ee5e7d34c7ca2de337be027ea0a1948c529f91acfcc94a9e49b8ed59b7241', NULL);
INSERT INTO muster.entry VALUES (2, 8, 1700000000023, 'chat.post', 'u7', 'José', 'op23', '{"text":"WORDS-23 مرحبا é"}', '\xd6d2759fea6e60b7cc35d86bc6171d58274c401773ec39382b552fa28ca539a4', NULL);
INSERT INTO muster.entry VALUES (3, 2, 1700000000003, 'chat.post', 'u7', '', 'op3', '{}', '\xec20f052a141bc8a647f04c11fcd20343f401cde73e454d98c3ff8ad3d72b97e', '\xc929c7e834d2f82de7a53a6c7b1b001a688b47e48a0ccacb82fcc963741357dc');
INSERT INTO muster.entry VALUES (3, 8, 1700000000021, 'chat.post', 'u7', '', 'op21', '{}', '\xd594936131beef8711c72eb94a3711d77db74706285b9886f0edf960156ed46c', '\x2a4f4d800ccbcfcb8fa4c9f9fc1ebd710c75d093e3a32309cb7bd9d8ab42d768');
INSERT INTO muster.entry VALUES (2, 1, 1700000000002, 'chat.post', 'system', '', 'op2', '{}', '\x8985479a1f8822733293703a1802675939d844e5b6346de4bc22ec3af86a0090', '\x85e7218aee4120c9c85464c4a3b56dd9d8e79fe0e8d7ae5ed2222f9fdd03356b');
INSERT INTO muster.meta VALUES ('epoch', 'KlOEfZo6d2elreqA206ctw');
INSERT INTO muster.meta VALUES ('mark/alive', '1700000000123');
INSERT INTO muster.room OVERRIDING SYSTEM VALUE VALUES (3, 'webinar:w1', 8, '\xd594936131beef8711c72eb94a3711d77db74706285b9886f0edf960156ed46c');
INSERT INTO muster.room OVERRIDING SYSTEM VALUE VALUES (1, 'course:c1', 8, '\x703ee5e7d34c7ca2de337be027ea0a1948c529f91acfcc94a9e49b8ed59b7241');
INSERT INTO muster.room OVERRIDING SYSTEM VALUE VALUES (2, 'inbox:u7', 8, '\xd6d2759fea6e60b7cc35d86bc6171d58274c401773ec39382b552fa28ca539a4');
INSERT INTO muster.schema_version VALUES (1, '2026-11-27 07:12:18.74833+00');
INSERT INTO muster.schema_version VALUES (2, '2026-11-27 07:12:18.761018+00');
INSERT INTO muster.schema_version VALUES (3, '2026-11-27 07:12:18.761729+00');
SELECT pg_catalog.setval('muster.room_id_seq', 3, true);
ALTER TABLE ONLY muster.entry
    ADD CONSTRAINT entry_pkey PRIMARY KEY (room, seq);
ALTER TABLE ONLY muster.entry
    ADD CONSTRAINT entry_room_op_person_key UNIQUE (room, op, person);
ALTER TABLE ONLY muster.meta
    ADD CONSTRAINT meta_pkey PRIMARY KEY (key);
ALTER TABLE ONLY muster.room
    ADD CONSTRAINT room_name_key UNIQUE (name);
ALTER TABLE ONLY muster.room
    ADD CONSTRAINT room_pkey PRIMARY KEY (id);
ALTER TABLE ONLY muster.schema_version
    ADD CONSTRAINT schema_version_pkey PRIMARY KEY (version);
ALTER TABLE ONLY muster.secret
    ADD CONSTRAINT secret_pkey PRIMARY KEY (name);
